#pragma once
// Internal to api: the store's thread. Rows are queued and written in batches; the training thread never waits on SQL.
#include <condition_variable>
#include <functional>
#include <mutex>
#include <optional>
#include <thread>

#include "engine/store/experiment_store.h"

namespace saddle::api {

class StoreWriter {
public:
    /// Takes the connection over; it is used on the writer's thread only.
    explicit StoreWriter(std::unique_ptr<store::ExperimentStore> store);
    ~StoreWriter();   ///< writes what is queued
    void add_metric(const std::string& run, store::MetricRow row);
    /// Anything else, in order with the metrics.
    void post(std::function<Status(store::ExperimentStore&)> job);
    /// Waits until all is written; the first error since the start, if any.
    Status flush();
    /// The first error so far (the disk is full, say), without waiting.
    std::optional<Error> failure() const;

private:
    void work();
    std::unique_ptr<store::ExperimentStore> store_;
    mutable std::mutex mutex_;
    std::condition_variable changed_;
    std::vector<std::pair<std::string, store::MetricRow>> rows_;
    std::vector<std::function<Status(store::ExperimentStore&)>> jobs_;
    bool stop_ = false, busy_ = false, hurry_ = false;
    std::optional<Error> error_;
    std::thread thread_;
};

}  // namespace saddle::api
