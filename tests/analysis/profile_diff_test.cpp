// Two profiles side by side: the changes of the rows are that of the whole.
#include "engine/analysis/profile_diff.h"

#include <gtest/gtest.h>

#include <cmath>

namespace saddle::analysis {
namespace {

KernelTiming call(const char* kernel, const char* node, double ms, ir::Phase phase = ir::Phase::Forward) {
    KernelTiming k;
    k.kernel = kernel, k.node = node, k.ms = ms, k.phase = phase;
    return k;
}

StepProfile profile(std::vector<KernelTiming> calls) {
    StepProfile p;
    p.kernels = std::move(calls);
    for (const KernelTiming& k : p.kernels) p.sum_of_kernels_ms += k.ms * k.calls;
    p.step_ms = p.sum_of_kernels_ms + 0.5;
    return p;
}

const StepProfile kApart = profile({call("conv", "conv1", 4), call("relu", "relu1", 2), call("conv", "conv2", 1), call("conv", "conv1", 3, ir::Phase::Backward)});
const StepProfile kFused = profile({call("conv", "conv1", 5), call("conv", "conv2", 1), call("conv", "conv1", 1.5, ir::Phase::Backward), call("sum", "loss", 0.25)});

TEST(ProfileDiff, ChangesOfRowsAreThoseOfTheStep) {
    for (const ProfileRows rows : {ProfileRows::Kernels, ProfileRows::Nodes, ProfileRows::KernelsOfNodes}) {
        const ProfileDiff diff = compare(kApart, kFused, rows);
        double change = 0;
        int calls = 0;
        for (size_t i = 0; i < diff.rows.size(); ++i) {
            const ProfileDiff::Row& row = diff.rows[i];
            change += row.after.ms - row.before.ms;
            calls += row.after.calls - row.before.calls;
            if (i > 0) {
                EXPECT_LE(std::abs(row.after.ms - row.before.ms), std::abs(diff.rows[i - 1].after.ms - diff.rows[i - 1].before.ms)) << "the largest first";
            }
        }
        EXPECT_NEAR(change, kFused.sum_of_kernels_ms - kApart.sum_of_kernels_ms, 1e-12);
        EXPECT_EQ(calls, 0);
    }
}

TEST(ProfileDiff, PhasesStayApartAndWhatIsInOneOnlyHasNoRatio) {
    const ProfileDiff nodes = compare(kApart, kFused, ProfileRows::Nodes);
    ASSERT_EQ(nodes.rows.size(), 5u);
    EXPECT_EQ(nodes.rows[0].node, "relu1");
    EXPECT_EQ(nodes.rows[0].after.calls, 0);
    EXPECT_TRUE(std::isnan(nodes.rows[0].ratio()));
    EXPECT_EQ(nodes.rows[1].phase, ir::Phase::Backward);
    EXPECT_DOUBLE_EQ(nodes.rows[1].ratio(), 0.5);
    EXPECT_DOUBLE_EQ(nodes.rows[2].ratio(), 1.25);
    const ProfileDiff kernels = compare(kApart, kFused, ProfileRows::Kernels);
    ASSERT_EQ(kernels.rows.size(), 4u);
    for (const ProfileDiff::Row& row : kernels.rows)
        if (row.kernel == "conv" && row.phase == ir::Phase::Forward) {
            EXPECT_EQ(row.before.calls, 2);
        }
    EXPECT_TRUE(std::isnan(compare(kFused, kApart, ProfileRows::Kernels).rows[0].ratio())) << "nor from the other side";
}

}  // namespace
}  // namespace saddle::analysis
