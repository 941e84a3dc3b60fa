#pragma once
// Two profiles side by side: before and after fusion, two runs, two devices.
#include "engine/analysis/views.h"

namespace saddle {

struct ProfileDiff {
    struct Times { int calls = 0; double ms = 0; };
    struct Row {
        ir::Phase phase = ir::Phase::Forward;
        NodeId node;                 ///< empty where rows are kernels
        std::string kernel;          ///< empty where rows are nodes
        Times before, after;         ///< no calls: it is in the other profile only
        double ratio() const;        ///< after / before; NaN where it is in one of them only
    };
    std::vector<Row> rows;           ///< the largest change in ms first
    double before_step_ms = 0, after_step_ms = 0;
};

namespace analysis {

enum class ProfileRows { Kernels, Nodes, KernelsOfNodes };
/// Calls of one phase are added up; their changes add up to that of the sum of all kernels.
ProfileDiff compare(const StepProfile& before, const StepProfile& after, ProfileRows rows);

}  // namespace analysis
}  // namespace saddle
