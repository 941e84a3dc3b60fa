#include "viz/views/inside_history.h"

#include <algorithm>
#include <cmath>

#include "viz/plot/imgui_canvas.h"
#include "viz/plot/navigator.h"
#include "viz/plot/number.h"
#include "viz/plot/scale.h"
#include "viz/views/controls.h"
#include "viz/views/inside_maps.h"
#include "viz/views/sharing.h"

namespace saddle::viz {
namespace {

using plot::Align;
using plot::Rect;

constexpr float kSide = 190, kSideFrom = 460, kFoot = 18, kName = 92, kBars = 170, kMostRow = 30;

/// The first and the last step below a map, and the present one where it is hovered.
void paint_steps(const Context& context, const Rect& map, const std::vector<uint64_t>& steps, int64_t hovered) {
    plot::ImGuiCanvas canvas(ImGui::GetWindowDrawList());
    const float y = map.bottom + 9;
    canvas.text({map.left, y}, Align::Left, Font::MonoMicro, context.theme.text.tertiary, context.tr("step") + " " + plot::number(double(steps.front())));
    canvas.text({map.right, y}, Align::Right, Font::MonoMicro, context.theme.text.tertiary, plot::number(double(steps.back())));
    if (hovered < 0) return;
    const float x = map.left + map.width() * (float(hovered) + 0.5f) / float(steps.size());
    canvas.line({x, map.top}, {x, map.bottom}, context.theme.text.tertiary, 1, plot::series_dash(2));
}

}  // namespace

const Insight::Spread& HistoryPart::spread() const {
    const Insight::History& h = inside_->history;
    return of_ == Of::Activations ? h.activations : of_ == Of::Weights ? h.weights : h.gradients;
}

void HistoryPart::set(std::shared_ptr<const Insight> inside) {
    inside_ = std::move(inside);
    hovered_ = -1;
    if (spread().bins == 0) of_ = Of::Activations;
    show(of_);
}

void HistoryPart::show(Of of) {
    of_ = of;
    const Insight::Spread& s = spread();
    const size_t steps = s.mean.size();
    cells_.assign(s.bins * steps, 0);
    for (size_t t = 0; t < steps; ++t)
        for (size_t k = 0; k < s.bins; ++k) cells_[(s.bins - 1 - k) * steps + t] = std::log1p(float(s.counts[t * s.bins + k]));
}

void HistoryPart::facts(const Context& context, const Rect& rect, size_t step) const {
    plot::ImGuiCanvas canvas(ImGui::GetWindowDrawList());
    const Theme& theme = context.theme;
    const Insight::Spread& s = spread();
    std::vector<std::pair<std::string, std::string>> rows{{context.tr("step"), plot::number(double(inside_->history.steps[step]))}, {context.tr("mean"), plot::number(s.mean[step])},
                                                          {context.tr("deviation"), plot::number(s.deviation[step])}, {context.tr("zeros"), plot::fixed(100 * s.zeros[step], 1) + " %"}};
    const double dead = inside_->history.dead[step];
    if (of_ == Of::Activations) rows.emplace_back(context.tr("dead units"), plot::fixed(100 * dead, 1) + " %");
    float y = rect.top + 10;
    for (const auto& [name, value] : rows) {
        if (y + 8 > rect.bottom) return;
        const bool warns = &name == &rows.back().first && of_ == Of::Activations && dead > 0;
        canvas.text({rect.left, y}, Align::Left, Font::Small, theme.text.tertiary, name);
        canvas.text({rect.right, y}, Align::Right, Font::Mono, warns ? theme.semantic.warning : theme.text.primary, value);
        y += 17;
    }
    if (y + 60 > rect.bottom) return;
    const std::span<const int64_t> counts(&s.counts[step * s.bins], s.bins);
    paint_histogram(context, {rect.left, y, rect.right, std::min(rect.bottom, y + 96)}, counts, s.low, s.high);
}

void HistoryPart::draw(const Context& context, const Rect& rect) {
    ControlRow row(context, {rect.left, rect.top, rect.right, rect.top + ControlRow::kHeight});
    const Insight::History& h = inside_->history;
    std::vector<std::string> names{context.tr("activations")};
    std::vector<Of> offered{Of::Activations};
    for (const auto& [of, name] : {std::pair(Of::Weights, "weights"), std::pair(Of::Gradients, "gradients")})
        if ((of == Of::Weights ? h.weights : h.gradients).bins > 0) {
            names.push_back(context.tr(name));
            offered.push_back(of);
        }
    const int now = int(std::find(offered.begin(), offered.end(), of_) - offered.begin()), chosen = row.choose("of", names, now);
    if (chosen != now) show(offered[size_t(chosen)]);
    const Insight::Spread& s = spread();
    const auto steps = int64_t(s.mean.size());
    if (steps == 0) return empty_state(context, rect, context.tr("No stored point yet"), context.tr("A run keeps points of its way as it trains."));

    Rect area{rect.left + 10, rect.top + ControlRow::kHeight + 8, rect.right - 10, rect.bottom - 4};
    const bool side = rect.width() >= kSideFrom;
    map_ = {area.left + 56, area.top, area.right - (side ? kSide + 16 : 0), area.bottom - kFoot};
    const ColourScale scale(context.theme.heat, 0, double(*std::max_element(cells_.begin(), cells_.end())));
    paint_raster(map_, {cells_, steps}, scale);
    plot::ImGuiCanvas canvas(ImGui::GetWindowDrawList());
    canvas.outline(map_, context.theme.line.subtle, 1, 0);
    canvas.text({map_.left - 6, map_.top + 6}, Align::Right, Font::MonoMicro, context.theme.text.tertiary, plot::number(s.high));
    canvas.text({map_.left - 6, map_.bottom - 6}, Align::Right, Font::MonoMicro, context.theme.text.tertiary, plot::number(s.low));
    if (const float zero = map_.bottom + map_.height() * float(s.low / std::max(1e-30, s.high - s.low)); s.low < 0 && s.high > 0 && zero > map_.top + 14 && zero < map_.bottom - 14)
        canvas.text({map_.left - 6, zero}, Align::Right, Font::MonoMicro, context.theme.text.tertiary, "0");
    const plot::Pointer pointer = plot::read_pointer("spread", map_);
    const int64_t at = pointer.hovered ? cell_at(map_, {cells_, steps}, pointer.at) : -1;
    hovered_ = at >= 0 ? at % steps : -1;
    paint_steps(context, map_, h.steps, hovered_);
    if (side) facts(context, {area.right - kSide, area.top, area.right, area.bottom}, size_t(hovered_ >= 0 ? hovered_ : steps - 1));
    if (at < 0) return;
    const auto bin = size_t(int64_t(s.bins) - 1 - at / steps);
    const double width = (s.high - s.low) / double(s.bins);
    show_tip(context, {plot::number(double(s.counts[size_t(hovered_) * s.bins + bin])) + " " + context.tr("numbers"), plot::number(s.low + width * double(bin)) + " \u2026 " + plot::number(s.low + width * double(bin + 1)),
                       context.tr("step") + " " + plot::number(double(h.steps[size_t(hovered_)]))});
}

void GradientsPart::set(std::shared_ptr<const Insight> inside) {
    inside_ = std::move(inside);
    const Insight::GradientProfile& g = inside_->gradients;
    const size_t nodes = g.nodes.size(), steps = g.steps.size();
    logs_.assign(nodes * steps, NAN);
    for (size_t t = 0; t < steps; ++t)
        for (size_t n = 0; n < nodes; ++n)
            if (const double length = g.lengths[t * nodes + n]; length > 0) logs_[n * steps + t] = float(std::log10(length));
}

Rect GradientsPart::bar(size_t node) const {
    const float each = bars_.height() / float(std::max<size_t>(1, inside_->gradients.nodes.size()));
    return {bars_.left, bars_.top + each * float(node), bars_.right, bars_.top + each * float(node + 1)};
}

void GradientsPart::draw(const Context& context, const Rect& rect) {
    const Insight::GradientProfile& g = inside_->gradients;
    const auto nodes = int64_t(g.nodes.size()), steps = int64_t(g.steps.size());
    Rect area{rect.left + 10, rect.top + 6, rect.right - 10, rect.bottom - 4};
    if (nodes == 0 || steps == 0) return empty_state(context, rect, context.tr("No gradient observed yet"), context.tr("They are measured on every 64th step of a run."));
    const double ratio = g.first_to_last();
    if (ratio < Insight::kVanishing || ratio > Insight::kExploding) {
        const std::string what = context.tr(ratio < 1 ? "The gradient vanishes on its way back:" : "The gradient explodes on its way back:");
        notice(context, {rect.left, rect.top, rect.right, rect.top + 26}, what + " " + g.nodes.front() + " / " + g.nodes.back() + " = " + plot::number(ratio), "");
        area.top += 26;
    }
    plot::ImGuiCanvas canvas(ImGui::GetWindowDrawList());
    const Theme& theme = context.theme;
    const float each = std::min(kMostRow, (area.height() - kFoot - 20) / float(nodes)), top = area.top + 20, bottom = top + each * float(nodes);
    bars_ = {area.left + kName, top, area.left + kName + kBars, bottom};
    map_ = {bars_.right + 20, top, area.right, bottom};
    canvas.text({area.left, area.top + 8}, Align::Left, Font::Small, theme.text.secondary, context.tr("Length of the gradient, at the last observed step"));
    plot::Range range = plot::finite_range(logs_);
    if (range.low > range.high) range = {0, 0};
    const auto low = float(range.low), high = float(range.high);
    const ColourScale scale(theme.heat, range.low, range.high);
    const plot::Pointer pointer = plot::read_pointer("layers", {area.left, top, area.right, bottom});
    const int64_t over = pointer.hovered ? std::min(nodes - 1, int64_t((pointer.at.y - top) / each)) : -1;
    const int64_t every = std::max<int64_t>(1, int64_t(std::ceil(13 / each)));   // names that have room
    for (int64_t n = 0; n < nodes; ++n) {
        const Rect row = bar(size_t(n));
        const NodeId& node = g.nodes[size_t(n)];
        const bool selected = node == context.link.node;
        if (selected || n == over) canvas.fill({area.left, row.top, bars_.right, row.bottom}, selected ? theme.accent.soft : theme.bg.hover, 3);
        if (n % every == 0) {
            canvas.push_clip({area.left, row.top - 8, bars_.left - 4, row.bottom + 8});
            canvas.text({area.left + 4, row.centre_y()}, Align::Left, Font::Mono, selected ? theme.accent.base : theme.text.primary, node);
            canvas.pop_clip();
        }
        const float last = logs_[size_t(n * steps + steps - 1)];
        if (!std::isfinite(last)) continue;
        const float part = 0.05f + 0.95f * (last - low) / std::max(1e-6f, high - low);
        canvas.fill({row.left, row.top + 1, row.left + (row.width() - 58) * part, std::max(row.top + 2, row.bottom - 1)}, scale(double(last)), 2);
        if (n % every == 0) canvas.text({row.right, row.centre_y()}, Align::Right, Font::Mono, theme.text.secondary, plot::number(std::pow(10, double(last))));
    }
    if (pointer.clicked && over >= 0) select_node(context.link, g.nodes[size_t(over)]);
    if (map_.width() < 40) return;
    paint_raster(map_, {logs_, steps}, scale);
    canvas.outline(map_, theme.line.subtle, 1, 0);
    const int64_t at = pointer.hovered ? cell_at(map_, {logs_, steps}, pointer.at) : -1;
    paint_steps(context, map_, g.steps, at >= 0 ? at % steps : -1);
    if (at < 0) return;
    show_tip(context, {plot::number(g.lengths[size_t(at % steps * nodes + at / steps)]), g.nodes[size_t(at / steps)] + ", " + context.tr("step") + " " + plot::number(double(g.steps[size_t(at % steps)]))});
}

}  // namespace saddle::viz
