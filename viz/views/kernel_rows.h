#pragma once
// A step's profile as rows of a table: one a call, or the calls of a node or of a kernel added up.
#include <string>
#include <vector>

#include "engine/api/views.h"

namespace saddle::viz {

enum class KernelGrouping { Calls, Nodes, Kernels };
enum class KernelColumn { Kernel, Ms, Share, Gflops, Gbytes, Intensity, Roof, Bound, Trend };

/// Not known is NaN, and for `bound` empty.
struct KernelRow {
    std::string kernel, node;        ///< where calls of several were added up: "3 kernels" is for the view to say
    ir::Phase phase = ir::Phase::Forward;
    std::vector<int> calls;          ///< indices into StepProfile::kernels
    double ms = 0, share = 0;        ///< share of the sum of all kernels, 0..1
    double gflops = 0, gbytes_per_s = 0, intensity = 0;
    double percent_of_roofline = 0;
    std::string bound;
    std::vector<double> trend;       ///< ms in the profiles before and this one, the oldest first
};

/// Added up: times, FLOPs and bytes are sums, rates follow from them; the percentage is the mean weighted by time, which is
/// the time at the roof over the time taken; `bound` is that of the longest call.
std::vector<KernelRow> kernel_rows(const StepProfile& profile, KernelGrouping grouping);
/// Stable; what is not known stands last in both directions.
void sort_rows(std::vector<KernelRow>& rows, KernelColumn by, bool descending);

/// Whether `node` is `selected` or lies in it, when that is a group.
bool belongs_to(const NodeId& node, const std::string& selected);

/// Comma-separated values of every column, one row a kernel call, in the order of the step.
std::string kernels_csv(const StepProfile& profile);

}  // namespace saddle::viz
