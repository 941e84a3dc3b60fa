#include "viz/views/playground_picture.h"

#include <algorithm>
#include <cmath>

#include "viz/plot/legend.h"
#include "viz/plot/number.h"
#include "viz/views/landscape_picture.h"

namespace saddle::viz {
namespace {

using plot::Point;
using plot::Rect;

constexpr float kMark = 5, kScale = 20;
constexpr double kStretch = 10;      // of the last step, as the arrow shows it
constexpr double kBeside = 1.1;      // of half the area: what is drawn beside the surface

/// Where a place of the function with its value lies in a picture; nothing: it is not in it.
using Placed = std::function<std::optional<Point>(const analysis::Point2& at, double value)>;

plot::Range extent(const analysis::Surface& surface, size_t axis) { return {surface.low[axis], surface.high[axis]}; }
double unit(const analysis::Surface& surface, size_t axis, double value) { return 2 * (value - surface.low[axis]) / extent(surface, axis).span() - 1; }

void arrow(plot::Canvas& canvas, Point from, Point to, Color color, float width, float head) {
    const float dx = to.x - from.x, dy = to.y - from.y, length = std::hypot(dx, dy);
    if (length < 2) return;
    canvas.line(from, to, color, width);
    const float ux = dx / length * std::min(head, length), uy = dy / length * std::min(head, length);
    const Point tip[] = {to, {to.x - ux - uy / 2, to.y - uy + ux / 2}, {to.x - ux + uy / 2, to.y - uy - ux / 2}};
    canvas.polygon(tip, color);
}

void paint_critical(plot::Canvas& canvas, const Theme& theme, analysis::CriticalKind kind, Point at) {
    using analysis::CriticalKind;
    const Color ink = theme.plot.trail, halo = theme.plot.trail_halo;
    if (kind == CriticalKind::Minimum) return canvas.circle(at, kMark, halo, ink, 1.5f);
    if (kind == CriticalKind::Maximum) {
        const Point triangle[] = {{at.x, at.y - kMark}, {at.x + kMark, at.y + kMark - 1}, {at.x - kMark, at.y + kMark - 1}};
        return canvas.polygon(triangle, halo, ink, 1.5f);
    }
    for (const auto& [color, width] : {std::pair(halo, 4.f), std::pair(ink, 1.5f)}) {   // a saddle, or undecided: a cross, in a box where it is undecided
        canvas.line({at.x - kMark, at.y - kMark}, {at.x + kMark, at.y + kMark}, color, width);
        canvas.line({at.x - kMark, at.y + kMark}, {at.x + kMark, at.y - kMark}, color, width);
    }
    if (kind == CriticalKind::Degenerate) canvas.outline({at.x - kMark - 2, at.y - kMark - 2, at.x + kMark + 2, at.y + kMark + 2}, ink, 1);
}

/// Ways up to the step; at their ends the last step as an arrow, and a cross of arrows for the scales of an adaptive optimizer.
void paint_racers(plot::Canvas& canvas, const PlaygroundPicture& picture, const Placed& place) {
    const Theme& theme = picture.context.theme;
    for (size_t r = 0; r < picture.scene.racers.size(); ++r) {
        const analysis::RacePath& path = picture.scene.racers[r].path;
        if (path.points.empty()) continue;
        const size_t now = reached(path, picture.step);
        std::vector<std::vector<Point>> ways(1);   // pieces between which it was not in the picture
        for (size_t i = 0; i <= now; ++i)
            if (const auto at = place(path.points[i].at, path.points[i].value)) ways.back().push_back(*at);
            else if (!ways.back().empty()) ways.emplace_back();
        const Color color = plot::series_color(theme, r);
        for (const std::vector<Point>& way : ways) {
            canvas.polyline(way, with_alpha(theme.plot.trail_halo, 0.75), 4.5f);
            canvas.polyline(way, color, 2, plot::series_dash(r));
        }
        const analysis::RacePoint& here = path.points[now];
        if (const auto start = place(path.points[0].at, path.points[0].value)) canvas.circle(*start, 4, theme.plot.trail_halo, theme.plot.trail, 1.5f);
        const auto present = place(here.at, here.value);
        if (!present) continue;
        const Point at = *present;
        if (picture.arrows && now > 0) {
            const auto ahead = [&](size_t axis) { return here.at[axis] + kStretch * (here.at[axis] - path.points[now - 1].at[axis]); };
            if (const auto tip = place({ahead(0), ahead(1)}, here.value)) arrow(canvas, at, *tip, color, 1.5f, 7);
            if (const auto scale = adaptive_scale(path, now))
                for (size_t axis = 0; axis < 2; ++axis) {
                    analysis::Point2 beside = here.at;   // the axis in the picture: where a part of the area lies along it
                    beside[axis] += extent(picture.scene.surface, axis).span() / 100;
                    const auto along = place(beside, here.value);
                    const float dx = along ? along->x - at.x : 0, dy = along ? along->y - at.y : 0, length = std::hypot(dx, dy);
                    if (length <= 0) continue;
                    const float reach = kScale * float((*scale)[axis]) / length;
                    for (const float side : {1.f, -1.f}) arrow(canvas, at, {at.x + side * dx * reach, at.y + side * dy * reach}, color, 1, 4);
                }
        }
        canvas.circle(at, 5, color, theme.plot.trail_halo, 1.5f);
    }
}

}  // namespace

size_t reached(const analysis::RacePath& path, double step) { return std::min(path.points.size() - 1, size_t(std::max(0.0, step))); }

std::optional<analysis::Point2> adaptive_scale(const analysis::RacePath& path, size_t point) {
    for (size_t s = 0; s < path.states.size(); ++s) {
        if (path.states[s] != "v" && path.states[s] != "square" && path.states[s] != "sum") continue;   // as the optimizers call it
        analysis::Point2 scale{};
        for (size_t axis = 0; axis < 2; ++axis)
            if (const double kept = path.points[point].states[s][axis]; kept > 0) scale[axis] = 1 / std::sqrt(kept);
        const double larger = std::max(scale[0], scale[1]);
        if (!(larger > 0) || !std::isfinite(larger)) return std::nullopt;
        return analysis::Point2{scale[0] / larger, scale[1] / larger};
    }
    return std::nullopt;
}

std::vector<std::string> words_of(const Context& context, const PlaygroundScene::Racer& racer, size_t point) {
    const analysis::RacePoint& p = racer.path.points[point];
    const auto both = [](const analysis::Point2& of) { return plot::number(of[0]) + ", " + plot::number(of[1]); };
    std::vector<std::string> lines{racer.name, context.tr("step") + " " + plot::number(double(point)) + " \u00b7 (" + both(p.at) + ")", context.tr("value") + " " + plot::number(p.value),
                                   context.tr("slope") + " " + both(p.gradient)};
    for (size_t s = 0; s < racer.path.states.size(); ++s) lines.push_back(racer.path.states[s] + " " + both(p.states[s]));
    return lines;
}

std::vector<std::string> words_of(const Context& context, const analysis::SurfacePoint& critical) {
    const analysis::Point2 eigenvalues = critical.eigenvalues();
    return {context.tr(analysis::name(analysis::kind_of(critical))) + " (" + plot::number(critical.at[0]) + ", " + plot::number(critical.at[1]) + ")", context.tr("value") + " " + plot::number(critical.value),
            context.tr("curvature") + " " + plot::number(eigenvalues[0]) + ", " + plot::number(eigenvalues[1])};
}

plot::Frame playground_map_frame(const plot::Canvas& canvas, const Rect& rect, const PlaygroundPicture& picture, const plot::Navigator& navigator) {
    const analysis::Surface& surface = picture.scene.surface;
    return plot::make_frame(canvas, rect, {"x"}, {"y"}, navigator.x(extent(surface, 0)), navigator.y(extent(surface, 1)));
}

void paint_playground_map(plot::Canvas& canvas, const PlaygroundPicture& picture, const plot::Frame& frame) {
    const analysis::Surface& surface = picture.scene.surface;
    plot::paint_axes(canvas, frame, picture.context.theme);
    canvas.push_clip(frame.area);
    const auto from_unit = [&](size_t axis, double u) { return surface.low[axis] + (u + 1) / 2 * extent(surface, axis).span(); };
    paint_field(canvas, picture.context.theme, picture.field, [&](double x, double y) { return frame.at(from_unit(0, x), from_unit(1, y)); });
    paint_racers(canvas, picture, [&](const analysis::Point2& at, double) { return frame.at(at[0], at[1]); });
    canvas.pop_clip();
    for (const analysis::SurfacePoint& p : picture.scene.critical)
        if (const Point at = frame.at(p.at[0], p.at[1]); frame.area.contains(at)) paint_critical(canvas, picture.context.theme, analysis::kind_of(p), at);
}

void paint_playground_relief(plot::Canvas& canvas, const PlaygroundPicture& picture, const Rect& rect, const Camera& camera) {
    const analysis::Surface& surface = picture.scene.surface;
    const Projector to(rect, camera);
    const Placed place = [&](const analysis::Point2& at, double value) -> std::optional<Point> {
        const double x = unit(surface, 0, at[0]), y = unit(surface, 1, at[1]);
        if (std::max(std::abs(x), std::abs(y)) > kBeside) return std::nullopt;   // what flies off would cross the picture
        return to.above(float(x), float(y), float(picture.field.height_of(value)));
    };
    canvas.push_clip(rect);
    paint_relief(canvas, picture.context.theme, picture.field, {{{"x", extent(surface, 0)}, {"y", extent(surface, 1)}}}, to);
    paint_racers(canvas, picture, place);
    for (const analysis::SurfacePoint& p : picture.scene.critical)
        if (const auto at = place(p.at, p.value)) paint_critical(canvas, picture.context.theme, analysis::kind_of(p), *at);
    canvas.pop_clip();
}

plot::Frame playground_value_frame(const plot::Canvas& canvas, const Rect& rect, const PlaygroundPicture& picture, int last_step) {
    plot::Range values{1e300, -1e300};
    for (const auto& racer : picture.scene.racers)
        for (const analysis::RacePoint& p : racer.path.points) values = {std::min(values.low, p.value), std::max(values.high, p.value)};
    if (values.low > values.high) values = {0, 1};
    const std::vector<float>& map = picture.scene.grid.loss;
    const auto highest = std::max_element(map.begin(), map.end());   // what flies off is cut there
    if (highest != map.end() && double(*highest) > values.low) values.high = std::min(values.high, double(*highest));
    const plot::ScaleKind kind = picture.field.log() && values.low > 0 ? plot::ScaleKind::Log : plot::ScaleKind::Linear;
    return plot::make_frame(canvas, rect, {picture.context.tr("step"), plot::ScaleKind::Linear, plot::Notation::Whole}, {picture.context.tr("value"), kind},
                            {0, std::max(1.0, double(last_step))}, plot::padded(values, kind, 0.05));
}

void paint_playground_values(plot::Canvas& canvas, const PlaygroundPicture& picture, const plot::Frame& frame) {
    const Context& context = picture.context;
    plot::paint_axes(canvas, frame, context.theme);
    canvas.push_clip(frame.area);
    std::vector<plot::Entry> legend;
    for (size_t r = 0; r < picture.scene.racers.size(); ++r) {
        const auto& [name, path] = picture.scene.racers[r];
        if (path.points.empty()) continue;
        const Color color = plot::series_color(context.theme, r);
        std::vector<Point> line;
        for (size_t i = 0; i < path.points.size(); ++i) line.push_back(frame.at(double(i), path.points[i].value));
        canvas.polyline(line, color, 1.5f, plot::series_dash(r));
        if (path.left_saddle > 0) {
            const Point at = line[size_t(path.left_saddle)];
            for (const float slant : {1.f, -1.f}) canvas.line({at.x - 4, at.y - 4 * slant}, {at.x + 4, at.y + 4 * slant}, color, 2);
        }
        const std::string end = path.diverged && picture.step >= double(path.points.size()) ? context.tr("diverged") : plot::number(path.points[reached(path, picture.step)].value);
        const std::string left = path.left_saddle > 0 ? " \u00b7 " + context.tr("off the saddle at") + " " + plot::number(path.left_saddle) : "";
        legend.push_back({name + left, end, color, plot::series_dash(r)});
    }
    canvas.pop_clip();
    plot::paint_vertical(canvas, frame, std::floor(picture.step), with_alpha(context.theme.accent.base, 0.7f), plot::kSolid);
    plot::paint_legend(canvas, frame, plot::legend_rows(canvas, frame, legend), legend, context.theme);
}

}  // namespace saddle::viz
