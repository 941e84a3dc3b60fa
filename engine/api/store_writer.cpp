#include "engine/api/store_writer.h"

#include <chrono>
#include <map>

namespace saddle::api {

StoreWriter::StoreWriter(std::unique_ptr<store::ExperimentStore> store) : store_(std::move(store)), thread_([this] { work(); }) {}

StoreWriter::~StoreWriter() {
    {
        const std::lock_guard lock(mutex_);
        stop_ = true;
    }
    changed_.notify_all();
    thread_.join();
}

void StoreWriter::add_metric(const std::string& run, store::MetricRow row) {
    const std::lock_guard lock(mutex_);
    rows_.emplace_back(run, std::move(row));
}

void StoreWriter::post(std::function<Status(store::ExperimentStore&)> job) {
    const std::lock_guard lock(mutex_);
    jobs_.push_back(std::move(job));
    changed_.notify_all();
}

Status StoreWriter::flush() {
    std::unique_lock lock(mutex_);
    hurry_ = true;
    changed_.notify_all();
    changed_.wait(lock, [&] { return rows_.empty() && jobs_.empty() && !busy_; });
    hurry_ = false;
    if (error_) return *error_;
    return {};
}

std::optional<Error> StoreWriter::failure() const {
    const std::lock_guard lock(mutex_);
    return error_;
}

void StoreWriter::work() {
    std::unique_lock lock(mutex_);
    for (;;) {
        changed_.wait_for(lock, std::chrono::milliseconds(250), [&] { return stop_ || !jobs_.empty() || (hurry_ && !rows_.empty()); });
        if (rows_.empty() && jobs_.empty()) {
            if (stop_) return;
            continue;
        }
        const auto rows = std::exchange(rows_, {});
        const auto jobs = std::exchange(jobs_, {});
        busy_ = true;
        lock.unlock();
        std::map<std::string, std::vector<store::MetricRow>> by_run;
        for (const auto& [run, row] : rows) by_run[run].push_back(row);
        std::optional<Error> error;
        const auto note = [&](Status status) {
            if (!status.ok() && !error) error = std::move(status.error());
        };
        // Jobs go first when one creates the run that the metrics belong to; rows queued earlier belong to older jobs' runs.
        for (const auto& job : jobs) note(job(*store_));
        for (const auto& [run, list] : by_run) note(store_->add_metrics(run, list));
        lock.lock();
        busy_ = false;
        if (error && !error_) error_ = std::move(error);
        changed_.notify_all();
    }
}

}  // namespace saddle::api
