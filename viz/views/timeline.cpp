#include "viz/views/timeline.h"

#include <algorithm>
#include <cmath>

namespace saddle::viz {
namespace {

using plot::Align;
using plot::Point;
using plot::Rect;

constexpr float kRuler = 20, kLane = 20, kPitch = 26, kLabels = 84, kRight = 12;

double begin_ms(const StepProfile& profile, int i) { return (profile.kernels[size_t(i)].begin_us - profile.kernels.front().begin_us) / 1e3; }
float lane_top(const plot::Frame& frame, ir::Phase phase) { return frame.area.top + 6 + kPitch * float(int(phase)); }

// "block/attention/q" is q where there is room for one word only.
std::string_view last_part(std::string_view path) { return path.substr(path.rfind('/') + 1); }

}  // namespace

Color phase_color(const Theme& theme, ir::Phase phase) {
    return phase == ir::Phase::Forward ? theme.phase.forward : phase == ir::Phase::Backward ? theme.phase.backward : theme.phase.update;
}

Color phase_quiet_color(const Theme& theme, ir::Phase phase) {
    return phase == ir::Phase::Forward ? theme.phase_quiet.forward : phase == ir::Phase::Backward ? theme.phase_quiet.backward : theme.phase_quiet.update;
}

void paint_phase_mark(plot::Canvas& canvas, Point c, float r, ir::Phase phase, Color color, Color border, float width) {
    if (phase == ir::Phase::Forward) return canvas.circle(c, r, color, border, width);
    if (phase == ir::Phase::Backward) {
        const Point square[] = {{c.x - r, c.y - r}, {c.x + r, c.y - r}, {c.x + r, c.y + r}, {c.x - r, c.y + r}};
        return canvas.polygon(square, color, border, width);
    }
    const Point triangle[] = {{c.x, c.y - r * 1.2f}, {c.x + r * 1.2f, c.y + r}, {c.x - r * 1.2f, c.y + r}};
    canvas.polygon(triangle, color, border, width);
}

namespace timeline {

plot::Range extent(const StepProfile& profile) {
    double end = 0;
    for (int i = 0; i < int(profile.kernels.size()); ++i) end = std::max(end, begin_ms(profile, i) + profile.kernels[size_t(i)].ms);
    return plot::padded({0, end > 0 ? end : 1}, plot::ScaleKind::Linear, 0);
}

plot::Frame frame(const Rect& rect, plot::Range x) {
    plot::Frame made;
    made.area = {rect.left + kLabels, rect.top + kRuler, std::max(rect.left + kLabels + 1, rect.right - kRight), rect.bottom};
    made.x = {plot::ScaleKind::Linear, x, made.area.left, made.area.right};
    made.y = {plot::ScaleKind::Linear, {0, 1}, made.area.bottom, made.area.top};
    made.x_ticks = plot::ticks(x, plot::ScaleKind::Linear, plot::Notation::Number, std::clamp(int(made.area.width() / 80), 2, 10));
    return made;
}

Rect bar(const plot::Frame& frame, const StepProfile& profile, int i) {
    const KernelTiming& call = profile.kernels[size_t(i)];
    const float left = float(frame.x.pixel(begin_ms(profile, i))), right = float(frame.x.pixel(begin_ms(profile, i) + call.ms));
    const float top = lane_top(frame, call.phase);
    return {left, top, std::max(left + 1, right - 1), top + kLane};
}

int hit(const plot::Frame& frame, const StepProfile& profile, Point at) {
    int found = -1;
    for (int i = 0; i < int(profile.kernels.size()); ++i) {
        Rect rect = bar(frame, profile, i);
        rect.right = std::max(rect.right, rect.left + 2);   // something to aim at
        if (rect.contains(at) && (found < 0 || profile.kernels[size_t(i)].ms > profile.kernels[size_t(found)].ms)) found = i;
    }
    return found;
}

void paint(plot::Canvas& canvas, const plot::Frame& frame, const StepProfile& profile, const std::function<CallLook(int)>& look, const Context& context) {
    const Theme& theme = context.theme;
    const Rect& area = frame.area;
    const float ruler = area.top - kRuler / 2;
    canvas.fill({area.left - kLabels, area.top - kRuler, area.right + kRight, area.bottom}, theme.plot.bg);
    canvas.text({area.left - kLabels + 8, ruler}, Align::Left, Font::MonoMicro, theme.text.tertiary, "ms");
    for (const plot::Tick& tick : frame.x_ticks) {
        const float x = std::floor(float(frame.x.pixel(tick.value)));
        canvas.line({x, area.top - 2}, {x, area.bottom - 4}, theme.plot.grid);
        canvas.text({x, ruler}, Align::Centre, Font::MonoMicro, theme.text.tertiary, tick.label);
    }
    const std::pair<ir::Phase, const char*> lanes[] = {{ir::Phase::Forward, "forward"}, {ir::Phase::Backward, "backward"}, {ir::Phase::Update, "update"}};
    for (const auto& [phase, name] : lanes) {
        const float top = lane_top(frame, phase);
        paint_phase_mark(canvas, {area.left - kLabels + 12, top + kLane / 2}, 3.5f, phase, phase_color(theme, phase));
        canvas.text({area.left - kLabels + 21, top + kLane / 2}, Align::Left, Font::Small, theme.text.secondary, context.tr(name));
        canvas.fill({area.left, top, area.right, top + kLane}, with_alpha(theme.bg.canvas, 0.7));
    }
    canvas.push_clip({area.left, area.top, area.right, area.bottom});
    for (const bool strong : {false, true})   // what is selected or hovered lies on top
        for (int i = 0; i < int(profile.kernels.size()); ++i) {
            const CallLook how = look(i);
            if ((how.selected || how.hovered) != strong) continue;
            const Rect rect = bar(frame, profile, i);
            if (rect.right < area.left || rect.left > area.right) continue;
            const KernelTiming& call = profile.kernels[size_t(i)];
            canvas.fill(rect, strong ? phase_color(theme, call.phase) : phase_quiet_color(theme, call.phase), rect.width() > 4 ? 1.5f : 0);
            if (how.selected || (how.hovered && rect.width() > 3)) canvas.outline({rect.left - 0.5f, rect.top - 1, rect.right + 0.5f, rect.bottom + 1}, theme.text.primary, 1.5f, 2);
            if (rect.width() < 10) continue;
            const Rect seen{std::max(rect.left, area.left), rect.top, std::min(rect.right, area.right), rect.bottom};
            const std::string_view node = last_part(call.node);
            const std::string full = call.kernel + " " + std::string(node);
            const auto fits = [&](std::string_view text) { return canvas.text_width(Font::MonoMicro, text) + 6 <= seen.width(); };
            const std::string_view label = fits(full) && !node.empty() ? std::string_view(full) : fits(node) ? node : std::string_view();
            canvas.text({(seen.left + seen.right) / 2, seen.centre_y()}, Align::Centre, Font::MonoMicro, strong ? theme.phase.on : theme.text.primary, label);
        }
    canvas.pop_clip();
}

}  // namespace timeline
}  // namespace saddle::viz
