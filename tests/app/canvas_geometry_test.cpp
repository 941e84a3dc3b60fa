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
    std::vector<Route> route(const std::vector<QRectF>& boxes, const std::vector<std::pair<QPointF, QPointF>>& wires) { return WireRouter(boxes, style).route(wires); }
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

TEST_F(CanvasGeometry, ABoxFieldFindsWhatAPlainSearchFinds) {
    std::mt19937 random(5);
    std::uniform_real_distribution<double> place(-3000, 3000), size(1, 700);
    std::vector<QRectF> boxes;
    for (int i = 0; i < 300; ++i) boxes.emplace_back(place(random), place(random), size(random), size(random));
    const BoxField field(boxes);
    for (int i = 0; i < 300; ++i) {
        const QRectF area(place(random), place(random), size(random) * (i % 3 ? 1 : 8), size(random));
        std::vector<size_t> expected;
        for (size_t k = 0; k < boxes.size(); ++k)
            if (boxes[k].intersects(area)) expected.push_back(k);
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
