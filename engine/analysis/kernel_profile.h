#pragma once
// From timestamps to what a user wants to know of a kernel: time, rates, and how far from the roof it is.
#include <deque>

#include "engine/analysis/views.h"
#include "engine/compile/plan.h"
#include "engine/runtime/executor.h"

namespace saddle::analysis {

/// The roofline model (S. Williams, A. Waterman, D. Patterson, CACM 2009): attainable = min(peak FLOP/s, intensity x
/// bandwidth). The bandwidth is that of the fastest measured level whose capacity holds the kernel's bytes.
struct Roof {
    double percent = 0;        ///< of the attainable rate; 0 when peaks are not measured
    std::string bound;         ///< "compute", "memory", "cache"
};
Roof roofline(double flops, double bytes, double ms, const DeviceProfile& device);

/// Medians over the last timed steps of one plan: of each call over the steps that measured it, of the span from the first
/// begin to the last end, and of what the host saw beyond it. The gaps are what the kernels leave of the span.
class KernelProfiler {
public:
    explicit KernelProfiler(size_t window = 32) : window_(window) {}
    /// `host_ms`: the whole step by the host's clock.
    void add(const std::vector<runtime::CallTime>& calls, double host_ms);
    bool empty() const { return steps_.empty(); }
    /// The profile; step_ms is left for the caller (it is measured without timestamps).
    StepProfile profile(const compile::ExecutionPlan& plan, const DeviceProfile& device) const;

private:
    struct Step { std::vector<runtime::CallTime> calls; double host_ms; };
    size_t window_;
    std::deque<Step> steps_;
};

double median(std::vector<double> values);

}  // namespace saddle::analysis
