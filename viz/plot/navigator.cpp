#include "viz/plot/navigator.h"

#include <algorithm>
#include <cmath>

namespace saddle::viz::plot {
namespace {

constexpr double kWheelStep = 0.85;
constexpr float kThin = 6;   // px: a box thinner than this zooms the other axis only

Range between_pixels(const Scale& scale, double a, double b) {
    const double one = scale.value(a), two = scale.value(b);
    return {std::min(one, two), std::max(one, two)};
}

Rect corners(Point a, Point b, const Rect& within) {
    const auto x = [&](float v) { return std::clamp(v, within.left, within.right); };
    const auto y = [&](float v) { return std::clamp(v, within.top, within.bottom); };
    return {x(std::min(a.x, b.x)), y(std::min(a.y, b.y)), x(std::max(a.x, b.x)), y(std::max(a.y, b.y))};
}

}  // namespace

Pointer read_pointer(const char* id, const Rect& rect) {
    ImGui::SetCursorScreenPos({rect.left, rect.top});
    ImGui::InvisibleButton(id, {std::max(1.f, rect.width()), std::max(1.f, rect.height())}, ImGuiButtonFlags_MouseButtonLeft | ImGuiButtonFlags_MouseButtonRight);
    const ImGuiIO& io = ImGui::GetIO();
    Pointer pointer;
    pointer.at = {io.MousePos.x, io.MousePos.y};
    pointer.hovered = ImGui::IsItemHovered();
    const bool held = ImGui::IsItemActive();
    pointer.boxing = held && (ImGui::IsMouseDown(1) || (ImGui::IsMouseDown(0) && io.KeyShift));
    pointer.panning = held && !pointer.boxing && ImGui::IsMouseDragging(0, 3);
    pointer.moved = {io.MouseDelta.x, io.MouseDelta.y};
    pointer.double_clicked = pointer.hovered && ImGui::IsMouseDoubleClicked(0);
    const ImVec2 way = {io.MousePos.x - io.MouseClickedPos[0].x, io.MousePos.y - io.MouseClickedPos[0].y};
    pointer.clicked = ImGui::IsItemDeactivated() && ImGui::IsMouseReleased(0) && std::abs(way.x) + std::abs(way.y) < 4;
    pointer.wheel = pointer.hovered ? io.MouseWheel : 0;
    return pointer;
}

bool Navigator::update(const Pointer& pointer, const Frame& frame) {
    const Rect& area = frame.area;
    const bool both = axes_ == Axes::Both;
    if (pointer.double_clicked) {
        reset();
        return true;
    }
    if (pointer.boxing) {
        if (!box_from_) box_from_ = pointer.at;
        box_ = corners(*box_from_, pointer.at, area);
        if (!both) box_.top = area.top, box_.bottom = area.bottom;
        return false;
    }
    if (box_from_) {
        box_from_.reset();
        const bool wide = box_.width() >= kThin, high = both && box_.height() >= kThin;
        if (wide) x_ = between_pixels(frame.x, box_.left, box_.right);
        if (high) y_ = between_pixels(frame.y, box_.bottom, box_.top);
        return wide || high;
    }
    bool changed = false;
    if (pointer.panning && (pointer.moved.x != 0 || pointer.moved.y != 0)) {
        x_ = panned(frame.x.range, frame.x.kind, -pointer.moved.x / area.width());
        if (both && pointer.moved.y != 0) y_ = panned(frame.y.range, frame.y.kind, pointer.moved.y / area.height());
        changed = true;
    }
    if (pointer.hovered && pointer.wheel != 0) {
        const double factor = std::pow(kWheelStep, pointer.wheel);
        const bool over_y_labels = both && pointer.at.x < area.left, over_x_labels = pointer.at.y > area.bottom;
        if (!over_y_labels) x_ = zoomed(frame.x.range, frame.x.kind, frame.x.value(pointer.at.x), factor);
        if (both && !over_x_labels) y_ = zoomed(frame.y.range, frame.y.kind, frame.y.value(pointer.at.y), factor);
        changed = true;
    }
    return changed;
}

void Navigator::paint(Canvas& canvas, const Theme& theme) const {
    if (!box_from_) return;
    canvas.fill(box_, with_alpha(theme.accent.base, 0.14f));
    canvas.outline(box_, theme.accent.base);
}

}  // namespace saddle::viz::plot
