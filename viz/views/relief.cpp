#include "viz/views/relief.h"

#include <algorithm>
#include <cmath>

namespace saddle::viz {
namespace {

using plot::Align;
using plot::Point;
using plot::Rect;

// In units of half a side of the square.
constexpr float kHeight = 0.95f, kFloor = -0.5f, kLift = 0.012f;

Color lit(Color color, float light) { return light < 1 ? mix(color, 0xff1c0d0au, double(1 - light)) : mix(color, 0xffffffffu, double(light - 1) * 0.8); }

/// Light on the surface at a vertex, 0.74 to 1.1, from one direction.
float light_at(const HeightField& field, int i, int j) {
    const int last = field.side() - 1, i0 = std::max(i - 1, 0), i1 = std::min(i + 1, last), j0 = std::max(j - 1, 0), j1 = std::min(j + 1, last);
    const float gx = (field.height(i1, j) - field.height(i0, j)) * kHeight / (field.coordinate(i1) - field.coordinate(i0));
    const float gy = (field.height(i, j1) - field.height(i, j0)) * kHeight / (field.coordinate(j1) - field.coordinate(j0));
    const float lx = -0.45f, ly = -0.35f, lz = 0.82f;  // towards the light
    const float cosine = (-gx * lx - gy * ly + lz) / std::sqrt(gx * gx + gy * gy + 1);
    return 0.74f + 0.36f * std::clamp(cosine, 0.f, 1.f);
}

/// Ticks of an axis at their places in [-1, 1].
std::vector<std::pair<float, std::string>> ticks_along(const plot::Range& range) {
    std::vector<std::pair<float, std::string>> places;
    for (plot::Tick& tick : plot::ticks(range, plot::ScaleKind::Linear, plot::Notation::Number, 5)) places.emplace_back(float(2 * (tick.value - range.low) / range.span() - 1), std::move(tick.label));
    return places;
}

void paint_floor(plot::Canvas& canvas, const Theme& theme, const HeightField& field, const ReliefAxes& axes, const Projector& to) {
    const auto on_floor = [&](float x, float y) { return to.at(x, y, kFloor); };
    const auto x_ticks = ticks_along(axes[0].range), y_ticks = ticks_along(axes[1].range);
    for (const auto& [v, label] : x_ticks) canvas.line(on_floor(v, -1), on_floor(v, 1), theme.line.normal, 1, plot::kSolid);
    for (const auto& [v, label] : y_ticks) canvas.line(on_floor(-1, v), on_floor(1, v), theme.line.normal, 1, plot::kSolid);
    const Color faint = with_alpha(theme.text.tertiary, 0.5);
    for (int j = 0; j < field.side() - 1; ++j)
        for (int i = 0; i < field.side() - 1; ++i)
            for (const auto* c = field.begin(i, j); c != field.end(i, j); ++c) canvas.line(on_floor(c->x0, c->y0), on_floor(c->x1, c->y1), faint, 1);
    // Axes along the two near edges, their labels outside.
    const float near_x = to.nearness(1, 0) > 0 ? 1.f : -1.f, near_y = to.nearness(0, 1) > 0 ? 1.f : -1.f;
    canvas.line(on_floor(-1, near_y), on_floor(1, near_y), theme.plot.axis, 1, plot::kSolid);
    canvas.line(on_floor(near_x, -1), on_floor(near_x, 1), theme.plot.axis, 1, plot::kSolid);
    const Point middle = on_floor(0, 0);
    const auto outside = [&](Point p, float distance) {
        const float dx = p.x - middle.x, dy = p.y - middle.y, length = std::max(1.f, std::hypot(dx, dy));
        return Point{p.x + dx / length * distance * 1.3f, p.y + dy / length * distance};
    };
    const auto label = [&](float v, Point at, const std::string& text) {   // the corners belong to both axes
        if (std::abs(v) <= 0.9f && !text.empty()) canvas.text(outside(at, 11), Align::Centre, Font::MonoMicro, theme.text.tertiary, text);
    };
    for (const auto& [v, text] : x_ticks) label(v, on_floor(v, near_y), text);
    for (const auto& [v, text] : y_ticks) label(v, on_floor(near_x, v), text);
    const auto name_at = [&](Point p, const std::string& name) {
        const Point at = outside(p, 27);
        canvas.text(at, at.x < middle.x ? Align::Right : Align::Left, Font::MonoMicro, theme.text.secondary, name);
    };
    name_at(on_floor(0, near_y), axes[0].name);
    name_at(on_floor(near_x, 0), axes[1].name);
}

void paint_cells(plot::Canvas& canvas, const Theme& theme, const HeightField& field, const Projector& to) {
    const int side = field.side();
    std::vector<Point> place(size_t(side) * size_t(side));
    std::vector<Color> color(place.size()), guess(place.size());
    for (int j = 0; j < side; ++j)
        for (int i = 0; i < side; ++i) {
            const size_t k = size_t(j) * size_t(side) + size_t(i);
            const float light = light_at(field, i, j);
            const Color dune = ramp(theme.dune, double(field.height(i, j)));
            place[k] = to.over(field.coordinate(i), field.coordinate(j), field.height(i, j));
            color[k] = lit(dune, light);
            guess[k] = lit(mix(theme.line.subtle, dune, 0.3), light);
        }
    const Color line = with_alpha(theme.plot.trail, theme.dark ? 0.34 : 0.5), edge = with_alpha(theme.line.strong, 0.5);
    const bool i_rises = to.nearness(1, 0) > 0, j_rises = to.nearness(0, 1) > 0;
    for (int jj = 0; jj < side - 1; ++jj)
        for (int ii = 0; ii < side - 1; ++ii) {
            const int i = i_rises ? ii : side - 2 - ii, j = j_rises ? jj : side - 2 - jj;
            const size_t a = size_t(j) * size_t(side) + size_t(i), corner[] = {a, a + 1, a + size_t(side) + 1, a + size_t(side)};
            const bool certain = field.certain(i, j);
            // Twice the area on the screen: negative when the cell turns its underside to the eye.
            const Point &p = place[corner[0]], &q = place[corner[2]], &r = place[corner[1]], &s = place[corner[3]];
            const bool under = (q.x - p.x) * (s.y - r.y) - (q.y - p.y) * (s.x - r.x) < 0;
            const auto shade = [&](size_t k) {
                const Color c = certain ? color[k] : guess[k];
                return under ? lit(c, 0.62f) : c;
            };
            canvas.cell({p, r, q, s}, {shade(corner[0]), shade(corner[1]), shade(corner[2]), shade(corner[3])});
            if (!certain && j % field.refinement() == 0) canvas.line(p, r, edge, 1);
            if (!certain && i % field.refinement() == 0) canvas.line(p, s, edge, 1);
            for (const auto* c = field.begin(i, j); c != field.end(i, j); ++c) canvas.line(to.above(c->x0, c->y0, c->height), to.above(c->x1, c->y1, c->height), line, 1);
        }
    // A soft outline, since the fill of single cells is not anti-aliased.
    for (int k = 0; k < side - 1; ++k)
        for (const auto& [i, j, di, dj] : {std::array{k, 0, 1, 0}, std::array{k, side - 1, 1, 0}, std::array{0, k, 0, 1}, std::array{side - 1, k, 0, 1}}) {
            const size_t from = size_t(j) * size_t(side) + size_t(i), end = size_t(j + dj) * size_t(side) + size_t(i + di);
            canvas.line(place[from], place[end], with_alpha(color[from], 0.6), 1);
        }
}

}  // namespace

void Camera::orbit(Point moved) {
    yaw -= moved.x * 0.008f;
    pitch = std::clamp(pitch + moved.y * 0.006f, 0.1f, 1.5f);
}

void Camera::zoom_at(Point cursor, Point centre, float factor) {
    const float wanted = std::clamp(zoom * factor, 0.3f, 20.f), change = wanted / zoom;
    pan = {(pan.x + centre.x - cursor.x) * change + cursor.x - centre.x, (pan.y + centre.y - cursor.y) * change + cursor.y - centre.y};
    zoom = wanted;
}

void Camera::follow(const plot::Pointer& pointer, const Rect& area) {
    if (pointer.double_clicked) *this = Camera();
    else if (pointer.boxing) pan = {pan.x + pointer.moved.x, pan.y + pointer.moved.y};
    else if (pointer.panning) orbit(pointer.moved);
    if (pointer.wheel != 0) zoom_at(pointer.at, {(area.left + area.right) / 2, (area.top + area.bottom) / 2}, std::pow(1.15f, pointer.wheel));
}

Projector::Projector(const Rect& area, const Camera& camera) : cos_(std::cos(camera.yaw)), sin_(std::sin(camera.yaw)), up_(std::cos(camera.pitch)), flat_(std::sin(camera.pitch)) {
    const float reach = 1.4142f;  // of a corner, whatever the turn
    const float tall = 2 * reach * flat_ + (kHeight - kFloor) * up_;
    scale_ = std::max(10.f, std::min((area.width() - 40) / (2 * reach), (area.height() - 64) / tall)) * camera.zoom;
    centre_ = {(area.left + area.right) / 2 + camera.pan.x, (area.top + area.bottom) / 2 + camera.pan.y + (kHeight + kFloor) / 2 * up_ * scale_};
}

Point Projector::at(float x, float y, float z) const { return {centre_.x + (x * cos_ - y * sin_) * scale_, centre_.y + ((x * sin_ + y * cos_) * flat_ - z * up_) * scale_}; }
Point Projector::over(float x, float y, float height) const { return at(x, y, height * kHeight); }
Point Projector::above(float x, float y, float height) const { return at(x, y, height * kHeight + kLift); }

void paint_relief(plot::Canvas& canvas, const Theme& theme, const HeightField& field, const ReliefAxes& axes, const Projector& to) {
    paint_floor(canvas, theme, field, axes, to);
    paint_cells(canvas, theme, field, to);
}

}  // namespace saddle::viz
