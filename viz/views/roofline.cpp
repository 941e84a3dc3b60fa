#include "viz/views/roofline.h"

#include <algorithm>
#include <cmath>
#include <numeric>

#include "viz/plot/number.h"

namespace saddle::viz {
namespace {

using plot::Align;
using plot::Point;
using plot::Rect;

constexpr double kGiga = 1e9;

double flops_per_s(const KernelTiming& call) { return call.flops / (call.ms * 1e-3); }
double intensity(const KernelTiming& call) { return call.flops / call.bytes; }

// A bandwidth's slope, from the left edge to the peak, with its number above its middle or below its first third.
void paint_slope(plot::Canvas& canvas, const plot::Frame& frame, double gbytes_per_s, double peak_gflops, const std::string& name, bool above, const Theme& theme) {
    const double rate = gbytes_per_s * kGiga, ridge = peak_gflops / gbytes_per_s, low = frame.x.range.low;
    const Point ends[] = {frame.at(low, rate * low), frame.at(ridge, peak_gflops * kGiga)};
    canvas.polyline(ends, theme.text.secondary, 1.5f);
    const double enter = std::max(low, frame.y.range.low / rate), leave = std::min({ridge, frame.x.range.high, frame.y.range.high / rate});
    if (enter >= leave) return;
    const double part = enter * std::pow(leave / enter, above ? 0.5 : 1.0 / 3);
    const Point at = frame.at(part, rate * part);
    const float left = std::max(frame.area.left + 4, at.x - 8 - canvas.text_width(Font::MonoMicro, name));
    if (above) canvas.text({left, at.y - 8}, Align::Left, Font::MonoMicro, theme.text.secondary, name);
    else canvas.text({at.x + 8, at.y + 7}, Align::Left, Font::MonoMicro, theme.text.secondary, name);
}

double total_ms(const StepProfile& profile) {
    double total = 0;
    for (const KernelTiming& call : profile.kernels) total += call.ms;
    return total;
}

// The area of a mark is the call's share of the time.
float radius(const KernelTiming& call, double total) { return float(std::clamp(26 * std::sqrt(call.ms / total), 2.2, 14.0)); }

void paint_roofs(plot::Canvas& canvas, const plot::Frame& frame, const StepProfile& profile, const Context& context) {
    const Theme& theme = context.theme;
    const double peak = profile.peak_gflops, memory = profile.peak_gbytes_per_s, cache = profile.cache_gbytes_per_s;
    const double fastest = std::max(memory, cache);
    const Point top[] = {frame.at(peak / fastest, peak * kGiga), frame.at(frame.x.range.high, peak * kGiga)};
    canvas.polyline(top, theme.text.secondary, 1.5f);
    canvas.text({frame.area.right - 4, top[0].y - 8}, Align::Right, Font::MonoMicro, theme.text.secondary, plot::prefixed(peak * kGiga) + "FLOP/s");
    paint_slope(canvas, frame, memory, peak, plot::prefixed(memory * kGiga) + "B/s " + context.tr("memory"), false, theme);
    if (cache > memory) paint_slope(canvas, frame, cache, peak, plot::prefixed(cache * kGiga) + "B/s " + context.tr("cache"), true, theme);
    const Point ridge = frame.at(peak / memory, peak * kGiga);
    canvas.line({std::floor(ridge.x), ridge.y}, {std::floor(ridge.x), frame.area.bottom}, theme.plot.axis, 1, plot::series_dash(2));
}

}  // namespace

namespace roofline {

bool measured(const StepProfile& profile) { return profile.peak_gflops > 0 && profile.peak_gbytes_per_s > 0; }
bool shows(const KernelTiming& call) { return call.flops > 0 && call.bytes > 0 && call.ms > 0; }

plot::Range intensities(const StepProfile& profile) {
    plot::Range range{1e300, 0};
    const auto take = [&](double value) { range = {std::min(range.low, value), std::max(range.high, value)}; };
    for (const KernelTiming& call : profile.kernels)
        if (shows(call)) take(intensity(call));
    if (measured(profile)) take(profile.peak_gflops / profile.peak_gbytes_per_s * 2);
    return plot::padded(range, plot::ScaleKind::Log, 0.1);
}

plot::Range rates(const StepProfile& profile) {
    plot::Range range{1e300, 0};
    for (const KernelTiming& call : profile.kernels)
        if (shows(call)) range = {std::min(range.low, flops_per_s(call)), std::max(range.high, flops_per_s(call))};
    if (measured(profile)) range.high = std::max(range.high, profile.peak_gflops * kGiga);
    if (range.low > range.high) range.low = range.high / 1000;
    return plot::padded(range, plot::ScaleKind::Log, 0.1);
}

plot::Frame frame(const plot::Canvas& canvas, const Rect& rect, plot::Range x, plot::Range y, const Context& context) {
    return plot::make_frame(canvas, rect, {context.tr("FLOP/byte"), plot::ScaleKind::Log, plot::Notation::Number},
                            {context.tr("FLOP/s"), plot::ScaleKind::Log, plot::Notation::Prefixed}, x, y);
}

Point place(const plot::Frame& frame, const KernelTiming& call) { return frame.at(intensity(call), flops_per_s(call)); }

int hit(const plot::Frame& frame, const StepProfile& profile, Point at) {
    int found = -1;
    float smallest = 0;
    const double total = total_ms(profile);
    for (int i = 0; i < int(profile.kernels.size()); ++i) {
        const KernelTiming& call = profile.kernels[size_t(i)];
        if (!shows(call)) continue;
        const Point centre = place(frame, call);
        const float size = radius(call, total);
        if (std::hypot(at.x - centre.x, at.y - centre.y) > size + 2 || (found >= 0 && size >= smallest)) continue;
        found = i;
        smallest = size;
    }
    return found;
}

void paint(plot::Canvas& canvas, const plot::Frame& frame, const StepProfile& profile, const std::function<CallLook(int)>& look, const Context& context) {
    const Theme& theme = context.theme;
    plot::paint_axes(canvas, frame, theme);
    canvas.push_clip(frame.area);
    if (measured(profile)) paint_roofs(canvas, frame, profile, context);
    const double total = total_ms(profile);
    std::vector<int> order(profile.kernels.size());
    std::iota(order.begin(), order.end(), 0);
    std::sort(order.begin(), order.end(), [&](int a, int b) { return profile.kernels[size_t(a)].ms > profile.kernels[size_t(b)].ms; });
    for (const bool strong : {false, true})
        for (int i : order) {
            const KernelTiming& call = profile.kernels[size_t(i)];
            const CallLook how = look(i);
            if (!shows(call) || (how.selected || how.hovered) != strong) continue;
            paint_phase_mark(canvas, place(frame, call), radius(call, total), call.phase, with_alpha(phase_color(theme, call.phase), strong ? 1 : 0.8),
                             strong ? theme.text.primary : theme.plot.bg, strong ? 1.6f : 1);
        }
    canvas.pop_clip();
}

}  // namespace roofline
}  // namespace saddle::viz
