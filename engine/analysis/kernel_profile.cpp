#include "engine/analysis/kernel_profile.h"

#include <algorithm>
#include <cmath>

namespace saddle::analysis {

double median(std::vector<double> values) {
    if (values.empty()) return 0;
    const auto middle = values.begin() + long(values.size() / 2);
    std::nth_element(values.begin(), middle, values.end());
    if (values.size() % 2) return *middle;
    return (*middle + *std::max_element(values.begin(), middle)) / 2;
}

Roof roofline(double flops, double bytes, double ms, const DeviceProfile& device) {
    if (device.peak_gflops <= 0 || device.peak_gbytes_per_s <= 0 || ms <= 0) return {};
    const bool cached = device.cache_gbytes_per_s > device.peak_gbytes_per_s && bytes <= double(device.cache_bytes);
    const double bandwidth = cached ? device.cache_gbytes_per_s : device.peak_gbytes_per_s;
    const double compute_ms = flops / (device.peak_gflops * 1e6), memory_ms = bytes / (bandwidth * 1e6);
    const bool compute = compute_ms >= memory_ms;
    return {100 * std::max(compute_ms, memory_ms) / ms, compute ? "compute" : cached ? "cache" : "memory"};
}

void KernelProfiler::add(const std::vector<runtime::CallTime>& calls, double host_ms) {
    if (!steps_.empty() && steps_.front().calls.size() != calls.size()) steps_.clear();
    steps_.push_back({calls, host_ms});
    if (steps_.size() > window_) steps_.pop_front();
}

StepProfile KernelProfiler::profile(const compile::ExecutionPlan& plan, const DeviceProfile& device) const {
    StepProfile profile;
    profile.device = device.name;
    profile.peak_gflops = device.peak_gflops;
    profile.peak_gbytes_per_s = device.peak_gbytes_per_s;
    profile.cache_gbytes_per_s = device.cache_gbytes_per_s;
    profile.arena_bytes = plan.buffer_bytes[int(compile::BufferId::Arena)];
    profile.parameter_bytes = plan.buffer_bytes[int(compile::BufferId::Parameters)];
    const auto over_steps = [&](auto&& value) {
        std::vector<double> values;
        for (const Step& step : steps_)
            if (const double v = value(step); std::isfinite(v)) values.push_back(v);
        return median(std::move(values));
    };
    for (size_t i = 0; i < plan.calls.size(); ++i) {
        const ops::KernelCall& call = plan.calls[i];
        KernelTiming timing;
        timing.kernel = call.kernel;
        timing.source = call.source;
        timing.node = call.node;
        timing.phase = call.phase;
        timing.flops = call.flops;
        timing.bytes = call.bytes;
        timing.begin_us = over_steps([&](const Step& s) { return s.calls[i].begin_ns; }) / 1e3;
        timing.ms = over_steps([&](const Step& s) { return s.calls[i].end_ns - s.calls[i].begin_ns; }) / 1e6;
        timing.end_us = timing.begin_us + timing.ms * 1e3;
        timing.intensity = call.bytes > 0 ? call.flops / call.bytes : 0;
        if (timing.ms > 0) {
            timing.gflops = call.flops / timing.ms / 1e6;
            timing.gbytes_per_s = call.bytes / timing.ms / 1e6;
        }
        const Roof roof = roofline(call.flops, call.bytes, timing.ms, device);
        timing.percent_of_roofline = roof.percent;
        timing.bound = roof.bound;
        profile.kernels.push_back(std::move(timing));
    }
    const auto span_of = [](const Step& s) { return s.calls.empty() ? 0 : (s.calls.back().end_ns - s.calls.front().begin_ns) / 1e6; };
    for (const KernelTiming& timing : profile.kernels) profile.sum_of_kernels_ms += timing.ms;
    profile.gap_ms = over_steps(span_of) - profile.sum_of_kernels_ms;
    profile.host_ms = over_steps([&](const Step& s) { return s.host_ms - span_of(s); });
    for (size_t i = 0; i < plan.slots.size(); ++i) {
        const compile::Slot& slot = plan.slots[i];
        if (slot.buffer != compile::BufferId::Arena || slot.bytes == 0) continue;
        const ir::Value& value = plan.program.values[i];
        profile.memory.push_back({value.name, value.node, slot.offset, slot.bytes, slot.first_use, slot.last_use});
    }
    return profile;
}

}  // namespace saddle::analysis
