#include "viz/plot/imgui_canvas.h"

#include <cmath>

namespace saddle::viz::plot {
namespace {

static_assert(sizeof(Point) == sizeof(ImVec2));
const ImVec2* vectors(std::span<const Point> points) { return reinterpret_cast<const ImVec2*>(points.data()); }
ImVec2 vector(Point p) { return {p.x, p.y}; }

}  // namespace

float font_size(Font which) { return font(which)->FontSize * font(which)->Scale * ImGui::GetIO().FontGlobalScale; }

void ImGuiCanvas::line(Point a, Point b, Color color, float width, const Dash& dash) {
    const bool straight = a.x == b.x || a.y == b.y;
    if (straight && width == 1 && dash == kSolid) {  // upright hair lines stay crisp
        const float x = std::floor(std::min(a.x, b.x)), y = std::floor(std::min(a.y, b.y));
        list_.AddRectFilled({x, y}, {a.x == b.x ? x + 1 : std::floor(std::max(a.x, b.x)), a.y == b.y ? y + 1 : std::floor(std::max(a.y, b.y))}, color);
        return;
    }
    if (straight && width == 1) {
        if (a.x == b.x) a.x = b.x = std::floor(a.x) + 0.5f;
        else a.y = b.y = std::floor(a.y) + 0.5f;
    }
    const Point points[] = {a, b};
    if (dash == kSolid) list_.AddPolyline(vectors(points), 2, color, 0, width);
    else polyline(points, color, width, dash);
}

void ImGuiCanvas::polyline(std::span<const Point> points, Color color, float width, const Dash& dash) {
    split_dashes(points, dash, [&](std::span<const Point> part) { list_.AddPolyline(vectors(part), int(part.size()), color, 0, width); });
}

void ImGuiCanvas::fill(const Rect& r, Color color, float radius) { list_.AddRectFilled({r.left, r.top}, {r.right, r.bottom}, color, radius); }

void ImGuiCanvas::outline(const Rect& r, Color color, float width, float radius) {
    list_.AddRect({r.left, r.top}, {r.right, r.bottom}, color, radius, 0, width);
}

void ImGuiCanvas::polygon(std::span<const Point> points, Color color, Color border, float width) {
    list_.AddConvexPolyFilled(vectors(points), int(points.size()), color);
    if (border >> 24) list_.AddPolyline(vectors(points), int(points.size()), border, ImDrawFlags_Closed, width);
}

void ImGuiCanvas::cell(const std::array<Point, 4>& corners, const std::array<Color, 4>& colors) {
    const ImVec2 white = ImGui::GetFontTexUvWhitePixel();
    list_.PrimReserve(6, 4);
    const auto first = ImDrawIdx(list_._VtxCurrentIdx);
    for (const int k : {0, 1, 2, 0, 2, 3}) list_.PrimWriteIdx(ImDrawIdx(first + k));
    for (size_t k = 0; k < 4; ++k) list_.PrimWriteVtx(vector(corners[k]), white, colors[k]);
}

void ImGuiCanvas::circle(Point centre, float radius, Color color, Color border, float width) {
    if (color >> 24) list_.AddCircleFilled(vector(centre), radius, color);
    if (border >> 24) list_.AddCircle(vector(centre), radius, border, 0, width);
}

void ImGuiCanvas::text(Point at, Align align, Font which, Color color, std::string_view text) {
    if (text.empty()) return;   // ImGui takes an end of null for "up to the zero byte"
    const float size = font_size(which);
    if (align != Align::Left) at.x -= text_width(which, text) * (align == Align::Centre ? 0.5f : 1.f);
    list_.AddText(font(which), size, {std::round(at.x), std::round(at.y - size / 2)}, color, text.data(), text.data() + text.size());
}

float ImGuiCanvas::text_width(Font which, std::string_view text) const {
    if (text.empty()) return 0;
    return font(which)->CalcTextSizeA(font_size(which), 1e9f, 0, text.data(), text.data() + text.size()).x;
}

void ImGuiCanvas::push_clip(const Rect& r) { list_.PushClipRect({r.left, r.top}, {r.right, r.bottom}, true); }
void ImGuiCanvas::pop_clip() { list_.PopClipRect(); }

}  // namespace saddle::viz::plot
