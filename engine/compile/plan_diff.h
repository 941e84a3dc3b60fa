#pragma once
// What another choice of passes, another device or another graph makes of the kernels: the difference of two plans, as a value.
#include "engine/compile/plan.h"

namespace saddle::compile {

/// Passes that may be switched off, by the names of PassOptions.
const std::vector<std::string>& optional_passes();
/// Those that join instructions into one kernel.
const std::vector<std::string>& fusion_passes();

struct PlanDiff {
    /// Of the calls of one kernel for one node in one phase, or of a whole plan.
    struct Work {
        int calls = 0;
        double flops = 0, bytes = 0;      ///< executed; read and written at least once
        bool operator==(const Work&) const = default;
    };
    struct Kernel {
        ir::Phase phase = ir::Phase::Forward;
        NodeId node;
        std::string kernel, source;       ///< file of shaders/, or "generated"
        Work before, after;               ///< no calls: it is in the other plan only
    };
    struct Total {
        Work work;
        int64_t arena_bytes = 0, arena_lower_bound = 0;
    };
    std::vector<Kernel> kernels;          ///< that differ, by phase; nodes in the order of the plan before
    int same = 0;                         ///< calls that both plans have
    Total before, after;
};

PlanDiff difference(const ExecutionPlan& before, const ExecutionPlan& after);

/// A line for each kernel that differs (-: only before, +: only after, ~: in both with other work), then the totals.
std::string dump(const PlanDiff& diff);

}  // namespace saddle::compile
