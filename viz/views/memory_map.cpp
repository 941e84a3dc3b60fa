#include "viz/views/memory_map.h"

#include <algorithm>
#include <cmath>
#include <numeric>

#include "viz/plot/number.h"
#include "viz/views/kernel_rows.h"

namespace saddle::viz::memory_map {
namespace {

using plot::Align;
using plot::Rect;

int calls_of(const StepProfile& profile) {
    int calls = int(profile.kernels.size());
    for (const StepProfile::Lifetime& value : profile.memory) calls = std::max(calls, value.last + 1);
    return calls;
}

}  // namespace

std::vector<double> live_bytes(const StepProfile& profile) {
    std::vector<double> change(size_t(calls_of(profile)) + 1, 0);
    for (const StepProfile::Lifetime& value : profile.memory) {
        change[size_t(std::max(0, value.first))] += double(value.bytes);
        change[size_t(std::max(0, value.last)) + 1] -= double(value.bytes);
    }
    std::partial_sum(change.begin(), change.end(), change.begin());
    change.pop_back();
    return change;
}

int peak_call(const std::vector<double>& live) { return live.empty() ? -1 : int(std::max_element(live.begin(), live.end()) - live.begin()); }

std::vector<int> alive_at(const StepProfile& profile, int call) {
    std::vector<int> alive;
    for (int i = 0; i < int(profile.memory.size()); ++i)
        if (profile.memory[size_t(i)].first <= call && call <= profile.memory[size_t(i)].last) alive.push_back(i);
    std::stable_sort(alive.begin(), alive.end(), [&](int a, int b) { return profile.memory[size_t(a)].bytes > profile.memory[size_t(b)].bytes; });
    return alive;
}

ValueName name_of(const StepProfile& profile, int index) {
    const StepProfile::Lifetime& value = profile.memory[size_t(index)];
    if (!value.name.starts_with('%') || value.node.empty()) return {value.name, value.node};
    const size_t maker = size_t(std::max(0, value.first));
    const bool known = maker < profile.kernels.size() && belongs_to(profile.kernels[maker].node, value.node);
    return {value.node, (known ? profile.kernels[maker].kernel + ' ' : std::string()) + value.name};
}

double begin_of(const StepProfile& profile, Along along, int call) {
    if (along == Along::Calls || profile.kernels.empty()) return call;
    const double start = profile.kernels.front().begin_us;
    if (call < int(profile.kernels.size())) return (profile.kernels[size_t(std::max(0, call))].begin_us - start) / 1e3;
    return (profile.kernels.back().begin_us - start) / 1e3 + profile.kernels.back().ms;
}

plot::Range extent(const StepProfile& profile, Along along) { return plot::padded({0, begin_of(profile, along, calls_of(profile))}, plot::ScaleKind::Linear, 0); }

int call_at(const StepProfile& profile, Along along, double x) {
    int low = 0, high = calls_of(profile);
    if (!(x >= 0) || x >= begin_of(profile, along, high)) return -1;
    while (high - low > 1) {
        const int middle = (low + high) / 2;
        (begin_of(profile, along, middle) <= x ? low : high) = middle;
    }
    return low;
}

plot::Frame frame(const plot::Canvas& canvas, const Rect& rect, const StepProfile& profile, Along along, plot::Range x, plot::Range y, const Context& context) {
    const bool calls = along == Along::Calls || profile.kernels.empty();
    return plot::make_frame(canvas, rect, {calls ? context.tr("kernel call") : "ms", plot::ScaleKind::Linear, calls ? plot::Notation::Whole : plot::Notation::Number},
                            {context.tr("place in the arena"), plot::ScaleKind::Linear, plot::Notation::Bytes}, x, y);
}

Rect place(const plot::Frame& frame, const StepProfile& profile, Along along, int index) {
    const StepProfile::Lifetime& value = profile.memory[size_t(index)];
    const plot::Point low = frame.at(begin_of(profile, along, value.first), double(value.offset));
    const plot::Point high = frame.at(begin_of(profile, along, value.last + 1), double(value.offset + value.bytes));
    return {low.x, high.y, std::max(low.x + 1, high.x - 1), std::max(high.y + 1, low.y - 1)};
}

int hit(const plot::Frame& frame, const StepProfile& profile, Along along, plot::Point at) {
    int found = -1;
    if (!frame.area.contains(at)) return found;
    for (int i = 0; i < int(profile.memory.size()); ++i) {
        Rect rect = place(frame, profile, along, i);
        if (rect.height() < 3) rect.top -= 1, rect.bottom += 1;   // something to aim at
        if (rect.contains(at) && (found < 0 || profile.memory[size_t(i)].bytes < profile.memory[size_t(found)].bytes)) found = i;
    }
    return found;
}

void paint(plot::Canvas& canvas, const plot::Frame& frame, const StepProfile& profile, Along along, const std::function<CallLook(int)>& look, const Context& context) {
    const Theme& theme = context.theme;
    plot::paint_axes(canvas, frame, theme);
    canvas.push_clip(frame.area);
    for (const bool strong : {false, true})
        for (int i = 0; i < int(profile.memory.size()); ++i) {
            const CallLook how = look(i);
            if ((how.selected || how.hovered) != strong) continue;
            const Rect rect = place(frame, profile, along, i);
            if (rect.right < frame.area.left || rect.left > frame.area.right || rect.bottom < frame.area.top || rect.top > frame.area.bottom) continue;
            const StepProfile::Lifetime& value = profile.memory[size_t(i)];
            const size_t maker = size_t(std::max(0, value.first));
            const ir::Phase phase = maker < profile.kernels.size() ? profile.kernels[maker].phase : ir::Phase::Forward;
            canvas.fill(rect, strong ? phase_color(theme, phase) : phase_quiet_color(theme, phase));
            if (how.selected) canvas.outline(rect, theme.text.primary, 1.5f);
            const Rect seen{std::max(rect.left, frame.area.left), std::max(rect.top, frame.area.top), std::min(rect.right, frame.area.right), std::min(rect.bottom, frame.area.bottom)};
            if (seen.height() < 13 || seen.width() < 20) continue;
            const ValueName name = name_of(profile, i);
            const std::string full = name.node + ' ' + name.rest;
            const auto fits = [&](const std::string& text) { return canvas.text_width(Font::MonoMicro, text) + 8 <= seen.width(); };
            const std::string_view label = fits(full) ? std::string_view(full) : fits(name.node) ? std::string_view(name.node) : std::string_view();
            canvas.text({(seen.left + seen.right) / 2, seen.centre_y()}, Align::Centre, Font::MonoMicro, strong ? theme.phase.on : theme.text.primary, label);
        }
    canvas.pop_clip();
}

void paint_live(plot::Canvas& canvas, const Rect& rect, const plot::Frame& frame, const StepProfile& profile, Along along, const std::vector<double>& live, const Context& context) {
    const Theme& theme = context.theme;
    const int peak = peak_call(live);
    if (peak < 0 || live[size_t(peak)] <= 0) return;
    const Rect area{frame.area.left, rect.top + 16, frame.area.right, rect.bottom};
    canvas.fill({area.left, rect.top, area.right, area.bottom}, theme.plot.bg);
    canvas.push_clip({area.left, rect.top, area.right, area.bottom});
    for (int call = 0; call < int(live.size()); ++call) {
        const float left = float(frame.x.pixel(begin_of(profile, along, call))), right = float(frame.x.pixel(begin_of(profile, along, call + 1)));
        const float top = area.bottom - float(live[size_t(call)] / live[size_t(peak)]) * area.height();
        if (right < area.left || left > area.right) continue;
        canvas.fill({left, top, std::max(right, left + 1), area.bottom}, call == peak ? theme.text.secondary : theme.bg.active);
    }
    canvas.pop_clip();
    canvas.line({area.left, area.bottom}, {area.right, area.bottom}, theme.plot.axis);
    canvas.text({area.left - 6, area.top + 4}, Align::Right, Font::MonoMicro, theme.text.tertiary, plot::bytes(live[size_t(peak)]));
    const float middle = float(frame.x.pixel((begin_of(profile, along, peak) + begin_of(profile, along, peak + 1)) / 2));
    if (middle < area.left || middle > area.right) return;
    std::string label = context.tr("peak");
    if (peak < int(profile.kernels.size())) (label += ": ") += profile.kernels[size_t(peak)].kernel + " " + profile.kernels[size_t(peak)].node;
    const float half = canvas.text_width(Font::Small, label) / 2;
    canvas.text({std::clamp(middle, area.left + half, std::max(area.left + half, area.right - half)), rect.top + 8}, Align::Centre, Font::Small, theme.text.secondary, label);
}

}  // namespace saddle::viz::memory_map
