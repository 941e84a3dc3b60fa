#pragma once
// A Canvas that writes SVG 1.1 text. Any plot becomes a file by drawing it here.
#include <string>

#include "viz/plot/canvas.h"

namespace saddle::viz::plot {

class SvgCanvas final : public Canvas {
public:
    /// A drawing of width x height px on a ground of one colour.
    SvgCanvas(float width, float height, Color ground);
    void line(Point a, Point b, Color color, float width, const Dash& dash) override;
    void polyline(std::span<const Point> points, Color color, float width, const Dash& dash) override;
    void fill(const Rect& rect, Color color, float radius) override;
    void outline(const Rect& rect, Color color, float width, float radius) override;
    void polygon(std::span<const Point> points, Color color, Color border, float width) override;
    void cell(const std::array<Point, 4>& corners, const std::array<Color, 4>& colors) override;
    void circle(Point centre, float radius, Color color, Color border, float width) override;
    void text(Point at, Align align, Font font, Color color, std::string_view text) override;
    float text_width(Font font, std::string_view text) const override;   ///< estimated from mean advances
    void push_clip(const Rect& rect) override;
    void pop_clip() override;
    /// The whole file.
    std::string text() const;

private:
    std::string text_;
    int clips_ = 0;
};

}  // namespace saddle::viz::plot
