#include "engine/analysis/step_estimate.h"

#include <algorithm>
#include <tuple>

#include "engine/analysis/kernel_profile.h"

namespace saddle::analysis {
namespace {

/// What kernels of ours commonly reach of their roofs, and what beginning a call costs; the medians over the projects here on
/// lavapipe (docs/editors.md). A GPU's are assumptions until runs on it have been measured. `indexed`: where each number is
/// looked up through a list of indices, no vector of numbers is read at once.
struct Common {
    double compute, memory, indexed, call_ms;
    double of(const ops::KernelCall& call, const Roof& roof) const {
        if (call.source.starts_with("sparse/") || call.source.starts_with("scatter/")) return indexed;
        return roof.bound == "compute" ? compute : memory;
    }
};
Common common(DeviceClass device) { return device == DeviceClass::Gpu ? Common{0.4, 0.7, 0.3, 0.004} : Common{0.27, 0.15, 0.045, 0.012}; }

Roof roof_of(double flops, double bytes, const DeviceProfile& device) { return roofline(flops, bytes, 1, device); }   // percent of a millisecond

/// What earlier runs say of a kernel by name, and of calls of one cost.
class Experience {
public:
    Experience(const std::vector<MeasuredKernel>& measured, const DeviceProfile& device) {
        std::map<std::tuple<std::string, double, double>, std::vector<double>> same;
        std::map<std::string, std::pair<double, double>> sums;   // roof and measured ms
        for (const MeasuredKernel& m : measured) {
            if (m.ms <= 0) continue;
            same[{m.kernel, m.flops, m.bytes}].push_back(m.ms);
            sums[m.kernel].first += roof_of(m.flops, m.bytes, device).percent / 100;
            sums[m.kernel].second += m.ms;
        }
        for (auto& [cost, times] : same) same_[cost] = median(std::move(times));
        for (const auto& [kernel, sum] : sums)
            if (sum.first > 0) reached_[kernel] = sum.first / sum.second;
    }
    /// Milliseconds; nothing where no run has seen the kernel.
    std::optional<double> ms(const ops::KernelCall& call, double roof_ms) const {
        if (const auto it = same_.find({call.kernel, call.flops, call.bytes}); it != same_.end()) return it->second;
        if (const auto it = reached_.find(call.kernel); it != reached_.end()) return roof_ms / it->second;
        return std::nullopt;
    }

private:
    std::map<std::tuple<std::string, double, double>, double> same_;
    std::map<std::string, double> reached_;
};

}  // namespace

StepEstimate estimate_step(const compile::ExecutionPlan& train, const DeviceProfile& device, const std::vector<MeasuredKernel>& measured) {
    constexpr size_t kLargest = 5;
    const Common usual = common(device.device_class);
    const Experience experience(measured, device);
    StepEstimate estimate;
    estimate.calls = int(train.calls.size());
    double known = 0;
    for (const ops::KernelCall& call : train.calls) {
        const Roof roof = roof_of(call.flops, call.bytes, device);
        KernelEstimate kernel{call.kernel, call.node, call.phase, 0, roof.percent / 100, call.flops, call.bytes, roof.bound};
        const auto seen = experience.ms(call, kernel.roof_ms);
        if (!roof.bound.empty()) kernel.ms = seen ? *seen : kernel.roof_ms / usual.of(call, roof) + usual.call_ms;
        estimate.flops += call.flops;
        estimate.bytes += call.bytes;
        estimate.step_ms += kernel.ms;
        estimate.roof_ms += kernel.roof_ms;
        if (seen) known += kernel.ms;
        estimate.largest.push_back(std::move(kernel));
    }
    if (estimate.step_ms > 0) estimate.measured = known / estimate.step_ms;
    // Before peaks are measured the longest are those that compute most.
    const auto longer = [&](const KernelEstimate& a, const KernelEstimate& b) { return estimate.step_ms > 0 ? a.ms > b.ms : std::max(a.flops, a.bytes) > std::max(b.flops, b.bytes); };
    std::stable_sort(estimate.largest.begin(), estimate.largest.end(), longer);
    if (estimate.largest.size() > kLargest) estimate.largest.resize(kLargest);
    return estimate;
}

}  // namespace saddle::analysis
