#pragma once
// What a plot draws on: the window (ImGui) or a file (SVG), with the same code. Coordinates are logical px, y down.
#include <array>
#include <functional>
#include <span>
#include <string_view>

#include "viz/fonts.h"
#include "viz/theme.h"

namespace saddle::viz::plot {

struct Point {
    float x = 0, y = 0;
};

struct Rect {
    float left = 0, top = 0, right = 0, bottom = 0;
    float width() const { return right - left; }
    float height() const { return bottom - top; }
    float centre_y() const { return (top + bottom) / 2; }
    bool contains(Point p) const { return p.x >= left && p.x < right && p.y >= top && p.y < bottom; }
};

/// Lengths on and off, in px; all zero: solid.
using Dash = std::array<float, 4>;
inline constexpr Dash kSolid{};
/// Dash of the series with this index, going with Theme::categorical: from the 7th series on, colours repeat with another dash.
Dash series_dash(size_t series);
Color series_color(const Theme& theme, size_t series);

enum class Align { Left, Centre, Right };

class Canvas {
public:
    virtual ~Canvas() = default;
    virtual void line(Point a, Point b, Color color, float width = 1, const Dash& dash = kSolid) = 0;
    virtual void polyline(std::span<const Point> points, Color color, float width, const Dash& dash = kSolid) = 0;
    virtual void fill(const Rect& rect, Color color, float radius = 0) = 0;
    virtual void outline(const Rect& rect, Color color, float width = 1, float radius = 0) = 0;
    /// Convex, filled, with a border when `border` is not transparent.
    virtual void polygon(std::span<const Point> points, Color color, Color border = 0, float width = 1) = 0;
    /// A cell of a mesh, its corners in turn: without edges of its own, its colours blended where the canvas can.
    virtual void cell(const std::array<Point, 4>& corners, const std::array<Color, 4>& colors) = 0;
    virtual void circle(Point centre, float radius, Color color, Color border = 0, float width = 1) = 0;
    /// `at.y` is the middle of the line.
    virtual void text(Point at, Align align, Font font, Color color, std::string_view text) = 0;
    virtual float text_width(Font font, std::string_view text) const = 0;
    virtual void push_clip(const Rect& rect) = 0;
    virtual void pop_clip() = 0;
};

/// Calls emit(part) with the points of each dash of a polyline.
void split_dashes(std::span<const Point> points, const Dash& dash, const std::function<void(std::span<const Point>)>& emit);

}  // namespace saddle::viz::plot
