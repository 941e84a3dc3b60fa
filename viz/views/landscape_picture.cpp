#include "viz/views/landscape_picture.h"

#include <algorithm>
#include <cmath>

#include "viz/plot/legend.h"
#include "viz/plot/number.h"

namespace saddle::viz {
namespace {

using plot::Align;
using plot::Point;
using plot::Rect;

constexpr int kDotEvery = 12;

/// A box with a name and a value, joined to `mark` by a line; above it, or below where there is no room.
void paint_label(plot::Canvas& canvas, const Theme& theme, Point mark, float shift, const Rect& area, const std::string& name, const std::string& value) {
    const float width = std::max(canvas.text_width(Font::Small, name), canvas.text_width(Font::MonoMicro, value)) + 14, height = 32, distance = 46;
    const bool above = mark.y - distance - height > area.top;
    const float left = std::clamp(mark.x + shift, area.left + 2, std::max(area.left + 2, area.right - width - 2));
    const float top = std::floor(above ? mark.y - distance - height / 2 : mark.y + distance - height / 2);
    const Rect box{std::floor(left), top, std::floor(left) + std::ceil(width), top + height};
    const float end = std::clamp(mark.x, box.left + 4, box.right - 4);
    canvas.line({mark.x, mark.y + (above ? -8.f : 8.f)}, {end, above ? box.bottom : box.top}, theme.text.tertiary, 1, plot::kSolid);
    canvas.fill(box, theme.bg.raised, 4);
    canvas.outline(box, theme.line.strong, 1, 4);
    canvas.text({box.left + 7, box.top + 10}, Align::Left, Font::Small, theme.text.tertiary, name);
    canvas.text({box.left + 7, box.top + 23}, Align::Left, Font::MonoMicro, theme.text.primary, value);
}

}  // namespace

std::string axis_name(const LandscapeScene& scene, int axis) {
    const std::string number = std::to_string(axis + 1);
    if (scene.grid.axes == "hessian") return "\u03bb" + number + " \u00b7 " + plot::number(scene.grid.eigenvalues[axis]);
    if (scene.grid.axes != "pca") return scene.context.tr("direction") + " " + number;
    return "PC " + number + " \u00b7 " + plot::number(std::round(scene.grid.explained[axis] * 1000) / 10) + " %";
}

float paint_color_bar(plot::Canvas& canvas, const Theme& theme, const HeightField& field, Point corner, float height) {
    constexpr float kWidth = 8;
    const float left = corner.x - kWidth;
    constexpr int kPieces = 32;
    for (int k = 0; k < kPieces; ++k) {
        const float y0 = corner.y + height * (1 - float(k + 1) / kPieces), y1 = corner.y + height * (1 - float(k) / kPieces);
        const Color high = ramp(theme.dune, double(k + 1) / kPieces), low = ramp(theme.dune, double(k) / kPieces);
        canvas.cell({{{left, y0}, {corner.x, y0}, {corner.x, y1}, {left, y1}}}, {high, high, low, low});
    }
    // The ends with their values, round values between them where there is room.
    constexpr float kApart = 13;
    const plot::Range losses = field.losses();
    std::vector<std::pair<float, std::string>> labels{{corner.y + 4, plot::number(losses.high)}, {corner.y + height - 4, plot::number(losses.low)}};
    const auto kind = field.log() ? plot::ScaleKind::Log : plot::ScaleKind::Linear;
    for (const plot::Tick& tick : plot::ticks(losses, kind, plot::Notation::Number, std::max(2, int(height / 24)))) {
        const float y = corner.y + height * float(1 - field.height_of(tick.value));
        const bool free = std::none_of(labels.begin(), labels.end(), [&](const auto& label) { return std::abs(label.first - y) < kApart; });
        if (!tick.label.empty() && free) labels.emplace_back(y, tick.label);
    }
    float leftmost = left;
    for (const auto& [y, label] : labels) {
        canvas.text({left - 5, y}, Align::Right, Font::MonoMicro, theme.text.tertiary, label);
        leftmost = std::min(leftmost, left - 5 - canvas.text_width(Font::MonoMicro, label));
    }
    return leftmost;
}

void paint_trail(plot::Canvas& canvas, const LandscapeScene& scene, const std::vector<Point>& points, const std::vector<bool>& behind, const Rect& area) {
    if (points.empty()) return;
    const Theme& theme = scene.context.theme;
    canvas.push_clip(area);
    const size_t present = present_trail_point(scene);
    const auto faint = [&](size_t i) { return behind[i] || i >= present; };
    for (const auto& [color, width] : {std::pair(theme.plot.trail_halo, 4.5f), std::pair(theme.plot.trail, 2.f)})
        for (size_t i = 0; i + 1 < points.size();) {
            size_t end = i + 1;  // of the piece that is all in sight or all faint
            while (end + 1 < points.size() && faint(end) == faint(i)) ++end;
            const double alpha = (faint(i) ? 0.3 : 1) * (width > 4 ? 0.75 : 1);
            canvas.polyline(std::span(&points[i], end - i + 1), with_alpha(color, alpha), width, plot::kSolid);
            i = end;
        }
    for (size_t i = size_t(kDotEvery); i + 1 < points.size(); i += size_t(kDotEvery))
        if (!faint(i)) canvas.circle(points[i], 2.6f, theme.plot.trail, theme.plot.trail_halo, 1);
    const Point start = points.front(), now = points[present];
    canvas.circle(start, 5, theme.plot.trail_halo, theme.plot.trail, 2);
    const Point diamond[] = {{now.x, now.y - 8}, {now.x + 8, now.y}, {now.x, now.y + 8}, {now.x - 8, now.y}};
    canvas.polygon(diamond, theme.accent.base, theme.plot.trail_halo, 1.5f);
    if (const int at = hovered_trail_point(scene); at >= 0) plot::paint_ring(canvas, points[size_t(at)], theme.accent.base, theme);
    canvas.pop_clip();
    if (area.width() < 240 || area.height() < 160) return;  // no room for words
    const auto& path = scene.grid.trail;
    const std::string step = scene.context.tr("step") + " " + plot::number(double(path[present].step));
    if (present > 0 && area.contains(start))
        paint_label(canvas, theme, start, -26, area, scene.context.tr("start"), plot::number(path.front().loss));
    if (area.contains(now)) paint_label(canvas, theme, now, -30, area, scene.trail_is_live && present + 1 == path.size() ? scene.context.tr("now") + " \u00b7 " + step : step, plot::number(path[present].loss));
}

size_t present_trail_point(const LandscapeScene& scene) {
    const auto& trail = scene.grid.trail;
    const double shown = scene.context.link.shown_step;
    size_t present = trail.size() - 1;
    while (shown >= 0 && present > 0 && double(trail[present].step) > shown) --present;
    return present;
}

int hovered_trail_point(const LandscapeScene& scene) {
    const double step = scene.context.link.hovered_step;
    const auto& trail = scene.grid.trail;
    if (step < 0 || trail.empty()) return -1;
    const auto nearest = std::min_element(trail.begin(), trail.end(), [&](const auto& a, const auto& b) {
        return std::abs(double(a.step) - step) < std::abs(double(b.step) - step);
    });
    return int(nearest - trail.begin());
}

}  // namespace saddle::viz
