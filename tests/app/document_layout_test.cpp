// The arrangement of graphs: rows, order, straight chains, no overlaps, any input.
#include <gtest/gtest.h>

#include <QRectF>
#include <random>

#include "app/document/auto_layout.h"
#include "app/document/layered_row.h"

namespace saddle::app {
namespace {

LayoutGraph chain(size_t n) {
    LayoutGraph graph;
    for (size_t i = 0; i < n; ++i) graph.nodes.emplace_back(i % 3 ? 66 : 142, i % 3 ? 52 : 109);
    for (size_t i = 1; i < n; ++i) graph.wires.push_back({i - 1, i, 13, 13, 70});
    return graph;
}

void expect_apart(const LayoutGraph& graph, const std::vector<QPointF>& at) {
    for (size_t a = 0; a < at.size(); ++a)
        for (size_t b = a + 1; b < at.size(); ++b)
            ASSERT_FALSE(QRectF(at[a], graph.nodes[a]).intersects(QRectF(at[b], graph.nodes[b]))) << a << " lies on " << b;
}

TEST(DocumentLayout, AChainIsStraightAndBrokenIntoRowsLikeText) {
    const LayoutGraph graph = chain(24);
    const auto at = auto_layout(graph, {1000, 600});
    expect_apart(graph, at);
    QRectF bounds;
    size_t rows = 1;
    for (size_t i = 0; i < at.size(); ++i) {
        bounds |= QRectF(at[i], graph.nodes[i]);
        if (i == 0) continue;
        if (at[i].y() == at[i - 1].y()) {
            EXPECT_GE(at[i].x() - at[i - 1].x() - graph.nodes[i - 1].width(), 70) << "room for the label";
        } else {
            ++rows;
            EXPECT_GT(at[i].y(), at[i - 1].y());
            EXPECT_EQ(at[i].x(), 0);
        }
    }
    EXPECT_GE(rows, 3u);
    EXPECT_LE(rows, 6u);
    EXPECT_LE(bounds.width() / bounds.height(), 3.2);
    const auto wide = auto_layout(graph, {10000, 600});
    for (const QPointF& place : wide) EXPECT_EQ(place.y(), 0) << "one row where there is room";
}

TEST(DocumentLayout, AResidualBlockKeepsItsMainPathStraightAndItsSkipFree) {
    // 0 -> 1 -> 2 -> 3(add), 0 -> 3
    LayoutGraph graph;
    for (int i = 0; i < 4; ++i) graph.nodes.emplace_back(120, 80);
    graph.wires = {{0, 1, 13, 13, 60}, {1, 2, 13, 13, 60}, {2, 3, 13, 13, 60}, {0, 3, 13, 38, 60}};
    const auto at = auto_layout(graph, {1200, 400});
    expect_apart(graph, at);
    for (int i = 1; i < 4; ++i) EXPECT_EQ(at[size_t(i)].y(), at[0].y());
}

TEST(DocumentLayout, CrossingsAreUndone) {
    LayeredRow row;
    for (int i = 0; i < 12; ++i) row.items.push_back({i, 50, 0});
    row.layers = {{0, 1, 2, 3}, {7, 6, 5, 4}, {8, 10, 9, 11}};
    for (size_t i = 0; i < 4; ++i) {
        row.links.push_back({i, i + 4, 13, 13, 1});
        row.links.push_back({i + 4, i + 8, 13, 13, 1});
    }
    EXPECT_GT(row.crossings(), 5u);
    row.order();
    EXPECT_EQ(row.crossings(), 0u);
    row.align(20);
    for (const auto& layer : row.layers)
        for (size_t i = 1; i < layer.size(); ++i) EXPECT_GE(row.items[layer[i]].y - row.items[layer[i - 1]].y, 70 - 1e-9);
    for (const LayeredLink& link : row.links) EXPECT_NEAR(row.items[link.from].y, row.items[link.to].y, 1e-9) << "all can be level";
}

TEST(DocumentLayout, AnyGraphGetsPlacesOnTheGridWithoutOverlaps) {
    std::mt19937 random(3);
    const auto below = [&](size_t n) { return std::uniform_int_distribution<size_t>(0, n - 1)(random); };
    EXPECT_TRUE(auto_layout({}, {800, 600}).empty());
    for (int round = 0; round < 60; ++round) {
        LayoutGraph graph;
        const size_t n = 1 + below(40);
        for (size_t i = 0; i < n; ++i) graph.nodes.emplace_back(66 + double(below(12)) * 8, 52 + double(below(9)) * 8);
        for (size_t i = below(2 * n); i > 0; --i)
            if (const size_t a = below(n), b = below(n); a != b) graph.wires.push_back({a, b, 13, 13 + 22 * double(below(2)), double(below(90))});   // cycles too
        const auto at = auto_layout(graph, {1000, 600});
        ASSERT_EQ(at.size(), n);
        expect_apart(graph, at);
        EXPECT_EQ(at, auto_layout(graph, {1000, 600})) << "the same graph, the same places";
        for (const QPointF& place : at) {
            EXPECT_EQ(std::fmod(place.y(), 8), 0);
            EXPECT_GE(place.x(), 0);
            EXPECT_GE(place.y(), 0);
        }
    }
}

}  // namespace
}  // namespace saddle::app
