#include "app/bridge/stored_views.h"

namespace saddle::app {

StepProfile stored_profile(const store::RunRow& row, const std::vector<store::KernelRow>& kernels) {
    StepProfile profile;
    profile.run = row.id;
    profile.device = row.device;
    profile.step = row.steps;
    for (const store::KernelRow& k : kernels) {
        KernelTiming timing;
        timing.kernel = k.kernel;
        timing.source = k.source;
        timing.node = k.node;
        for (const ir::Phase phase : {ir::Phase::Forward, ir::Phase::Backward, ir::Phase::Update})
            if (k.phase == ir::name(phase)) timing.phase = phase;
        timing.calls = k.calls;
        timing.ms = k.ms;
        timing.begin_us = profile.sum_of_kernels_ms * 1e3;   // times of day are not stored: end to end
        timing.flops = k.flops;
        timing.bytes = k.bytes;
        timing.gflops = k.gflops;
        timing.gbytes_per_s = k.gbytes_per_s;
        timing.intensity = k.bytes > 0 ? k.flops / k.bytes : 0;
        timing.percent_of_roofline = k.percent_of_roofline;
        timing.bound = k.bound;
        profile.sum_of_kernels_ms += k.ms;
        timing.end_us = profile.sum_of_kernels_ms * 1e3;
        profile.kernels.push_back(std::move(timing));
    }
    return profile;
}

train::Observation last_observation(const std::vector<store::MetricRow>& metrics, std::optional<uint64_t> until) {
    train::Observation seen;
    for (const auto& [kind, values] : {std::pair(kObservedKinds[0], &seen.gradient_norm), std::pair(kObservedKinds[1], &seen.zeros)})
        for (const store::MetricRow& row : metrics)
            if (row.name.starts_with(kind) && (!until || row.step <= *until)) {
                (*values)[row.name.substr(std::string_view(kind).size())] = row.value;
                seen.step = std::max(seen.step, row.step);
            }
    return seen;
}

}  // namespace saddle::app
