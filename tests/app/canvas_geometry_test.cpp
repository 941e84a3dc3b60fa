// Pure geometry of the canvas: ways of wires, alignment, boxes in cells.
#include <gtest/gtest.h>

#include <random>

#include "app/canvas/alignment.h"
#include "app/canvas/wire_router.h"

namespace saddle::app {
namespace {

class CanvasGeometry : public testing::Test {
protected:
    CanvasStyle style{Tokens(ThemeName::Dark)};
    std::vector<Route> route(const std::vector<QRectF>& boxes, const std::vector<std::pair<QPointF, QPointF>>& ends) {
        std::vector<WireRouter::Wire> wires;
        for (const auto& [from, to] : ends) wires.push_back({&from, from, to});
        return WireRouter(style).route(boxes, wires);
    }
    static bool passes(const Route& route, const QRectF& box) {
        for (int i = 0; i <= 400; ++i)
            if (box.contains(route.path.pointAtPercent(i / 400.0))) return true;
        return false;
    }
};

TEST_F(CanvasGeometry, LevelPortsAreJoinedByALineOthersByACurve) {
    const QRectF a(0, 0, 100, 60), b(200, 0, 100, 60), c(200, 200, 100, 60);
    const auto routes = route({a, b, c}, {{{100, 13}, {200, 13}}, {{100, 13}, {200, 213}}});
    EXPECT_EQ(routes[0].path.elementCount(), 2);
    EXPECT_EQ(routes[0].straight, QLineF(100, 13, 200, 13));
    EXPECT_EQ(routes[1].path.elementCount(), 4) << "one cubic";
    EXPECT_EQ(routes[1].path.pointAtPercent(1), QPointF(200, 213));
    EXPECT_FALSE(routes[1].level());
}

TEST_F(CanvasGeometry, BackwardWiresRunInTheLaneBetweenTheRows) {
    const QRectF a(400, 0, 100, 100), b(0, 150, 100, 60);
    const Route back = route({a, b}, {{{500, 13}, {0, 163}}})[0];
    EXPECT_TRUE(back.level());
    EXPECT_GT(back.straight.y1(), a.bottom());
    EXPECT_LT(back.straight.y1(), b.top());
    EXPECT_LT(back.straight.x1(), back.straight.x2());
    for (const QRectF& box : {a, b}) EXPECT_FALSE(passes(back, box.adjusted(2, 2, -2, -2)));
}

TEST_F(CanvasGeometry, WiresGoAroundNodesAndKeepApart) {
    const QRectF from(0, 0, 100, 100), between(200, -20, 100, 140), to(400, 0, 100, 100);
    const auto routes = route({from, between, to}, {{{100, 13}, {400, 13}}, {{100, 38}, {400, 38}}});
    for (const Route& r : routes) EXPECT_FALSE(passes(r, between));
    EXPECT_GE(std::abs(routes[0].straight.y1() - routes[1].straight.y1()), 20) << "labels need their room";
}

/// Random nodes in rows, wires along the rows, over some nodes, back, and (across) from anywhere to anywhere.
struct Drawn {
    Drawn(int count, bool across, unsigned seed) : random(seed) {
        for (int i = 0; i < count; ++i) boxes.emplace_back(208 * (i % 12), 176 * (i / 12), 124, 60 + 22 * below(3));
        for (int i = 0; i + 7 < count; ++i) {
            wires.push_back({i, i + 1});
            if (i % 6 == 0) wires.push_back({i, i + 6});
            if (i % 9 == 0) wires.push_back({i + 1 + below(6), i});
            if (across && i % 11 == 0) wires.push_back({below(count), below(count)});
        }
        for (size_t i = 0; i < wires.size(); ++i) ids.push_back(int(i));
    }
    int below(int n) { return std::uniform_int_distribution<int>(0, n - 1)(random); }
    void move(int node, double far) {
        std::uniform_real_distribution<double> shift(-far, far);
        boxes[size_t(node)].translate(below(2) ? QPointF(shift(random), shift(random)) : QPointF(8 * std::round(shift(random) / 8), 0));
    }
    std::vector<WireRouter::Wire> ends() const {
        std::vector<WireRouter::Wire> result;
        for (const int id : ids) {
            const auto [from, to] = wires[size_t(id)];
            result.push_back({&wires[size_t(id)], boxes[size_t(from)].topRight() + QPointF(0, 13), boxes[size_t(to)].topLeft() + QPointF(0, 13)});
        }
        return result;
    }

