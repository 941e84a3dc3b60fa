#pragma once
#include <atomic>
#include <memory>

namespace saddle {

/// A request to stop that any thread may make and long work polls. Copies share the flag.
class Cancellation {
public:
    void cancel() const { flag_->store(true, std::memory_order_relaxed); }
    bool cancelled() const { return flag_->load(std::memory_order_relaxed); }

private:
    std::shared_ptr<std::atomic<bool>> flag_ = std::make_shared<std::atomic<bool>>(false);
};

}  // namespace saddle
