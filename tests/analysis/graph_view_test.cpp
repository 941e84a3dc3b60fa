// Parts of graphs, drawings and likeness of nodes, beside what is worked out by hand.
#include "engine/analysis/graph_view.h"

#include <gtest/gtest.h>

#include <cmath>

namespace saddle::analysis {
namespace {

GraphEdges both_ways(const GraphEdges& wires) {
    GraphEdges edges;
    for (const auto& [u, v] : wires) {
        edges.emplace_back(u, v);
        edges.emplace_back(v, u);
    }
    return edges;
}
/// A grid of 50 x 50 nodes.
GraphEdges grid() {
    GraphEdges wires;
    for (int32_t i = 0; i < 2500; ++i) {
        if (i % 50 < 49) wires.emplace_back(i, i + 1);
        if (i < 2450) wires.emplace_back(i, i + 50);
    }
    return both_ways(wires);
}

TEST(Neighbourhood, TwoEdgesAroundANodeOfAGridAreThirteenNodes) {
    const GraphEdges edges = grid();
    const Neighbourhood all = neighbourhood(2500, edges, 1225, 2, 100, [](size_t) { return 1.0; });
    EXPECT_EQ(all.nodes, (std::vector<int32_t>{1225, 1175, 1224, 1226, 1275, 1125, 1174, 1176, 1223, 1227, 1274, 1276, 1325}));
    EXPECT_EQ(all.hops, (std::vector<int>{0, 1, 1, 1, 1, 2, 2, 2, 2, 2, 2, 2, 2}));
    EXPECT_EQ(all.edges.size(), 2u * (4 + 12));
    EXPECT_EQ(all.left_out, 0);
    // Where there is room for six, nearest first, and of those as near the ones whose edges weigh most.
    const Neighbourhood some = neighbourhood(2500, edges, 1225, 2, 6, [&](size_t e) { return edges[e] == std::pair<int32_t, int32_t>(1276, 1226) ? 2.0 : 1.0; });
    EXPECT_EQ(some.nodes, (std::vector<int32_t>{1225, 1175, 1224, 1226, 1275, 1276}));
    EXPECT_EQ(some.left_out, 7);
}

TEST(Places, OfAPathLieInARowAsFarApartAsItsEdges) {
    const auto at = places(5, both_ways({{0, 1}, {1, 2}, {2, 3}, {3, 4}}));
    const double end = std::hypot(at[4].first - at[0].first, at[4].second - at[0].second);
    for (size_t a = 0; a < 5; ++a)
        for (size_t b = 0; b < 5; ++b) EXPECT_NEAR(std::hypot(at[a].first - at[b].first, at[a].second - at[b].second), end * std::abs(double(a) - double(b)) / 4, 0.02 * end);
    for (const auto& [x, y] : places(7, both_ways({{0, 1}, {2, 3}}))) {   // parts that hang together with nothing
        EXPECT_GE(std::min(x, y), 0);
        EXPECT_LE(std::max(x, y), 1);
    }
    EXPECT_EQ(places(1, {}).size(), 1u);
}

TEST(Likeness, OfAPathOfThreeNodesIsExact) {
    const GraphEdges edges = both_ways({{0, 1}, {1, 2}});
    const std::vector<float> rows{1, 0, /**/ 1, 1, /**/ 0, 2};
    const Likeness l = likeness(rows, 2, edges);
    const double near = 1 - std::sqrt(0.5);   // 45 degrees; the ends are at right angles
    EXPECT_DOUBLE_EQ(l.neighbours, near);
    EXPECT_NEAR(l.distance, (near + near + 1) / 3, 1e-12);
    // Degrees 1, 2, 1: x / sqrt(1 + d) = (1, 0) / sqrt 2, (1, 1) / sqrt 3, (0, 2) / sqrt 2.
    const double a = std::pow(1 / std::sqrt(2.0) - 1 / std::sqrt(3.0), 2) + 1.0 / 3, b = 1.0 / 3 + std::pow(2 / std::sqrt(2.0) - 1 / std::sqrt(3.0), 2);
    EXPECT_NEAR(l.energy, (a + b) / 7, 1e-12);
    EXPECT_EQ(l.zero_rows, 0);
}

TEST(Likeness, IsNothingWhereAllSayTheSame) {
    const GraphEdges edges = both_ways({{0, 1}, {1, 2}});
    EXPECT_NEAR(likeness(std::vector<float>{1, 2, 2, 4, 3, 6}, 2, edges).distance, 0, 1e-7) << "lengths do not count";
    std::vector<float> rows;
    for (const double degree : {1, 2, 1})
        for (const double k : {1, -2}) rows.push_back(float(k * std::sqrt(1 + degree)));
    EXPECT_NEAR(likeness(rows, 2, edges).energy, 0, 1e-12) << "what the normalised adjacency leaves as it is";
    const Likeness zeros = likeness(std::vector<float>{0, 0, 1, 0, 0, 1}, 2, edges);
    EXPECT_EQ(zeros.zero_rows, 1);
    EXPECT_DOUBLE_EQ(zeros.distance, 1) << "one pair has directions";
    EXPECT_DOUBLE_EQ(zeros.neighbours, 1);
}

}  // namespace
}  // namespace saddle::analysis