    std::mt19937 random;
    std::vector<QRectF> boxes;
    std::vector<std::pair<int, int>> wires;   // nodes
    std::vector<int> ids;                     // of the wires that are there, in their order
};

TEST_F(CanvasGeometry, WhatWasRoutedBeforeDoesNotShowInTheWays) {
    Drawn drawn(84, true, 7);
    WireRouter router(style);
    size_t searched = 0, all = 0;
    for (int step = 0; step < 100; ++step) {
        switch (drawn.below(8)) {
            case 0:   // several together
                for (int i = 0, first = drawn.below(78); i < 6; ++i) drawn.move(first + i, 200);
                break;
            case 1: drawn.ids.erase(drawn.ids.begin() + drawn.below(int(drawn.ids.size()))); break;
            case 2:   // back, somewhere among the others
                for (int id = 0; id < int(drawn.wires.size()); ++id)
                    if (std::find(drawn.ids.begin(), drawn.ids.end(), id) == drawn.ids.end()) {
                        drawn.ids.insert(drawn.ids.begin() + drawn.below(int(drawn.ids.size())), id);
                        break;
                    }
                break;
            case 3: drawn.move(drawn.below(84), 2000); break;
            case 4:
                if (step % 4 == 0) std::swap(drawn.ids.front(), drawn.ids.back());
                break;
            default: drawn.move(drawn.below(84), 120);
        }
        const auto wires = drawn.ends();
        const std::vector<Route> kept = router.route(drawn.boxes, wires), anew = WireRouter(style).route(drawn.boxes, wires);
        for (size_t i = 0; i < wires.size(); ++i) {
            ASSERT_EQ(kept[i].path, anew[i].path) << "wire " << i << " after step " << step;
            ASSERT_EQ(kept[i].straight, anew[i].straight) << "wire " << i << " after step " << step;
        }
        searched += router.searched();
        all += wires.size();
    }
    EXPECT_LT(searched, all / 2);
}

TEST_F(CanvasGeometry, AMovedNodeLeavesTheWaysFarFromItAlone) {
    Drawn drawn(400, false, 3);
    WireRouter router(style);
    router.route(drawn.boxes, drawn.ends());
    EXPECT_GE(router.searched(), drawn.wires.size());
    router.route(drawn.boxes, drawn.ends());
    EXPECT_EQ(router.searched(), 0u);
    size_t searched = 0;
    for (int i = 0; i < 20; ++i) {
        drawn.move(drawn.below(400), 60);
        router.route(drawn.boxes, drawn.ends());
        searched += router.searched();
    }
    EXPECT_GT(searched, 20u);
    EXPECT_LT(double(searched) / 20, 0.1 * double(drawn.wires.size()));
}

TEST_F(CanvasGeometry, ABoxFieldFindsWhatAPlainSearchFinds) {
    std::mt19937 random(5);
    std::uniform_real_distribution<double> place(-3000, 3000), size(1, 700);
    std::vector<QRectF> boxes;
    for (int i = 0; i < 300; ++i) boxes.emplace_back(place(random), place(random), size(random), size(random));
    BoxField field(boxes);
    for (size_t i = 0; i < 300; i += 3) field.remove(i);
    for (int i = 0; i < 40; ++i) {   // in the places of removed ones
        const QRectF box(place(random), place(random), size(random), size(random));
        boxes[field.add(box)] = box;
    }
    const std::vector<size_t> all = field.in({-5000, -5000, 10000, 10000});
    ASSERT_EQ(all.size(), 240u);
    for (int i = 0; i < 300; ++i) {
        const QRectF area(place(random), place(random), size(random) * (i % 3 ? 1 : 8), size(random));
        std::vector<size_t> expected;
        for (size_t k = 0; k < boxes.size(); ++k)
            if (std::binary_search(all.begin(), all.end(), k) && boxes[k].intersects(area)) expected.push_back(k);
        ASSERT_EQ(field.in(area), expected);
    }
}

TEST_F(CanvasGeometry, BoxesAlignWithinReachElseKeepToTheGrid) {
    const std::vector<QRectF> others{{0, 0, 100, 50}, {300, 203, 80, 50}};
    Alignment a = align({203, 3, 60, 70}, others, 6, 8);
    EXPECT_EQ(a.shift, QPointF(-3, -3)) << "its top meets the first's, its left is on the grid";
    ASSERT_EQ(a.guides.size(), 1u);
    EXPECT_EQ(a.guides[0].y1(), 0);
    a = align({203, 100, 60, 70}, others, 6, 8);
    EXPECT_EQ(a.shift, QPointF(-3, 4));
    EXPECT_TRUE(a.guides.empty());
    a = align({304, 100, 60, 70}, others, 6, 0);
    EXPECT_EQ(a.shift, QPointF(-4, 0));
    EXPECT_EQ(align({203, 103, 60, 70}, {}, 6, 0).shift, QPointF(0, 0));
}

}  // namespace
}  // namespace saddle::app
