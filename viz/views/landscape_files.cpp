// A landscape as a file: its numbers, and its picture as it is seen.
#include <algorithm>
#include <cmath>
#include <limits>

#include "viz/plot/csv.h"
#include "viz/plot/svg_canvas.h"
#include "viz/views/landscape.h"

namespace saddle::viz {

std::string LandscapeView::csv() const {
    if (!grid_) return {};
    CsvColumn kind{"kind", {}, {}}, a{"a", {}, {}}, b{"b", {}, {}}, loss{"loss", {}, {}}, step{"step", {}, {}}, distance{"distance", {}, {}};
    const auto row = [&](const char* what, double x, double y, double value, double at_step, double away) {
        kind.text.push_back(what);
        a.numbers.push_back(x);
        b.numbers.push_back(y);
        loss.numbers.push_back(value);
        step.numbers.push_back(at_step);
        distance.numbers.push_back(away);
    };
    for (const auto& p : grid_->trail) row("trail", p.a, p.b, p.loss, double(p.step), p.distance);
    const auto all = int(grid_->loss.size());
    for (int k = 0; k < all; ++k)
        if (const float value = grid_->loss[size_t(k)]; grid_->done >= 1 || !std::isnan(value))
            row("grid", grid_->coordinate(line() ? k : k % grid_->size), line() ? 0 : grid_->coordinate(k / grid_->size), double(value), double(grid_->step), 0);
    std::vector<CsvColumn> columns{kind, a, b, loss, step, distance};
    for (const auto& [name, values] : {std::pair("smallest eigenvalue", &grid_->smallest), std::pair("largest eigenvalue", &grid_->largest)}) {
        if (values->empty()) continue;
        CsvColumn column{name, std::vector<double>(grid_->trail.size(), std::numeric_limits<double>::quiet_NaN()), {}};
        for (int k = 0; k < all; ++k)
            if (grid_->done >= 1 || !std::isnan(grid_->loss[size_t(k)])) column.numbers.push_back(double((*values)[size_t(k)]));
        columns.push_back(std::move(column));
    }
    return saddle::csv(columns);
}

std::string LandscapeView::svg(const Context& context, float width, float height) const {
    plot::SvgCanvas canvas(width, height, context.theme.plot.bg);
    if (!grid_) return canvas.text();
    const LandscapeScene scene = this->scene(context);
    const plot::Rect rect{0, 0, width, height};
    if (line()) {
        paint_line(canvas, scene, rect, log_);
        return canvas.text();
    }
    if (map_) paint_map(canvas, scene, map_frame(canvas, scene, {0, 0, width - 52, height}, navigator_));
    else paint_surface(canvas, scene, {0, 24, width, height}, camera_);
    const float left = paint_color_bar(canvas, context.theme, scene.field, {width - 12, 14}, std::min(110.f, height - 40));
    if (!map_) paint_title(canvas, context, rect, left - 8);
    return canvas.text();
}

}  // namespace saddle::viz
