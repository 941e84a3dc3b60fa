#include "engine/analysis/profile_diff.h"

#include <algorithm>
#include <cmath>
#include <limits>
#include <map>
#include <tuple>

namespace saddle {

double ProfileDiff::Row::ratio() const { return before.ms > 0 && after.calls > 0 ? after.ms / before.ms : std::numeric_limits<double>::quiet_NaN(); }

namespace analysis {

ProfileDiff compare(const StepProfile& before, const StepProfile& after, ProfileRows rows) {
    ProfileDiff diff;
    diff.before_step_ms = before.step_ms;
    diff.after_step_ms = after.step_ms;
    std::map<std::tuple<ir::Phase, NodeId, std::string>, size_t> known;
    const auto take = [&](const StepProfile& profile, ProfileDiff::Times ProfileDiff::Row::* side) {
        for (const KernelTiming& call : profile.kernels) {
            const NodeId node = rows == ProfileRows::Kernels ? NodeId() : call.node;
            const std::string kernel = rows == ProfileRows::Nodes ? std::string() : call.kernel;
            const auto [found, fresh] = known.try_emplace({call.phase, node, kernel}, diff.rows.size());
            if (fresh) diff.rows.push_back({call.phase, node, kernel, {}, {}});
            ProfileDiff::Times& times = diff.rows[found->second].*side;
            times.calls += call.calls;
            times.ms += call.ms * call.calls;
        }
    };
    take(before, &ProfileDiff::Row::before);
    take(after, &ProfileDiff::Row::after);
    const auto change = [](const ProfileDiff::Row& row) { return std::abs(row.after.ms - row.before.ms); };
    std::stable_sort(diff.rows.begin(), diff.rows.end(), [&](const auto& a, const auto& b) { return change(a) > change(b); });
    return diff;
}

}  // namespace analysis
}  // namespace saddle
