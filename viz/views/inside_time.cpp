#include "viz/views/inside_time.h"

#include <algorithm>
#include <cmath>

#include "viz/plot/number.h"
#include "viz/views/controls.h"

namespace saddle::viz {

void TimePart::set(std::shared_ptr<const Insight> inside) {
    if (!inside_ || inside_->node != inside->node) plot_.reset();
    inside_ = std::move(inside);
    std::vector<LinePlot::Line> lines;
    const auto& states = inside_->through_time.states;
    for (size_t s = 0; s < states.size(); ++s)
        for (const bool last : {false, true}) {
            LinePlot::Line line{states[s].name, {states[s].steps.begin(), states[s].steps.end()}, last ? states[s].last : states[s].loss, s, last, false};
            if (std::is_sorted(line.x.rbegin(), line.x.rend())) {
                std::reverse(line.x.begin(), line.x.end());
                std::reverse(line.y.begin(), line.y.end());
            }
            lines.push_back(std::move(line));
        }
    plot_.set(std::move(lines), plot::ScaleKind::Log);
}

void TimePart::draw(const Context& context, const plot::Rect& rect) {
    const Insight::TimeGradients& g = inside_->through_time;
    plot::Rect area = rect;
    const double ratio = g.first_to_last();
    if (ratio < Insight::kVanishing || ratio > Insight::kExploding) {
        const std::string what = context.tr(ratio < 1 ? "The gradient vanishes on its way back through time:" : "The gradient explodes on its way back through time:");
        notice(context, {area.left, area.top, area.right, area.top + 26}, what + " " + plot::number(ratio), "");
        area.top += 26;
    }
    ControlRow row(context, {area.left, area.top, area.right, area.top + ControlRow::kHeight});
    row.note(context.tr("solid: gradient of the loss by the state; dashed: what is left of that of the last state"));
    row.right();
    if (std::isfinite(ratio) && row.room() > 140) row.value(context.tr("left at the first step"), plot::number(ratio));
    area.top += ControlRow::kHeight;
    plot_.draw(context, area, "time", context.tr("step of the sequence"), context.tr("length of the gradient"), [](double step) { return plot::number(step); });
}

}  // namespace saddle::viz
