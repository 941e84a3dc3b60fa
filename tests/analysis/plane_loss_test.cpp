// Losses at points of a plane, several at a time, against the loss of the whole network at each.
#include "engine/analysis/plane_loss.h"

#include "tests/analysis/network_fixture.h"

namespace saddle::analysis {
namespace {

using Make = Network (*)(std::unique_ptr<runtime::Executor>);
Network regression(std::unique_ptr<runtime::Executor> on) { return {{6}, {linear("fc", 4)}, "MSELoss", 4, 25, std::move(on)}; }
Network recurrent(std::unique_ptr<runtime::Executor> on) { return {{5, 3}, {{"gru", "GRU", {{"hidden", int64_t(4)}}}, {"flat", "Flatten", {}}, linear("fc", 2)}, "MSELoss", 2, 12, std::move(on)}; }

void expect_losses(Network network, int64_t most_bytes, double tolerance) {
    auto made = PlaneLoss::make(network.forward, network.inputs[0].tensor.type.shape[0], network.inputs, *network.executor, most_bytes);
    ASSERT_TRUE(made.ok()) << to_string(made.error());
    PlaneLoss& losses = *made;
    EXPECT_EQ(losses.at_once(), most_bytes ? 16u : 1u);
    for (const uint64_t seed : {4, 5}) {
        const auto plane = std::make_shared<const Plane>(random_plane(network.parameters, seed));
        ASSERT_TRUE(losses.move_to(plane).ok());
        const std::vector<std::pair<double, double>> all{{0, 0}, {1, 0}, {-0.5, 0.7}, {1, -1}, {0.3, 1}};
        const std::span<const std::pair<double, double>> points(all.data(), std::min(all.size(), losses.at_once()));
        const PlaneLoss::Losses found = losses.at(points).value();
        ASSERT_EQ(found.values.size(), points.size());
        for (size_t k = 0; k < points.size(); ++k) {
            const double loss = network.loss_at(point(*plane, points[k].first, points[k].second));
            EXPECT_NEAR(found.values[k], loss, tolerance * std::max(1.0, loss)) << "seed " << seed << " point " << k;
        }
        EXPECT_EQ(losses.at(points.subspan(0, 1))->values[0], found.values[0]) << "whoever stands beside it";
    }
}

TEST(PlaneLoss, IsTheLossAtEachPoint) {
    for (const Make make : {mlp, regression, convolutional, recurrent})
        for (const int64_t bytes : {int64_t(1) << 30, int64_t(0)}) expect_losses(make(runtime::make_reference_executor()), bytes, 1e-5);
}

TEST(PlaneLossVulkan, IsTheLossAtEachPoint) {
    for (const Make make : {mlp, regression, convolutional, recurrent})
        for (const int64_t bytes : {int64_t(1) << 30, int64_t(0)}) {
            auto executor = vulkan_executor();
            if (!executor) GTEST_SKIP() << "no Vulkan device";
            expect_losses(make(std::move(executor)), bytes, 1e-5);
        }
}

/// Nodes of which something is made once for the plane.
std::set<NodeId> made_once(const Network& network) {
    const PlaneProgram plane = plane_program(network.forward, "eval", 2, 1 << 20).value();
    std::set<NodeId> nodes;
    for (const ir::Output& output : plane.making.entry("eval")->outputs) nodes.insert(plane.making[output.value].node);
    return nodes;
}

TEST(PlaneProgram, FirstLayersAreAffineAndNothingBehindTheFirstKink) {
    EXPECT_EQ(made_once(mlp(runtime::make_reference_executor())), std::set<NodeId>{"fc1"});
    EXPECT_EQ(made_once(convolutional(runtime::make_reference_executor())), std::set<NodeId>{"conv"});
    EXPECT_EQ(made_once(recurrent(runtime::make_reference_executor())), std::set<NodeId>{"gru"}) << "what its gates take of the data";
    const auto of_regression = made_once(regression(runtime::make_reference_executor()));
    EXPECT_TRUE(of_regression == std::set<NodeId>{"loss"} || of_regression == std::set<NodeId>{"fc"}) << "the difference to the target is affine too";
}

TEST(PlaneProgram, ParametersWithoutRoomStayParameters) {
    const Network network = mlp(runtime::make_reference_executor());
    const PlaneProgram little = plane_program(network.forward, "eval", 8, 3 * 25 * 9 * 4).value();   // the first layer's output, no more
    EXPECT_EQ(little.points, 1);
    ASSERT_EQ(little.parts.size(), 1u);
    EXPECT_FALSE(little.parts[0].parameter);
    EXPECT_EQ(plane_program(network.forward, "eval", 8, 1 << 20)->points, 8);
}

}  // namespace
}  // namespace saddle::analysis
