#include "viz/views/playground.h"

#include <algorithm>
#include <cmath>
#include <limits>

#include "viz/plot/csv.h"
#include "viz/plot/imgui_canvas.h"
#include "viz/plot/number.h"
#include "viz/plot/svg_canvas.h"
#include "viz/views/landscape_picture.h"

namespace saddle::viz {
namespace {

using plot::Point;
using plot::Rect;

constexpr double kStepsPerSecond = 30;
constexpr float kNear = 9, kBothFrom = 560, kBar = 64, kValuesFrom = 300;   // px

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

PlaygroundView::Places PlaygroundView::places(const Rect& rect) const {
    const bool values = rect.height() > kValuesFrom, both = shown_ == Shown::Both && rect.width() >= kBothFrom;
    const float foot = rect.bottom - (values ? std::floor(rect.height() * 0.28f) : 0), middle = std::floor((rect.left + rect.right) / 2);
    Places places;
    if (shown_ != Shown::Relief) places.map = {rect.left, rect.top, both ? middle : rect.right - kBar, foot};
    if (both || shown_ == Shown::Relief) places.relief = {both ? middle : rect.left, rect.top, rect.right - kBar, foot};
    if (values) places.values = {rect.left, foot, rect.right, rect.bottom};
    return places;
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
    places_ = places(rect);
    if (places_.map.width() > 0) draw_map(context);
    if (places_.relief.width() > 0) draw_relief(context);
    plot::ImGuiCanvas canvas(ImGui::GetWindowDrawList());
    paint_color_bar(canvas, context.theme, field_, {rect.right - 10, rect.top + 14}, std::min(110.f, rect.height() - 40));
    if (places_.values.width() > 0) draw_values(context);
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

void PlaygroundView::menu(const Context& context) {
    if (!begin_menu(context, "playground menu")) return;
    if (menu_item(context, context.tr("Show everything"))) {
        navigator_.reset();
        camera_ = Camera();
    }
    if (save) {
        menu_line(context);
        const auto [width, height] = ImGui::GetIO().DisplaySize;
        if (menu_item(context, context.tr("Save as CSV\u2026"))) save("race.csv", csv());
        if (menu_item(context, context.tr("Save as SVG\u2026"))) save("race.svg", svg(context, width, height - ControlRow::kHeight));
    }
    if (save_picture && menu_item(context, context.tr("Save as PNG\u2026"))) save_picture("race.png");
    end_menu();
}

void PlaygroundView::controls(const Context& context, const Rect& rect) {
    ControlRow row(context, rect);
    row.right();
    if (scene_ && row.menu("more", context.tr("More"))) ImGui::OpenPopup("playground menu");
    if (scene_) menu(context);
    if (row.toggle("log", context.tr("log height"), log_, context.tr("Height and colour by the logarithm of the value"))) {
        log_ = !log_;
        if (scene_) field_ = HeightField(scene_->grid, log_);
    }
    if (row.toggle("arrows", context.tr("arrows"), arrows_, context.tr("Velocity: the last step, ten times as long. A cross: how an adaptive optimizer stretches each axis"))) arrows_ = !arrows_;
    row.left();
    shown_ = Shown(row.choose("pictures", {context.tr("map"), context.tr("both"), context.tr("surface")}, int(shown_)));
    const double last = last_step();
    if (row.toggle("play", context.tr(playing_ ? "pause" : "play"), playing_, context.tr("Space; the arrow keys go by steps"))) {
        playing_ = !playing_;
        if (playing_ && step_ >= last) step_ = 0;
        seconds_ = -1;
    }
    if (row.toggle("back", "\u2212 1", false, context.tr("All of them a step back (Left)"))) show_step(std::ceil(step_) - 1);
    if (row.toggle("forward", "+ 1", false, context.tr("All of them a step forward (Right)"))) show_step(std::floor(step_) + 1);
    double place = last > 0 ? step_ / last : 0;
    if (row.slide("step", context.tr("step"), plot::number(std::floor(step_)), place, 0)) show_step(std::round(place * last));
}

void PlaygroundView::draw_map(const Context& context) {
    plot::ImGuiCanvas canvas(ImGui::GetWindowDrawList());
    const auto frame = [&] { return playground_map_frame(canvas, places_.map, picture(context), navigator_); };
    map_ = frame();
    const plot::Pointer pointer = plot::read_pointer("map", places_.map);
    if (navigator_.update(pointer, map_)) map_ = frame();
    if (pointer.clicked && map_.area.contains(pointer.at) && on_start) on_start({map_.x.value(double(pointer.at.x)), map_.y.value(double(pointer.at.y))});
    paint_playground_map(canvas, picture(context), map_);
    navigator_.paint(canvas, context.theme);
    if (pointer.hovered && !pointer.panning) tell(context, pointer.at);
}

void PlaygroundView::draw_relief(const Context& context) {
    plot::ImGuiCanvas canvas(ImGui::GetWindowDrawList());
    camera_.follow(plot::read_pointer("relief", places_.relief), places_.relief);
    paint_playground_relief(canvas, picture(context), places_.relief, camera_);
}

/// What lies under the pointer on the map: a racer, or a place where the gradient vanishes.
void PlaygroundView::tell(const Context& context, Point pointer) const {
    const auto near = [&](const analysis::Point2& at) {
        const Point p = map_.at(at[0], at[1]);
        return map_.area.contains(p) && std::hypot(p.x - pointer.x, p.y - pointer.y) <= kNear;
    };
    for (const PlaygroundScene::Racer& racer : scene_->racers) {
        if (racer.path.points.empty()) continue;
        const size_t now = reached(racer.path, step_);
        if (near(racer.path.points[now].at)) return show_tip(context, words_of(context, racer, now));
    }
    for (const analysis::SurfacePoint& p : scene_->critical)
        if (near(p.at)) return show_tip(context, words_of(context, p));
}

/// A click or drag there goes to the step.
void PlaygroundView::draw_values(const Context& context) {
    plot::ImGuiCanvas canvas(ImGui::GetWindowDrawList());
    const plot::Frame frame = playground_value_frame(canvas, places_.values, picture(context), last_step());
    paint_playground_values(canvas, picture(context), frame);
    const plot::Pointer pointer = plot::read_pointer("values", places_.values);
    if ((pointer.panning || pointer.clicked) && frame.area.contains(pointer.at)) show_step(std::round(frame.x.value(double(pointer.at.x))));
}

std::string PlaygroundView::csv() const {
    if (!scene_) return {};
    CsvColumn racer{"racer", {}, {}};
    std::vector<CsvColumn> numbers;
    for (const char* name : {"step", "x", "y", "value", "slope x", "slope y"}) numbers.push_back({name, {}, {}});
    const size_t plain = numbers.size();
    for (const auto& [name, path] : scene_->racers)
        for (const std::string& state : path.states)
            for (const char* axis : {" x", " y"})
                if (std::none_of(numbers.begin(), numbers.end(), [&](const CsvColumn& c) { return c.name == state + axis; })) numbers.push_back({state + axis, {}, {}});
    for (const auto& [name, path] : scene_->racers)
        for (size_t i = 0; i < path.points.size(); ++i) {
            const analysis::RacePoint& p = path.points[i];
            racer.text.push_back(name);
            const double values[] = {double(i), p.at[0], p.at[1], p.value, p.gradient[0], p.gradient[1]};
            for (size_t c = 0; c < numbers.size(); ++c) numbers[c].numbers.push_back(c < plain ? values[c] : std::numeric_limits<double>::quiet_NaN());
            for (size_t s = 0; s < path.states.size(); ++s)
                for (size_t axis = 0; axis < 2; ++axis)
                    for (CsvColumn& column : numbers)
                        if (column.name == path.states[s] + (axis == 0 ? " x" : " y")) column.numbers.back() = p.states[s][axis];
        }
    std::vector<CsvColumn> columns{racer};
    columns.insert(columns.end(), numbers.begin(), numbers.end());
    return saddle::csv(columns);
}

std::string PlaygroundView::svg(const Context& context, float width, float height) const {
    plot::SvgCanvas canvas(width, height, context.theme.plot.bg);
    if (!scene_) return canvas.text();
    const PlaygroundPicture seen = picture(context);
    const Places places = this->places({0, 0, width, height});
    if (places.map.width() > 0) paint_playground_map(canvas, seen, playground_map_frame(canvas, places.map, seen, navigator_));
    if (places.relief.width() > 0) paint_playground_relief(canvas, seen, places.relief, camera_);
    paint_color_bar(canvas, context.theme, field_, {width - 10, 14}, std::min(110.f, height - 40));
    if (places.values.width() > 0) paint_playground_values(canvas, seen, playground_value_frame(canvas, places.values, seen, last_step()));
    return canvas.text();
}

}  // namespace saddle::viz
