#include "viz/views/playground.h"

#include <algorithm>
#include <cmath>

#include "viz/plot/csv.h"
#include "viz/plot/legend.h"
#include "viz/plot/number.h"

namespace saddle::viz {
namespace {

using plot::Align;
using plot::Point;
using plot::Rect;

constexpr double kStepsPerSecond = 30;
constexpr float kNear = 9, kMark = 5;

/// The racer's last point at or before `step`.
size_t reached(const analysis::RacePath& path, double step) { return std::min(path.points.size() - 1, size_t(std::max(0.0, step))); }

void arrow(plot::Canvas& canvas, Point from, Point to, Color color) {
    const float dx = to.x - from.x, dy = to.y - from.y, length = std::hypot(dx, dy);
    if (length < 4) return;
    canvas.line(from, to, color, 1.5f);
    const float ux = dx / length * 6, uy = dy / length * 6;
    const Point head[] = {to, {to.x - ux - uy / 2, to.y - uy + ux / 2}, {to.x - ux + uy / 2, to.y - uy - ux / 2}};
    canvas.polygon(head, color);
}

}  // namespace

int PlaygroundView::last_step() const {
    size_t last = 1;
    if (scene_)
        for (const auto& racer : scene_->racers) last = std::max(last, racer.path.points.size());
    return int(last) - 1;
}

void PlaygroundView::set(std::shared_ptr<const PlaygroundScene> scene) {
    const bool other = !scene || !scene_ || scene->surface.formula != scene_->surface.formula || scene->surface.low != scene_->surface.low || scene->surface.high != scene_->surface.high;
    scene_ = std::move(scene);
    if (!scene_) return;
    if (other) navigator_.reset();
    field_ = HeightField(scene_->grid, log_);
    step_ = 0;
    playing_ = true;
    seconds_ = -1;
}

void PlaygroundView::show_step(double step) {
    step_ = std::clamp(step, 0.0, double(last_step()));
    playing_ = false;
}

bool PlaygroundView::draw(const Context& context) {
    Rect rect = content_rect();
    controls(context, {rect.left, rect.top, rect.right, rect.top + ControlRow::kHeight});
    rect.top += ControlRow::kHeight;
    ImGui::GetWindowDrawList()->AddRectFilled({rect.left, rect.top}, {rect.right, rect.bottom}, context.theme.plot.bg);
    if (!scene_) {
        empty_state(context, rect, context.tr("The function is being computed"), "");
        return false;
    }
    keys();
    const bool moving = advance(context);
    const float foot = rect.height() > 300 ? std::floor(rect.height() * 0.28f) : 0;
    draw_map(context, {rect.left, rect.top, rect.right, rect.bottom - foot});
    if (foot > 0) draw_values(context, {rect.left, rect.bottom - foot, rect.right, rect.bottom});
    return moving;
}

bool PlaygroundView::advance(const Context& context) {
    const double last = last_step();
    if (playing_ && context.reduce_motion) step_ = last;
    else if (playing_ && seconds_ >= 0) step_ = std::min(last, step_ + (context.seconds - seconds_) * kStepsPerSecond);
    seconds_ = context.seconds;
    if (step_ >= last) playing_ = false;
    return playing_;
}

void PlaygroundView::keys() {
    if (!ImGui::IsWindowFocused() || ImGui::GetIO().WantTextInput) return;
    const auto pressed = [](ImGuiKey key) { return ImGui::IsKeyPressed(ImGui::GetKeyIndex(key)); };
    if (pressed(ImGuiKey_RightArrow)) show_step(std::floor(step_) + 1);
    if (pressed(ImGuiKey_LeftArrow)) show_step(std::ceil(step_) - 1);
    if (pressed(ImGuiKey_Home)) show_step(0);
    if (pressed(ImGuiKey_End)) show_step(last_step());
    if (pressed(ImGuiKey_Space)) playing_ = !playing_;
}

void PlaygroundView::controls(const Context& context, const Rect& rect) {
    ControlRow row(context, rect);
    row.right();
    if (save && scene_ && row.menu("more", context.tr("More"))) ImGui::OpenPopup("playground menu");
    if (begin_menu(context, "playground menu")) {
        if (menu_item(context, context.tr("Save as CSV"))) save("race.csv", csv());
        end_menu();
    }
    if (row.toggle("log", context.tr("log height"), log_, context.tr("Height and colour by the logarithm of the value"))) {
        log_ = !log_;
        if (scene_) field_ = HeightField(scene_->grid, log_);
    }
    if (row.toggle("arrows", context.tr("arrows"), arrows_, context.tr("The last step, ten times as long, and how far each axis goes for a unit of slope"))) arrows_ = !arrows_;
    row.left();
    const double last = last_step();
    if (row.toggle("play", context.tr(playing_ ? "pause" : "play"), playing_, context.tr("Space; the arrow keys go by steps"))) {
        playing_ = !playing_;
        if (playing_ && step_ >= last) step_ = 0;
        seconds_ = -1;
    }
    double place = last > 0 ? step_ / last : 0;
    if (row.slide("step", context.tr("step"), plot::number(std::floor(step_)), place, 0)) show_step(std::round(place * last));
}

void PlaygroundView::draw_map(const Context& context, const Rect& rect) {
    const analysis::Surface& surface = scene_->surface;
    const Rect room{rect.left, rect.top, rect.right - 64, rect.bottom};   // beside the colour bar
    plot::ImGuiCanvas canvas(ImGui::GetWindowDrawList());
    const auto frame = [&] {
        return plot::make_frame(canvas, room, {"x"}, {"y"}, navigator_.x({surface.low[0], surface.high[0]}), navigator_.y({surface.low[1], surface.high[1]}));
    };
    map_ = frame();
    const plot::Pointer pointer = plot::read_pointer("map", room);
    if (navigator_.update(pointer, map_)) map_ = frame();
    if (pointer.clicked && map_.area.contains(pointer.at) && on_start) on_start({map_.x.value(double(pointer.at.x)), map_.y.value(double(pointer.at.y))});
    plot::paint_axes(canvas, map_, context.theme);
    canvas.push_clip(map_.area);
    const auto middle = [&](size_t axis) { return (surface.low[axis] + surface.high[axis]) / 2; };
    const auto half = [&](size_t axis) { return (surface.high[axis] - surface.low[axis]) / 2; };
    paint_field(context.theme, field_, [&](double x, double y) { return map_.at(middle(0) + x * half(0), middle(1) + y * half(1)); });
    paint_racers(canvas, context);
    canvas.pop_clip();
    paint_critical(canvas, context, pointer.at, pointer.hovered);
    navigator_.paint(canvas, context.theme);
    paint_color_bar({context, scene_->grid, field_}, {rect.right - 10, rect.top + 14}, std::min(110.f, rect.height() - 40));
}

void PlaygroundView::paint_critical(plot::Canvas& canvas, const Context& context, Point pointer, bool hovered) const {
    using analysis::CriticalKind;
    const Theme& theme = context.theme;
    for (const analysis::SurfacePoint& p : scene_->critical) {
        const Point at = map_.at(p.at[0], p.at[1]);
        if (!map_.area.contains(at)) continue;
        const CriticalKind kind = analysis::kind_of(p);
        const Color ink = theme.plot.trail, halo = theme.plot.trail_halo;
        if (kind == CriticalKind::Minimum) canvas.circle(at, kMark, halo, ink, 1.5f);
        else if (kind == CriticalKind::Maximum) {
            const Point triangle[] = {{at.x, at.y - kMark}, {at.x + kMark, at.y + kMark - 1}, {at.x - kMark, at.y + kMark - 1}};
            canvas.polygon(triangle, halo, ink, 1.5f);
        } else {   // a saddle, or undecided: a cross, in a box where it is undecided
            for (const auto& [color, width] : {std::pair(halo, 4.f), std::pair(ink, 1.5f)}) {
                canvas.line({at.x - kMark, at.y - kMark}, {at.x + kMark, at.y + kMark}, color, width);
                canvas.line({at.x - kMark, at.y + kMark}, {at.x + kMark, at.y - kMark}, color, width);
            }
            if (kind == CriticalKind::Degenerate) canvas.outline({at.x - kMark - 2, at.y - kMark - 2, at.x + kMark + 2, at.y + kMark + 2}, ink, 1);
        }
        if (!hovered || std::hypot(at.x - pointer.x, at.y - pointer.y) > kNear) continue;
        const analysis::Point2 eigenvalues = p.eigenvalues();
        show_tip(context, {context.tr(analysis::name(kind)) + " (" + plot::number(p.at[0]) + ", " + plot::number(p.at[1]) + ")", context.tr("value") + " " + plot::number(p.value),
                           context.tr("curvature") + " " + plot::number(eigenvalues[0]) + ", " + plot::number(eigenvalues[1])});
    }
}

void PlaygroundView::paint_racers(plot::Canvas& canvas, const Context& context) const {
    const Theme& theme = context.theme;
    for (size_t r = 0; r < scene_->racers.size(); ++r) {
        const analysis::RacePath& path = scene_->racers[r].path;
        if (path.points.empty()) continue;
        const size_t now = reached(path, step_);
        std::vector<Point> way;
        for (size_t i = 0; i <= now; ++i) way.push_back(map_.at(path.points[i].at[0], path.points[i].at[1]));
        const Color color = plot::series_color(theme, r);
        canvas.polyline(way, with_alpha(theme.plot.trail_halo, 0.75), 4.5f);
        canvas.polyline(way, color, 2, plot::series_dash(r));
        const Point at = way.back();
        if (arrows_ && now > 0) {
            const analysis::RacePoint &from = path.points[now - 1], &to = path.points[now];
            const Point far = map_.at(to.at[0] + 10 * (to.at[0] - from.at[0]), to.at[1] + 10 * (to.at[1] - from.at[1]));
            arrow(canvas, at, far, color);
            // How far an axis goes for a unit of slope: alike for plain descent, scaled by what adaptive optimizers keep.
            double gain[2] = {0, 0};
            for (size_t axis = 0; axis < 2; ++axis)
                if (from.gradient[axis] != 0) gain[axis] = std::abs((to.at[axis] - from.at[axis]) / from.gradient[axis]);
            if (const double larger = std::max(gain[0], gain[1]); larger > 0) {
                const float x = float(18 * gain[0] / larger), y = float(18 * gain[1] / larger);
                canvas.line({at.x - x, at.y}, {at.x + x, at.y}, color, 1);
                canvas.line({at.x, at.y - y}, {at.x, at.y + y}, color, 1);
            }
        }
        canvas.circle(way.front(), 4, theme.plot.trail_halo, theme.plot.trail, 1.5f);
        canvas.circle(at, 5, color, theme.plot.trail_halo, 1.5f);
    }
}

/// The value of every racer against the steps, with the step at which it left the saddle.
void PlaygroundView::draw_values(const Context& context, const Rect& rect) {
    const Theme& theme = context.theme;
    plot::ImGuiCanvas canvas(ImGui::GetWindowDrawList());
    plot::Range values{1e300, -1e300};
    for (const auto& racer : scene_->racers)
        for (const analysis::RacePoint& p : racer.path.points) values = {std::min(values.low, p.value), std::max(values.high, p.value)};
    if (values.low > values.high) return;
    const auto highest = std::max_element(scene_->grid.loss.begin(), scene_->grid.loss.end());   // what flies off is cut there
    if (highest != scene_->grid.loss.end() && double(*highest) > values.low) values.high = std::min(values.high, double(*highest));
    const plot::ScaleKind kind = log_ && values.low > 0 ? plot::ScaleKind::Log : plot::ScaleKind::Linear;
    const plot::Frame frame = plot::make_frame(canvas, rect, {context.tr("step"), plot::ScaleKind::Linear, plot::Notation::Whole}, {context.tr("value"), kind},
                                               {0, std::max(1.0, double(last_step()))}, plot::padded(values, kind, 0.05));
    plot::paint_axes(canvas, frame, theme);
    canvas.push_clip(frame.area);
    std::vector<plot::Entry> legend;
    for (size_t r = 0; r < scene_->racers.size(); ++r) {
        const auto& [name, path] = scene_->racers[r];
        if (path.points.empty()) continue;
        const Color color = plot::series_color(theme, r);
        std::vector<Point> line;
        for (size_t i = 0; i < path.points.size(); ++i) line.push_back(frame.at(double(i), path.points[i].value));
        canvas.polyline(line, color, 1.5f, plot::series_dash(r));
        if (path.left_saddle > 0) {
            const Point at = frame.at(path.left_saddle, path.points[size_t(path.left_saddle)].value);
            for (const float slant : {1.f, -1.f}) canvas.line({at.x - 4, at.y - 4 * slant}, {at.x + 4, at.y + 4 * slant}, color, 2, plot::kSolid);
        }
        const std::string end = path.diverged && step_ >= double(path.points.size()) ? context.tr("diverged") : plot::number(path.points[reached(path, step_)].value);
        const std::string left = path.left_saddle > 0 ? " \u00b7 " + context.tr("off the saddle at") + " " + plot::number(path.left_saddle) : "";
        legend.push_back({name + left, end, color, plot::series_dash(r)});
    }
    canvas.pop_clip();
    plot::paint_vertical(canvas, frame, std::floor(step_), with_alpha(theme.accent.base, 0.7f), plot::kSolid);
    plot::paint_legend(canvas, frame, plot::legend_rows(canvas, frame, legend), legend, theme);
    const plot::Pointer pointer = plot::read_pointer("values", rect);
    if ((pointer.panning || pointer.clicked) && frame.area.contains(pointer.at)) show_step(std::round(frame.x.value(double(pointer.at.x))));
}

std::string PlaygroundView::csv() const {
    if (!scene_) return {};
    CsvColumn racer{"racer", {}, {}}, step{"step", {}, {}}, x{"x", {}, {}}, y{"y", {}, {}}, value{"value", {}, {}};
    for (const auto& [name, path] : scene_->racers)
        for (size_t i = 0; i < path.points.size(); ++i) {
            racer.text.push_back(name);
            step.numbers.push_back(double(i));
            x.numbers.push_back(path.points[i].at[0]);
            y.numbers.push_back(path.points[i].at[1]);
            value.numbers.push_back(path.points[i].value);
        }
    return saddle::csv({racer, step, x, y, value});
}

}  // namespace saddle::viz
