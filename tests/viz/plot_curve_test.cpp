// Curves, axes, legend and navigation on a recorded canvas; files as text.
#include <gtest/gtest.h>

#include <cmath>

#include "tests/viz/recorded_canvas.h"
#include "viz/plot/csv.h"
#include "viz/plot/legend.h"
#include "viz/plot/navigator.h"
#include "viz/plot/svg_canvas.h"

namespace saddle::viz::plot {
namespace {

constexpr Color kInk = 0xFF102030, kError = 0xFF0000FF;

struct PlotCurve : testing::Test {
    PlotCurve() { theme.semantic.error = kError; }
    Curve curve(std::vector<double> x_values, std::vector<double> y_values) {
        x = std::move(x_values), y = std::move(y_values);
        pyramid.clear();
        pyramid.extend(y);
        falls.clear();
        append_falls(x, 0, falls);
        return {"loss", {x, y, &pyramid, falls, {}}, {}, kInk};
    }
    Frame frame(Range xs, Range ys, ScaleKind kind = ScaleKind::Linear) {
        return make_frame(canvas, {0, 0, 400, 200}, {"step", ScaleKind::Linear, Notation::Whole}, {"loss", kind, Notation::Number}, xs, ys);
    }
    void paint(const Frame& f, const Curve& c) { painter.paint(canvas, f, std::span(&c, 1), theme); }
    Theme theme;
    RecordedCanvas canvas;
    CurvePainter painter;
    std::vector<double> x, y;
    std::vector<size_t> falls;
    MinMaxPyramid pyramid;
};

TEST_F(PlotCurve, FewPointsAreALineThatEndsAtAGap) {
    const Frame f = frame({0, 6}, {0, 10});
    paint(f, curve({0, 1, 2, 3, 4, 5, 6}, {1, 2, 3, NAN, 5, 6, 7}));
    ASSERT_EQ(canvas.polylines.size(), 2u);
    EXPECT_EQ(canvas.polylines[0].points.size(), 3u);
    EXPECT_EQ(canvas.polylines[1].points.size(), 3u);
    EXPECT_FLOAT_EQ(canvas.polylines[1].points[0].x, f.at(4, 5).x);
    EXPECT_EQ(canvas.clips, 0);
}

TEST_F(PlotCurve, APointAloneBetweenGapsIsADot) {
    paint(frame({0, 4}, {0, 10}), curve({0, 1, 2, 3, 4}, {NAN, NAN, 3, NAN, NAN}));
    EXPECT_EQ(canvas.circles.size(), 1u);
}

TEST_F(PlotCurve, EveryRunOfNanHasALineAndACross) {
    paint(frame({0, 9}, {0, 10}), curve({0, 1, 2, 3, 4, 5, 6, 7, 8, 9}, {1, NAN, 3, 4, NAN, NAN, NAN, INFINITY, 5, 6}));
    int marks = 0, crosses = 0, bands = 0;
    for (const auto& line : canvas.lines) {
        marks += line.points[0].x == line.points[1].x;
        crosses += line.color == kError && line.points[0].x != line.points[1].x;
    }
    for (const auto& fill : canvas.fills) bands += fill.rect.width() > 1;
    EXPECT_EQ(marks, 2);
    EXPECT_EQ(crosses, 4) << "two strokes each";
    EXPECT_EQ(bands, 1) << "four values in a row";
}

TEST_F(PlotCurve, MillionPointsKeepOneSpikeAndOneGap) {
    std::vector<double> xs(1000000), ys(xs.size());
    for (size_t i = 0; i < xs.size(); ++i) xs[i] = double(i), ys[i] = 1 + 0.1 * std::sin(double(i));
    ys[654321] = 9;
    for (size_t i = 300000; i < 320000; ++i) ys[i] = NAN;
    const Frame f = frame({0, 1e6}, {0, 10});
    paint(f, curve(std::move(xs), std::move(ys)));
    const float spike_top = f.at(0, 9).y, spike_x = std::floor(f.at(654321, 0).x);
    bool spike = false;
    for (const auto& fill : canvas.fills) {
        if (fill.color != kInk) continue;
        spike |= fill.rect.left == spike_x && std::abs(fill.rect.top - spike_top) < 0.01f;
        const bool in_gap = fill.rect.left > f.at(300000, 0).x + 1 && fill.rect.right < f.at(320000, 0).x - 1;
        EXPECT_FALSE(in_gap) << "ink in the gap at " << fill.rect.left;
    }
    EXPECT_TRUE(spike);
    EXPECT_LT(canvas.fills.size(), 500u) << "one column a pixel";
    for (const auto& line : canvas.lines) EXPECT_NE(line.color, kInk) << "a line over the gap";
}

TEST_F(PlotCurve, DensePointsThatLieApartAreJoinedByALine) {
    std::vector<double> xs, ys;
    for (int i = 0; i < 2000; ++i) xs.push_back(i < 1000 ? i : i + 20000), ys.push_back(i < 1000 ? 2 : 8);
    const Frame f = frame({0, 22000}, {0, 10});
    paint(f, curve(std::move(xs), std::move(ys)));
    ASSERT_EQ(canvas.lines.size(), 1u);
    EXPECT_NEAR(canvas.lines[0].points[0].x, f.at(999, 2).x, 1.5);
    EXPECT_NEAR(canvas.lines[0].points[1].x, f.at(21000, 8).x, 1.5);
    EXPECT_FLOAT_EQ(canvas.lines[0].points[0].y, f.at(0, 2).y);
    EXPECT_FLOAT_EQ(canvas.lines[0].points[1].y, f.at(0, 8).y);
}

TEST_F(PlotCurve, TheRawCurveStaysUnderTheSmoothOne) {
    Curve c = curve({0, 1, 2}, {1, 5, 3});
    c.smooth = c.raw;
    paint(frame({0, 2}, {0, 10}), c);
    ASSERT_EQ(canvas.polylines.size(), 2u);
    EXPECT_LT(canvas.polylines[0].color >> 24, 128u);
    EXPECT_EQ(canvas.polylines[1].color, kInk);
}

TEST_F(PlotCurve, RangesFollowWhatIsShown) {
    Curve c = curve({0, 1, 2, 3, 1, 2}, {-1, 5, NAN, 100, 2, 3});
    const Range xs = positions(std::span(&c, 1));
    EXPECT_EQ(xs, (Range{0, 3}));
    EXPECT_EQ(values_within(std::span(&c, 1), {0, 3}, ScaleKind::Linear), (Range{-1, 100}));
    EXPECT_EQ(values_within(std::span(&c, 1), {0, 3}, ScaleKind::Log), (Range{2, 100}));
    c.shown = false;
    EXPECT_GT(positions(std::span(&c, 1)).low, positions(std::span(&c, 1)).high);
}

TEST_F(PlotCurve, AxesWriteTheirLabels) {
    paint_axes(canvas, frame({0, 14000}, {0.01, 1}, ScaleKind::Log), theme);
    for (const char* text : {"0", "2k", "10k", "0.01", "0.1", "1", "step", "loss"}) EXPECT_TRUE(canvas.says(text)) << text;
}

TEST_F(PlotCurve, LegendStandsInTheAreaAndHidesWhatHasNoRoom) {
    const Frame f = frame({0, 1}, {0, 1});
    std::vector<Entry> entries(20, {"train", "0.0287", kInk});
    const std::vector<Rect> rows = legend_rows(canvas, f, entries);
    EXPECT_LT(rows.size(), entries.size());
    EXPECT_GT(rows.size(), 3u);
    for (const Rect& row : rows) EXPECT_TRUE(f.area.contains({row.left, row.top}) && f.area.contains({row.right, row.bottom}));
    paint_legend(canvas, f, rows, entries, theme);
    EXPECT_TRUE(canvas.says("+ " + std::to_string(20 - rows.size())));
}

TEST_F(PlotCurve, ReadOutStaysInsideAndShowsNanInErrorColour) {
    const Frame f = frame({0, 1}, {0, 1});
    for (float at : {f.area.left, 200.f, f.area.right}) {
        RecordedCanvas box;
        paint_read_out(box, f, at, 30, "step", "12", {{"train", "NaN", kInk}}, theme);
        EXPECT_GE(box.fills[0].rect.left, f.area.left);
        EXPECT_LE(box.fills[0].rect.right, f.area.right);
        EXPECT_TRUE(at < box.fills[0].rect.left || at > box.fills[0].rect.right) << "the box hides the line";
        EXPECT_EQ(box.texts.back().text, "NaN");
        EXPECT_EQ(box.texts.back().color, kError);
    }
}

TEST_F(PlotCurve, WheelZoomsAtTheCursorAndDoubleClickFollowsAgain) {
    Navigator navigator;
    const Range data{0, 100};
    Frame f = frame(navigator.x(data), navigator.y(data));
    Pointer pointer;
    pointer.hovered = true;
    pointer.at = {250, 100};
    pointer.wheel = 2;
    const double under_x = f.x.value(250), under_y = f.y.value(100);
    EXPECT_TRUE(navigator.update(pointer, f));
    Range x_range = navigator.x(data), y_range = navigator.y(data);
    f.x.range = x_range, f.y.range = y_range;
    EXPECT_NEAR(f.x.value(250), under_x, 1e-9);
    EXPECT_NEAR(f.y.value(100), under_y, 1e-9);
    EXPECT_LT(x_range.span(), 100);
    pointer.wheel = 0;
    EXPECT_FALSE(navigator.update(pointer, f));
    pointer.double_clicked = true;
    EXPECT_TRUE(navigator.update(pointer, f));
    EXPECT_TRUE(navigator.follows_x() && navigator.follows_y());
}

TEST_F(PlotCurve, WheelOverLabelsZoomsOneAxis) {
    Navigator navigator;
    const Frame f = frame({0, 100}, {0, 100});
    Pointer pointer;
    pointer.hovered = true, pointer.wheel = 1;
    pointer.at = {5, 100};
    navigator.update(pointer, f);
    EXPECT_TRUE(navigator.follows_x() && !navigator.follows_y());
    navigator.reset();
    pointer.at = {200, 195};
    navigator.update(pointer, f);
    EXPECT_TRUE(!navigator.follows_x() && navigator.follows_y());
}

TEST_F(PlotCurve, DragPansByWhatItMoved) {
    Navigator navigator;
    const Frame f = frame({0, 100}, {0, 100});
    Pointer pointer;
    pointer.panning = true;
    pointer.moved = {f.area.width() / 4, 0};
    EXPECT_TRUE(navigator.update(pointer, f));
    EXPECT_NEAR(navigator.x({0, 100}).low, -25, 1e-4);
    EXPECT_TRUE(navigator.follows_y()) << "a level drag leaves y alone";
}

TEST_F(PlotCurve, BoxZoomsToWhatItHolds) {
    Navigator navigator;
    const Frame f = frame({0, 100}, {0, 100});
    Pointer pointer;
    pointer.boxing = true;
    pointer.at = f.at(20, 80);
    navigator.update(pointer, f);
    pointer.at = f.at(60, 30);
    navigator.update(pointer, f);
    pointer.boxing = false;
    EXPECT_TRUE(navigator.update(pointer, f));
    EXPECT_NEAR(navigator.x({0, 100}).low, 20, 1e-4);
    EXPECT_NEAR(navigator.x({0, 100}).high, 60, 1e-4);
    EXPECT_NEAR(navigator.y({0, 100}).low, 30, 1e-4);
    EXPECT_NEAR(navigator.y({0, 100}).high, 80, 1e-4);
}

TEST(PlotDash, LengthsOnAndOff) {
    const Point points[] = {{0, 0}, {10, 0}, {10, 10}};
    float on = 0;
    int parts = 0;
    split_dashes(points, {3, 2, 3, 2}, [&](std::span<const Point> part) {
        ++parts;
        for (size_t i = 1; i < part.size(); ++i) on += std::abs(part[i].x - part[i - 1].x) + std::abs(part[i].y - part[i - 1].y);
    });
    EXPECT_EQ(parts, 4);
    EXPECT_FLOAT_EQ(on, 12);
    Theme theme;
    for (size_t i = 0; i < 36; ++i)
        for (size_t j = 0; j < i; ++j)
            EXPECT_TRUE(series_dash(i) != series_dash(j) || i % theme.categorical.size() != j % theme.categorical.size()) << i << " looks like " << j;
}

TEST(PlotSvg, IsWellFormedAndEscapes) {
    SvgCanvas svg(100, 50, 0xFFFFFFFF);
    Canvas& canvas = svg;
    canvas.push_clip({0, 0, 50, 50});
    canvas.line({0, 0}, {NAN, 1e30f}, kInk, 1, series_dash(1));
    canvas.pop_clip();
    canvas.text({5, 5}, Align::Right, Font::Mono, with_alpha(kInk, 0.5f), "a < b & \"c\"\x01");
    const std::string text = svg.text();
    EXPECT_NE(text.find("a &lt; b &amp; &quot;c&quot;</text>"), std::string::npos);
    EXPECT_NE(text.find("stroke=\"#302010\""), std::string::npos) << text;
    EXPECT_NE(text.find("fill-opacity=\"0.5\""), std::string::npos) << text;
    EXPECT_NE(text.find("stroke-dasharray=\"7 3 7 3\""), std::string::npos);
    EXPECT_EQ(text.find("nan"), std::string::npos);
    EXPECT_EQ(std::count(text.begin(), text.end(), '<'), std::count(text.begin(), text.end(), '>'));
    EXPECT_EQ(text.find("<g") != std::string::npos, text.find("</g>") != std::string::npos);
}

TEST_F(PlotCurve, CsvHoldsEveryPointOfEveryShownCurve) {
    Curve train = curve({1, 2, 3, 2}, {0.1, NAN, -INFINITY, 0.25});
    const std::vector<double> vx{2, 4}, vy{0.5, 0.75};
    Curve val{"validation, \"top\"", {vx, vy, nullptr, {}, {}}, {}};
    Curve hidden = val;
    hidden.shown = false;
    const Curve curves[] = {train, hidden, val};
    EXPECT_EQ(csv("step", curves),
              "step,loss,\"validation, \"\"top\"\"\"\n"
              "1,0.1,\n"
              "2,NaN,0.5\n"
              "2,0.25,\n"
              "3,-Infinity,\n"
              "4,,0.75\n");
}

TEST(PlotCsv, TablesOfWordsAndNumbers) {
    EXPECT_EQ(saddle::csv({{"kernel", {}, {"conv", "a,b"}}, {"ms", {0.1}, {}}}), "kernel,ms\nconv,0.1\n\"a,b\",\n");
}

}  // namespace
}  // namespace saddle::viz::plot
