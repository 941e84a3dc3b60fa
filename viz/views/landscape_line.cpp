// The loss along a line between two points of a run: 0 is the first, 1 the last.
#include <cmath>

#include "viz/plot/number.h"
#include "viz/plot/scale.h"
#include "viz/views/landscape_picture.h"

namespace saddle::viz {

LandscapePoints paint_line(plot::Canvas& canvas, const LandscapeScene& scene, const plot::Rect& area, bool log) {
    const Theme& theme = scene.context.theme;
    const LandscapeGrid& grid = scene.grid;
    const plot::Range losses = plot::finite_range(grid.loss);
    LandscapePoints points;
    if (losses.low > losses.high) return points;
    const auto kind = log && losses.low > 0 ? plot::ScaleKind::Log : plot::ScaleKind::Linear;
    const plot::Range ends{0.5 - grid.range, 0.5 + grid.range};
    const plot::Frame frame = plot::make_frame(canvas, area, {scene.context.tr("place on the line")}, {scene.context.tr("loss"), kind}, ends, plot::padded(losses, kind, 0.06));
    plot::paint_axes(canvas, frame, theme);
    for (const auto& [at, step] : {std::pair(0.0, grid.from), std::pair(1.0, grid.step)})
        plot::paint_vertical(canvas, frame, at, theme.text.tertiary, plot::Dash{3, 3}, scene.context.tr("step") + " " + plot::number(double(step)));
    canvas.push_clip(frame.area);
    std::vector<plot::Point> piece;   // between values that are not finite
    const auto stroke = [&] {
        if (piece.size() > 1) canvas.polyline(piece, theme.accent.base, 2, plot::kSolid);
        piece.clear();
    };
    for (int k = 0; k < grid.size; ++k) {
        const float loss = grid.loss[size_t(k)];
        points.grid.push_back(frame.at(grid.coordinate(k), std::isfinite(loss) ? double(loss) : losses.high));
        if (std::isfinite(loss)) piece.push_back(points.grid.back());
        else stroke();
    }
    stroke();
    if (frame.area.width() > 6 * float(grid.size))
        for (int k = 0; k < grid.size; ++k)
            if (std::isfinite(grid.loss[size_t(k)])) canvas.circle(points.grid[size_t(k)], 2.6f, theme.accent.base, theme.plot.bg, 1);
    canvas.pop_clip();
    return points;
}

}  // namespace saddle::viz
