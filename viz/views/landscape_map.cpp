// The contour map: the plane seen from above, with plain axes.
#include <algorithm>
#include <cmath>

#include "viz/views/landscape_picture.h"

namespace saddle::viz {
namespace {

using plot::Point;
using plot::Range;
using plot::Rect;

}  // namespace

plot::Frame map_frame(const plot::Canvas& canvas, const LandscapeScene& scene, const Rect& area, const plot::Navigator& navigator) {
    const double range = scene.grid.range;
    plot::Frame frame = plot::make_frame(canvas, area, {axis_name(scene, 0)}, {}, navigator.x({-range, range}), navigator.y({-range, range}));
    // Equal scales: the longer direction shows more of the plane.
    const double per_px = std::max(frame.x.range.span() / double(frame.area.width()), frame.y.range.span() / double(frame.area.height()));
    const auto widened = [&](Range r, double pixels) {
        const double middle = (r.low + r.high) / 2, half = per_px * pixels / 2;
        return Range{middle - half, middle + half};
    };
    return plot::make_frame(canvas, area, frame.x_axis, frame.y_axis, widened(frame.x.range, double(frame.area.width())), widened(frame.y.range, double(frame.area.height())));
}

void paint_field(plot::Canvas& canvas, const Theme& theme, const HeightField& field, const std::function<Point(double x, double y)>& to) {
    const Color line = with_alpha(theme.plot.trail, theme.dark ? 0.34 : 0.5);
    for (int j = 0; j < field.side() - 1; ++j)
        for (int i = 0; i < field.side() - 1; ++i) {
            std::array<Point, 4> corners;
            std::array<Color, 4> colors;
            size_t k = 0;
            for (const auto& [di, dj] : {std::pair(0, 0), std::pair(1, 0), std::pair(1, 1), std::pair(0, 1)}) {
                const double height = double(field.height(i + di, j + dj));
                corners[k] = to(double(field.coordinate(i + di)), double(field.coordinate(j + dj)));
                colors[k++] = field.certain(i, j) ? ramp(theme.dune, height) : mix(theme.line.subtle, ramp(theme.dune, height), 0.3);
            }
            canvas.cell(corners, colors);
        }
    for (int j = 0; j < field.side() - 1; ++j)
        for (int i = 0; i < field.side() - 1; ++i)
            for (const auto* c = field.begin(i, j); c != field.end(i, j); ++c) canvas.line(to(double(c->x0), double(c->y0)), to(double(c->x1), double(c->y1)), line, 1);
}

LandscapePoints paint_map(plot::Canvas& canvas, const LandscapeScene& scene, const plot::Frame& frame) {
    const Theme& theme = scene.context.theme;
    const HeightField& field = scene.field;
    const LandscapeGrid& grid = scene.grid;
    const auto to = [&](double x, double y) { return frame.at(x * grid.range, y * grid.range); };
    plot::paint_axes(canvas, frame, theme);
    canvas.push_clip(frame.area);
    paint_field(canvas, theme, field, to);
    canvas.pop_clip();
    // Over the colours, where the axis would have written it below them.
    const Rect name{frame.area.left + 4, frame.area.top + 4, frame.area.left + 14 + canvas.text_width(Font::Small, axis_name(scene, 1)), frame.area.top + 20};
    canvas.fill(name, with_alpha(theme.plot.bg, 0.86), 3);
    canvas.text({name.left + 5, name.centre_y()}, plot::Align::Left, Font::Small, theme.text.tertiary, axis_name(scene, 1));
    LandscapePoints points;
    const auto unit = [&](int k) { return 2.0 * k / (grid.size - 1) - 1; };
    for (int j = 0; j < grid.size; ++j)
        for (int i = 0; i < grid.size; ++i) points.grid.push_back(to(unit(i), unit(j)));
    for (const auto& p : grid.trail) points.trail.push_back(frame.at(p.a, p.b));
    paint_trail(canvas, scene, points.trail, std::vector<bool>(points.trail.size(), false), frame.area);
    return points;
}

}  // namespace saddle::viz
