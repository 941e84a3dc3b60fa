#pragma once
// A Canvas over the draw list of the current ImGui window.
#include "viz/plot/canvas.h"

namespace saddle::viz::plot {

class ImGuiCanvas final : public Canvas {
public:
    explicit ImGuiCanvas(ImDrawList* list) : list_(*list) {}
    void line(Point a, Point b, Color color, float width, const Dash& dash) override;
    void polyline(std::span<const Point> points, Color color, float width, const Dash& dash) override;
    void fill(const Rect& rect, Color color, float radius) override;
    void outline(const Rect& rect, Color color, float width, float radius) override;
    void polygon(std::span<const Point> points, Color color, Color border, float width) override;
    void cell(const std::array<Point, 4>& corners, const std::array<Color, 4>& colors) override;
    void circle(Point centre, float radius, Color color, Color border, float width) override;
    void text(Point at, Align align, Font font, Color color, std::string_view text) override;
    float text_width(Font font, std::string_view text) const override;
    void push_clip(const Rect& rect) override;
    void pop_clip() override;

private:
    ImDrawList& list_;
};

/// Logical size of a font: the atlas may be built at the device pixel ratio.
float font_size(Font font);

}  // namespace saddle::viz::plot
