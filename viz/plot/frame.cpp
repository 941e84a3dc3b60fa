#include "viz/plot/frame.h"

#include <algorithm>
#include <cmath>

namespace saddle::viz::plot {
namespace {

constexpr float kTop = 20, kRight = 12, kBottom = 22, kLabelRoom = 8;
constexpr float kLabelEvery = 60, kRowEvery = 34;   // px between labels of the two axes, about

float inside(double pixel) { return float(std::clamp(pixel, -1e6, 1e6)); }

}  // namespace

Point Frame::at(double x_value, double y_value) const { return {inside(x.pixel(x_value)), inside(y.pixel(y_value))}; }

Frame make_frame(const Canvas& canvas, const Rect& rect, Axis x_axis, Axis y_axis, Range x, Range y) {
    Frame frame;
    frame.x_axis = std::move(x_axis);
    frame.y_axis = std::move(y_axis);
    const float top = rect.top + kTop, bottom = std::max(top + 1, rect.bottom - kBottom);
    frame.y_ticks = ticks(y, frame.y_axis.kind, frame.y_axis.notation, std::clamp(int((bottom - top) / kRowEvery), 2, 8));
    float widest = 0;
    for (const Tick& tick : frame.y_ticks) widest = std::max(widest, canvas.text_width(Font::MonoMicro, tick.label));
    const float left = rect.left + std::max(32.f, std::ceil((widest + kLabelRoom + 2) / 8) * 8);   // in steps, so that zooming does not shake it
    frame.area = {left, top, std::max(left + 1, rect.right - kRight), bottom};
    frame.x_ticks = ticks(x, frame.x_axis.kind, frame.x_axis.notation, std::clamp(int(frame.area.width() / kLabelEvery), 2, 8));
    frame.x = {frame.x_axis.kind, x, frame.area.left, frame.area.right};
    frame.y = {frame.y_axis.kind, y, frame.area.bottom, frame.area.top};
    return frame;
}

void paint_axes(Canvas& canvas, const Frame& frame, const Theme& theme) {
    const Rect& area = frame.area;
    canvas.fill(area, theme.plot.bg);
    const bool x_log = frame.x_axis.kind == ScaleKind::Log, y_log = frame.y_axis.kind == ScaleKind::Log;
    const auto grid = [&](bool log, bool strong) { return log && strong ? theme.line.normal : log ? with_alpha(theme.plot.grid, 0.6f) : theme.plot.grid; };
    const float title = canvas.text_width(Font::Small, frame.x_axis.label);
    float free_from = -1e9f;
    const float free_to = area.right - (title > 0 ? title + 8 : -24);
    for (const Tick& tick : frame.x_ticks) {
        const float x = std::floor(float(frame.x.pixel(tick.value)));
        canvas.line({x, area.top}, {x, area.bottom}, grid(x_log, tick.strong));
        const float half = canvas.text_width(Font::MonoMicro, tick.label) / 2;
        if (tick.label.empty() || x - half < free_from || x + half > free_to) continue;
        canvas.text({x, area.bottom + 11}, Align::Centre, Font::MonoMicro, theme.text.tertiary, tick.label);
        free_from = x + half + 6;
    }
    for (const Tick& tick : frame.y_ticks) {
        const float y = std::floor(float(frame.y.pixel(tick.value)));
        canvas.line({area.left, y}, {area.right, y}, grid(y_log, tick.strong));
        canvas.text({area.left - kLabelRoom + 2, y}, Align::Right, Font::MonoMicro, theme.text.tertiary, tick.label);
    }
    canvas.line({area.left, area.bottom}, {area.right, area.bottom}, theme.plot.axis);
    canvas.line({area.left, area.top}, {area.left, area.bottom + 1}, theme.plot.axis);
    canvas.text({area.left, area.top - 9}, Align::Left, Font::Small, theme.text.tertiary, frame.y_axis.label);
    canvas.text({area.right, area.bottom + 11}, Align::Right, Font::Small, theme.text.tertiary, frame.x_axis.label);
}

void paint_vertical(Canvas& canvas, const Frame& frame, double x, Color color, const Dash& dash, std::string_view label) {
    const float at = std::floor(float(frame.x.pixel(x)));
    if (!(at >= frame.area.left && at <= frame.area.right)) return;
    canvas.line({at, frame.area.top}, {at, frame.area.bottom}, color, 1, dash);
    if (label.empty()) return;
    const bool left = at + 6 + canvas.text_width(Font::Small, label) > frame.area.right;
    canvas.text({at + (left ? -4.f : 4.f), frame.area.bottom - 14}, left ? Align::Right : Align::Left, Font::Small, color, label);
}

}  // namespace saddle::viz::plot
