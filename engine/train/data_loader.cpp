#include "engine/train/data_loader.h"

#include <algorithm>
#include <numeric>

#include "engine/core/philox.h"

namespace saddle::train {
namespace {
constexpr size_t kReadAhead = 4;
}

const char* name(Split split) {
    return split == Split::Train ? "train" : split == Split::Validation ? "validation" : "test";
}

std::string spelled(std::span<const int32_t> ids, const std::vector<std::string>& class_names) {
    std::string text;
    for (const int32_t id : ids) text += id >= 0 && size_t(id) < class_names.size() ? class_names[size_t(id)] : "?";
    return text;
}

std::span<const int32_t> unpadded(const Tensor& batch, int64_t n) {
    const int64_t longest = batch.type.shape[1];
    const auto all = std::span(batch.i32).subspan(size_t(n * longest), size_t(longest));
    return all.first(size_t(std::find(all.begin(), all.end(), 0) - all.begin()));
}

std::vector<uint32_t> sample_order(int64_t samples, uint64_t seed, int64_t epoch, bool shuffle) {
    if (shuffle) return Random(seed, stream_of("shuffle") + uint64_t(epoch)).permutation(uint32_t(samples));
    std::vector<uint32_t> order(static_cast<size_t>(samples));
    std::iota(order.begin(), order.end(), 0u);
    return order;
}

bool is_text(const ops::DataSignature& data) {
    const auto window = [&](const char* name) {
        const auto port = std::find_if(data.ports.begin(), data.ports.end(), [&](const auto& p) { return p.name == name && p.type.dtype == DType::I32 && p.type.shape.rank() == 1; });
        return port == data.ports.end() ? 0 : port->type.shape[0];
    };
    return window("tokens") > 0 && window("tokens") == window("targets");
}

std::vector<uint32_t> stream_order(int64_t samples, int64_t streams) {
    const int64_t batches = samples / streams;
    std::vector<uint32_t> order;
    for (int64_t batch = 0; batch < batches; ++batch)
        for (int64_t stream = 0; stream < streams; ++stream) order.push_back(uint32_t(stream * batches + batch));
    return order;
}

DataLoader::DataLoader(const DataSource& source, Split split, std::vector<uint32_t> order, int64_t batch_size, const std::optional<Draw>& draw, int64_t first_batch)
    : source_(source), split_(split), order_(std::move(order)), draw_(draw), batch_size_(batch_size),
      batches_((int64_t(order_.size()) + batch_size - 1) / batch_size), next_read_(first_batch), next_given_(first_batch),
      thread_([this] { read_ahead(); }) {}

DataLoader::~DataLoader() {
    {
        const std::lock_guard lock(mutex_);
        stop_ = true;
    }
    changed_.notify_all();
    thread_.join();
}

Result<std::optional<Batch>> DataLoader::next() {
    std::unique_lock lock(mutex_);
    if (next_given_ >= batches_) return std::optional<Batch>();
    changed_.wait(lock, [&] { return !ready_.empty() || error_; });
    if (ready_.empty()) return *error_;
    std::optional<Batch> batch = std::move(ready_.front());
    ready_.pop_front();
    ++next_given_;
    changed_.notify_all();
    return batch;
}

void DataLoader::read_ahead() {
    for (; next_read_ < batches_; ++next_read_) {
        {
            std::unique_lock lock(mutex_);
            changed_.wait(lock, [&] { return ready_.size() < kReadAhead || stop_; });
            if (stop_) return;
        }
        const size_t first = size_t(next_read_ * batch_size_), last = std::min(order_.size(), first + size_t(batch_size_));
        Batch batch{next_read_, int64_t(last - first), {}};
        const Status status = source_.read(split_, std::span(order_).subspan(first, last - first), draw_, batch.tensors);
        const std::lock_guard lock(mutex_);
        if (!status.ok()) error_ = status.error();
        else ready_.push_back(std::move(batch));
        changed_.notify_all();
        if (error_) return;
    }
}

}  // namespace saddle::train
