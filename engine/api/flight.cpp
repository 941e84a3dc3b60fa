#include "engine/api/flight.h"

#include <algorithm>

#include "engine/api/backend.h"
#include "engine/store/experiment_store.h"

namespace saddle::api {
namespace {

/// Kernels of the newest runs on the device. A store that cannot be read knows none: the estimate does without.
std::vector<analysis::MeasuredKernel> measured_on(const DeviceProfile& device, const std::string& store_path) {
    constexpr int kRuns = 20;
    std::vector<analysis::MeasuredKernel> list;
    const auto store = store::ExperimentStore::open(store::store_or_default(store_path));
    if (!store.ok()) return list;
    const auto runs = (*store)->runs();
    if (!runs.ok()) return list;
    int left = kRuns;
    for (const store::RunRow& run : *runs) {
        if (run.device != device.name || run.driver != device.driver || left-- <= 0) continue;
        if (const auto kernels = (*store)->kernels(run.id); kernels.ok())
            for (const store::KernelRow& k : *kernels) list.push_back({k.kernel, k.flops, k.bytes, k.ms});
    }
    return list;
}

}  // namespace

Result<FlightReport> FlightCheck::operator()(const Project& project, const std::string& device, const std::string& data_path) {
    const std::lock_guard lock(mutex_);
    if (!facts_ || config_ != project.data || path_ != data_path) {
        facts_.reset();
        TRY(const auto source, open_data_(project.data, data_path));
        TRY(facts_, analysis::data_facts(*source));
        signature_ = source->signature();
        config_ = project.data;
        path_ = data_path;
    }
    if (project.train.batch_size < 1) return invalid("train.batch_size: " + std::to_string(project.train.batch_size) + " is not positive");
    TRY(const Backend backend, open_backend(device, store_path_));
    const DeviceProfile& profile = backend.executor->profile();
    const int64_t batch = std::clamp<int64_t>(facts_->train, 1, project.train.batch_size);
    TRY(const ir::Program program, compile::lower(project, signature_, batch));
    TRY(const compile::ExecutionPlan train, compile::compile({project, signature_, batch, "train", profile, {}, {}, false}));
    std::optional<compile::ExecutionPlan> eval;
    if (facts_->validation > 0) {
        TRY(eval, compile::compile({project, signature_, std::min(kEvalBatch, facts_->validation), "eval", profile, {}, {}, false}));
    }
    return analysis::flight_check({project, signature_, *facts_, program, train, eval ? &*eval : nullptr, profile, measured_on(profile, store_path_), backend.executor->slots()});
}

}  // namespace saddle::api
