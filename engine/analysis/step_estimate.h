#pragma once
// How long a training step will take, from its kernels' costs and the device's measured peaks.
#include "engine/compile/plan.h"

namespace saddle::analysis {

/// A kernel of an earlier run on the same device.
struct MeasuredKernel {
    std::string kernel;
    double flops = 0, bytes = 0, ms = 0;
};

struct KernelEstimate {
    std::string kernel;
    NodeId node;
    ir::Phase phase = ir::Phase::Forward;
    double ms = 0, roof_ms = 0;      ///< expected, and at the roof
    double flops = 0, bytes = 0;
    std::string bound;               ///< "compute", "memory", "cache"
};

struct StepEstimate {
    int calls = 0;
    double flops = 0, bytes = 0;
    double step_ms = 0;              ///< 0: the device's peaks are not measured
    double roof_ms = 0;              ///< if every kernel reached its roof: no step is faster
    double measured = 0;             ///< share of step_ms in kernels that earlier runs measured here
    std::vector<KernelEstimate> largest;   ///< the five that take longest, longest first
};

/// A call that was measured with the same cost counts as it was; another size of the same kernel by the share of its roof that
/// it reached there; one never seen by the share that kernels commonly reach on this class of device. Each call also takes
/// what beginning one costs.
StepEstimate estimate_step(const compile::ExecutionPlan& train, const DeviceProfile& device, const std::vector<MeasuredKernel>& measured);

}  // namespace saddle::analysis
