#pragma once
// A canvas that remembers what was drawn.
#include <string>
#include <vector>

#include "viz/plot/canvas.h"

namespace saddle::viz::plot {

struct RecordedCanvas final : Canvas {
    struct Line { std::vector<Point> points; Color color; float width; };
    struct Fill { Rect rect; Color color; };
    struct Text { Point at; std::string text; Color color; };
    std::vector<Line> lines, polylines;
    std::vector<Fill> fills;
    std::vector<Point> circles;
    std::vector<Text> texts;
    std::vector<std::array<Point, 4>> cells;
    int clips = 0;

    void line(Point a, Point b, Color color, float width, const Dash&) override { lines.push_back({{a, b}, color, width}); }
    void polyline(std::span<const Point> points, Color color, float width, const Dash&) override {
        if (points.size() > 1) polylines.push_back({{points.begin(), points.end()}, color, width});
    }
    void fill(const Rect& rect, Color color, float) override { fills.push_back({rect, color}); }
    void outline(const Rect&, Color, float, float) override {}
    void polygon(std::span<const Point>, Color, Color, float) override {}
    void cell(const std::array<Point, 4>& corners, const std::array<Color, 4>&) override { cells.push_back(corners); }
    void circle(Point centre, float, Color, Color, float) override { circles.push_back(centre); }
    void text(Point at, Align, Font, Color color, std::string_view text) override { texts.push_back({at, std::string(text), color}); }
    float text_width(Font, std::string_view text) const override { return 6 * float(text.size()); }
    void push_clip(const Rect&) override { ++clips; }
    void pop_clip() override { --clips; }

    bool says(std::string_view text) const {
        for (const Text& t : texts)
            if (t.text == text) return true;
        return false;
    }
};

}  // namespace saddle::viz::plot
