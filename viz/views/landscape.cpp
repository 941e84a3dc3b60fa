#include "viz/views/landscape.h"

#include <algorithm>
#include <cmath>

#include "viz/plot/imgui_canvas.h"
#include "viz/plot/legend.h"
#include "viz/plot/number.h"

namespace saddle::viz {
namespace {

using plot::Align;
using plot::Point;
using plot::Rect;

constexpr float kNear = 12;                 // px within which a point is under the pointer
constexpr float kNarrow = 420;              // px of a row that has no room for long names
constexpr int kFirstSize = 25, kLargestSize = 97, kFirstLine = 51, kLongestLine = 401;
constexpr int kCurvatureSize = 13;          // some dozens of gradients a point

std::string share(double fraction) { return plot::number(std::floor(fraction * 100)) + " %"; }

int nearest(const std::vector<Point>& points, Point at, float within) {
    int found = -1;
    for (size_t k = 0; k < points.size(); ++k)
        if (const float distance = std::hypot(points[k].x - at.x, points[k].y - at.y); distance <= within) {
            within = distance;
            found = int(k);
        }
    return found;
}

}  // namespace

void LandscapeView::set(std::shared_ptr<const LandscapeGrid> grid) {
    if (picked_ >= 0 && (!grid || grid->plane != grid_->plane || grid->size != grid_->size)) unpick();
    grid_ = std::move(grid);
    problem_.clear();
    computing_ = grid_ && grid_->done < 1;
    if (!computing_) began_.reset();
    if (!grid_) return;
    wish_ = {grid_->axes, grid_->size, grid_->range, !grid_->smallest.empty()};
    make_fields();
}

void LandscapeView::make_fields() {
    if (!grid_ || line()) return;
    field_ = HeightField(*grid_, log_);
    if (!grid_->smallest.empty()) bends_ = HeightField(bends(*grid_), false);
    show_bends_ = show_bends_ && !grid_->smallest.empty();
}

void LandscapeView::stopped(const std::string& problem) {
    computing_ = false;
    began_.reset();
    problem_ = problem;
}

void LandscapeView::set_log_height(bool log) {
    log_ = log;
    make_fields();
}

void LandscapeView::ask(Wish wish) {
    wish_ = std::move(wish);
    problem_.clear();
    computing_ = true;
    began_.reset();
    on_compute(wish_);
}

bool LandscapeView::draw(const Context& context) {
    Rect rect = content_rect();
    controls(context, {rect.left, rect.top, rect.right, rect.top + ControlRow::kHeight});
    rect.top += ControlRow::kHeight;
    complaint(context, rect);
    ImGui::GetWindowDrawList()->AddRectFilled({rect.left, rect.top}, {rect.right, rect.bottom}, context.theme.plot.bg);
    points_ = {};
    hovered_cell_ = hovered_trail_ = -1;
    if (!grid_) {
        if (!problem_.empty()) empty_state(context, rect, context.tr("No landscape"), problem_);
        else if (computing_) empty_state(context, rect, context.tr("The landscape is on its way"), context.tr("Its first points come once the model is ready."));
        else empty_state(context, rect, context.tr("No landscape yet"), context.tr(on_compute ? "It fills in while a run trains. Compute makes one of the last run." : "It fills in while a run trains."));
        return false;
    }
    const LandscapeScene scene = this->scene(context);
    plot::ImGuiCanvas canvas(ImGui::GetWindowDrawList());
    picture_ = rect;
    const plot::Pointer pointer = plot::read_pointer("picture", rect);
    if (line()) {
        const Rect room{rect.left, rect.top, rect.right, rect.bottom - (computing_ ? 20.f : 0.f)};
        points_ = paint_line(canvas, scene, room, log_);
        hover(context, pointer, room);
    } else if (map_) {
        const Rect room{rect.left, rect.top, rect.right - 52, rect.bottom - (computing_ ? 20.f : 0.f)};  // beside the colour bar, above the progress
        plot::Frame frame = map_frame(canvas, scene, room, navigator_);
        if (navigator_.update(pointer, frame)) frame = map_frame(canvas, scene, room, navigator_);
        points_ = paint_map(canvas, scene, frame);
        navigator_.paint(canvas, context.theme);
        paint_color_bar(canvas, context.theme, scene.field, {rect.right - 10, rect.top + 14}, std::min(110.f, rect.height() - 40));
        hover(context, pointer, frame.area);
    } else {
        const Rect below{rect.left, rect.top + 24, rect.right, rect.bottom};  // the title
        move_camera(pointer, below);
        points_ = paint_surface(canvas, scene, below, camera_);
        paint_title(canvas, context, rect, paint_color_bar(canvas, context.theme, scene.field, {rect.right - 12, rect.top + 14}, std::min(110.f, rect.height() - 40)) - 8);
        hover(context, pointer, rect);
    }
    pick(context, pointer, rect);
    progress(context, rect);
    return false;
}

void LandscapeView::controls(const Context& context, const Rect& rect) {
    ControlRow row(context, rect);
    if (!line()) map_ = row.choose("picture", {context.tr("surface"), context.tr("map")}, map_ ? 1 : 0) == 1;
    if (!line() && map_ && grid_ && !grid_->smallest.empty()) show_bends_ = row.choose("colour", {context.tr("loss"), "-\u03bb min / \u03bb max"}, show_bends_ ? 1 : 0) == 1;
    row.right();
    if (save && grid_ && row.menu("more", context.tr("More"))) ImGui::OpenPopup("landscape menu");
    menu(context);
    if (computing_ && on_cancel) {
        if (row.toggle("cancel", context.tr("Cancel"), false, context.tr("Stops; what is computed stays"))) {
            stopped();
            on_cancel();
        }
    } else if (on_compute && !computing_) {
        const bool refine = grid_ && grid_->done >= 1 && grid_->size < (line() ? kLongestLine : kLargestSize);
        const int size = refine ? grid_->size * 2 - 1 : grid_ ? grid_->size : kFirstSize;
        const std::string points = plot::number(size) + (line() ? "" : " \u00d7 " + plot::number(size));
        if (row.toggle("compute", context.tr(refine ? "Refine" : "Compute"), false, context.tr("Compute the loss at") + " " + points + " " + context.tr("points"))) ask({wish_.axes, size, wish_.range, wish_.curvature});
    }
    const bool narrow = rect.width() < kNarrow;   // as in the window's foot
    if (row.toggle("log", context.tr(narrow || line() ? "log" : "log height"), log_, context.tr(line() || field_.log() || !log_ ? "Height and colour by the logarithm of the loss" : "Needs losses above zero"))) set_log_height(!log_);
    row.left();
    static const std::vector<std::string> kAxes{"random", "pca", "hessian", "line"};
    const int axes = int(std::find(kAxes.begin(), kAxes.end(), wish_.axes) - kAxes.begin());
    const int chosen = row.choose("axes", {context.tr("random"), "PCA", narrow ? "\u03bb" : "Hessian", context.tr("line")}, axes);
    if (chosen == axes) return;
    const Wish wish{kAxes[size_t(chosen)], kAxes[size_t(chosen)] == "line" ? kFirstLine : kFirstSize, 1, false};
    if (on_compute) ask(wish);
    else wish_ = wish;
}

void LandscapeView::menu(const Context& context) {
    if (!begin_menu(context, "landscape menu")) return;
    if (!line() && on_compute && !computing_ && menu_item(context, context.tr("Curvature at every point"))) {
        map_ = show_bends_ = true;
        ask({wish_.axes, kCurvatureSize, wish_.range, true});
    }
    if (menu_item(context, context.tr("Save as CSV\u2026"))) save("landscape.csv", csv());
    if (menu_item(context, context.tr("Save as SVG\u2026"))) save("landscape.svg", svg(context, picture_.width(), picture_.height()));
    if (save_picture && menu_item(context, context.tr("Save as PNG\u2026"))) save_picture("landscape.png");
    end_menu();
}

/// The last picture stays when the next one fails; the reason stands above it.
void LandscapeView::complaint(const Context& context, Rect& rect) {
    if (problem_.empty() || !grid_) return;
    plot::ImGuiCanvas canvas(ImGui::GetWindowDrawList());
    const Rect strip{rect.left, rect.top, rect.right, rect.top + 22};
    canvas.fill(strip, context.theme.semantic.error_soft, 0);
    canvas.fill({strip.left, strip.top, strip.left + 3, strip.bottom}, context.theme.semantic.error, 0);
    canvas.text({strip.left + 10, strip.centre_y()}, Align::Left, Font::Small, context.theme.text.primary, problem_);
    rect.top += strip.height();
}

/// Over the foot of the picture, so that the picture does not jump when a computation begins or ends.
void LandscapeView::progress(const Context& context, const Rect& rect) {
    if (!computing_) return;
    const double done = grid_ && grid_->done < 1 ? grid_->done : 0;
    if (!began_ || done < began_->second) began_ = {context.seconds, done};
    plot::ImGuiCanvas canvas(ImGui::GetWindowDrawList());
    const Rect strip{rect.left, rect.bottom - 20, rect.right, rect.bottom};
    canvas.fill(strip, with_alpha(context.theme.plot.bg, 0.86), 0);
    const int points = wish_.axes == "line" ? wish_.size : wish_.size * wish_.size;
    std::string text = plot::number(std::round(done * points)) + " / " + plot::number(points) + "  " + share(done);
    if (const double gained = done - began_->second, seconds = context.seconds - began_->first; gained > 0.02 && seconds > 1)
        text += "  " + plot::duration((1 - done) * seconds / gained) + " " + context.tr("left");
    const float width = canvas.text_width(Font::Mono, text);
    canvas.text({strip.right - 10, strip.centre_y()}, Align::Right, Font::Mono, context.theme.text.secondary, text);
    const Rect bar{strip.left + 10, strip.centre_y() - 2, strip.right - 22 - width, strip.centre_y() + 2};
    canvas.fill(bar, context.theme.bg.active, 2);
    canvas.fill({bar.left, bar.top, bar.left + bar.width() * float(done), bar.bottom}, context.theme.accent.base, 2);
}

void LandscapeView::paint_title(plot::Canvas& canvas, const Context& context, const Rect& area, float right) const {
    double away = 0;
    for (const auto& p : grid_->trail) away = std::max(away, p.distance);
    const std::string first = context.tr(grid_->axes == "pca" ? "PCA of the trajectory" : grid_->axes == "hessian" ? "Sharpest directions: eigenvectors of the Hessian" : "Random directions, filter-normalised");
    std::string second = context.tr("step") + " " + plot::number(double(grid_->step)) + " \u00b7 " + plot::number(grid_->size) + " \u00d7 " + plot::number(grid_->size);
    if (!grid_->trail.empty()) second += " \u00b7 " + context.tr("path off the plane by up to") + " " + plot::number(away);
    canvas.push_clip({area.left, area.top, right, area.bottom});
    canvas.text({area.left + 10, area.top + 13}, Align::Left, Font::Small, context.theme.text.secondary, first);
    canvas.text({area.left + 10, area.top + 28}, Align::Left, Font::Small, context.theme.text.tertiary, second);
    canvas.pop_clip();
}

void LandscapeView::unpick() {
    picked_ = -1;
    if (on_unpick) on_unpick();
}

/// A click on a computed point asks for the curvature there, one beside it or Escape puts it away.
void LandscapeView::pick(const Context& context, const plot::Pointer& pointer, const Rect& area) {
    const bool on_card = picked_ >= 0 && card_.contains(pointer.at);
    if (pointer.clicked && !on_card) {
        const bool computed = hovered_cell_ >= 0 && !std::isnan(grid_->loss[size_t(hovered_cell_)]);
        if (computed && hovered_cell_ != picked_ && grid_->plane && on_pick) {
            picked_ = hovered_cell_;
            curvature_ = {};
            on_pick(grid_, grid_->coordinate(picked_ % grid_->size), grid_->coordinate(picked_ / grid_->size));
        } else if (picked_ >= 0 && !computed) {
            unpick();
        }
    }
    if (picked_ >= 0 && ImGui::IsWindowFocused() && ImGui::IsKeyPressed(ImGui::GetKeyIndex(ImGuiKey_Escape))) unpick();
    if (picked_ < 0) return;
    plot::ImGuiCanvas canvas(ImGui::GetWindowDrawList());
    plot::paint_ring(canvas, points_.grid[size_t(picked_)], context.theme.accent.base, context.theme);
    card_ = paint_curvature_card(context, {area.left, area.top, area.right, area.bottom - (computing_ ? 20.f : 0.f)}, curvature_);
}

void LandscapeView::move_camera(const plot::Pointer& pointer, const Rect& area) {
    camera_.follow(pointer, area);
    if (!ImGui::IsWindowFocused() || ImGui::GetIO().WantTextInput) return;
    const auto pressed = [](ImGuiKey key) { return ImGui::IsKeyPressed(ImGui::GetKeyIndex(key)); };
    constexpr float kKeyStep = 12;
    if (pressed(ImGuiKey_LeftArrow)) camera_.orbit({-kKeyStep, 0});
    if (pressed(ImGuiKey_RightArrow)) camera_.orbit({kKeyStep, 0});
    if (pressed(ImGuiKey_UpArrow)) camera_.orbit({0, -kKeyStep});
    if (pressed(ImGuiKey_DownArrow)) camera_.orbit({0, kKeyStep});
    if (pressed(ImGuiKey_Home)) camera_ = Camera();
}

void LandscapeView::hover(const Context& context, const plot::Pointer& pointer, const Rect& area) {
    if (pointer.hovered && !pointer.panning && !pointer.boxing && area.contains(pointer.at)) {
        hovered_trail_ = nearest(points_.trail, pointer.at, kNear / 1.5f);
        if (hovered_trail_ < 0) hovered_cell_ = nearest(points_.grid, pointer.at, kNear * 2);
    }
    plot::ImGuiCanvas canvas(ImGui::GetWindowDrawList());
    if (hovered_trail_ >= 0) {
        const auto& p = grid_->trail[size_t(hovered_trail_)];
        plot::paint_ring(canvas, points_.trail[size_t(hovered_trail_)], context.theme.accent.base, context.theme);
        read_out(context, points_.trail[size_t(hovered_trail_)], area,
                 {{context.tr("step"), plot::number(double(p.step))}, {context.tr("loss"), plot::number(p.loss)}, {context.tr("off the plane"), plot::number(p.distance)}});
    } else if (hovered_cell_ >= 0) {
        const float loss = grid_->loss[size_t(hovered_cell_)];
        canvas.circle(points_.grid[size_t(hovered_cell_)], 4, 0, context.theme.plot.trail_halo, 3);
        canvas.circle(points_.grid[size_t(hovered_cell_)], 4, 0, context.theme.plot.trail, 1.5f);
        const auto known = [&](float value) { return std::isnan(value) && grid_->done < 1 ? plot::kUnknown : plot::number(double(value)); };
        std::vector<std::pair<std::string, std::string>> lines{{context.tr("loss"), known(loss)}};
        if (line()) {
            lines.emplace_back(context.tr("place on the line"), plot::number(grid_->coordinate(hovered_cell_)));
        } else {
            for (const int axis : {0, 1}) lines.emplace_back(axis_name({context, *grid_, field_}, axis), plot::number(grid_->coordinate(axis == 0 ? hovered_cell_ % grid_->size : hovered_cell_ / grid_->size)));
            if (!grid_->smallest.empty()) {
                lines.emplace_back("\u03bb max", known(grid_->largest[size_t(hovered_cell_)]));
                lines.emplace_back("\u03bb min", known(grid_->smallest[size_t(hovered_cell_)]));
            }
        }
        read_out(context, points_.grid[size_t(hovered_cell_)], area, lines);
    }
    const double step = hovered_trail_ >= 0 ? double(grid_->trail[size_t(hovered_trail_)].step) : -1;
    if (step < 0 && !shares_step_) return;  // another view's step is not ours to take away
    if (context.link.hovered_step != step) {
        context.link.hovered_step = step;
        ++context.link.revision;
    }
    shares_step_ = step >= 0;
}

void LandscapeView::read_out(const Context& context, Point at, const Rect& area, const std::vector<std::pair<std::string, std::string>>& lines) {
    constexpr float kRow = 15;
    plot::ImGuiCanvas canvas(ImGui::GetForegroundDrawList());
    float names = 0, values = 0;
    for (const auto& [name, value] : lines) {
        names = std::max(names, canvas.text_width(Font::Small, name));
        values = std::max(values, canvas.text_width(Font::MonoMicro, value));
    }
    const float width = std::ceil(names + values) + 26, height = kRow * float(lines.size()) + 8;
    Rect box{std::floor(at.x) + 14, std::floor(at.y) - height - 10, 0, 0};
    if (box.left + width > area.right - 2) box.left = std::floor(at.x) - width - 14;
    box.top = std::max(box.top, area.top + 2);
    box.right = box.left + width;
    box.bottom = box.top + height;
    canvas.fill(box, context.theme.bg.raised, 4);
    canvas.outline(box, context.theme.line.strong, 1, 4);
    for (size_t i = 0; i < lines.size(); ++i) {
        const float y = box.top + 4 + kRow * (float(i) + 0.5f);
        canvas.text({box.left + 8, y}, Align::Left, Font::Small, context.theme.text.tertiary, lines[i].first);
        canvas.text({box.right - 8, y}, Align::Right, Font::MonoMicro, context.theme.text.primary, lines[i].second);
    }
}

}  // namespace saddle::viz
