#include "viz/views/loss.h"

#include <algorithm>
#include <cmath>

#include "viz/plot/csv.h"
#include "viz/plot/imgui_canvas.h"
#include "viz/plot/number.h"
#include "viz/plot/svg_canvas.h"

namespace saddle::viz {
namespace {

using plot::Rect;

constexpr size_t kSmoothBudget = 200000;     // points a frame: some 2 ms
constexpr double kStandardSmoothing = 0.9;

// The slider's place of a weight: equal ways are equal factors in the length of the average.
double place_of(double weight) { return -std::log10(1 - weight) / 3; }
double weight_of(double place) { return place < 0.01 ? 0 : 1 - std::pow(10, -3 * place); }

std::string name_of(const Context& context, const HistoryLine& line, bool several_runs) {
    const std::string split = context.tr((line.metric.split.empty() ? line.metric.metric : line.metric.split).c_str());
    return several_runs ? line.run + " " + split : split;
}

size_t split_index(const HistoryLine& line) { return line.metric.split == "validation" ? 1 : line.metric.split == "test" ? 2 : 0; }

}  // namespace

void LossView::set(std::shared_ptr<const HistorySnapshot> snapshot) {
    history_.set(std::move(snapshot));
    const std::vector<std::string>& metrics = history_.metrics();
    if (!metrics.empty() && std::find(metrics.begin(), metrics.end(), metric_) == metrics.end()) show_metric(metrics[0]);
}

void LossView::show_metric(const std::string& metric) {
    if (metric == metric_) return;
    metric_ = metric;
    navigator_.show_all_y();
}

bool LossView::log_y() const {
    for (const auto& [metric, log] : log_)
        if (metric == metric_) return log;
    return metric_ == "loss";
}

void LossView::set_log_y(bool log) {
    std::erase_if(log_, [&](const auto& entry) { return entry.first == metric_; });
    log_.push_back({metric_, log});
    navigator_.show_all_y();
}

void LossView::set_axis(HistoryAxis axis) {
    if (axis == history_.axis() || !history_.offers(axis)) return;
    history_.set_axis(axis);
    navigator_.reset();
}

void LossView::toggle(const std::string& run, const std::string& series) {
    for (auto& line : history_.lines())
        if (line->run == run && line->name == series) line->shown = !line->shown;
}

std::string LossView::x_title(const Context& context) const {
    return context.tr(axis() == HistoryAxis::Step ? "step" : axis() == HistoryAxis::Epoch ? "epoch" : "time");
}

std::string LossView::x_text(double x) const {
    return axis() == HistoryAxis::Time ? plot::duration(x, 1) : axis() == HistoryAxis::Epoch ? plot::fixed(x, 2) : plot::number(x);
}

// Lines, curves and legend of the metric. One run: colours tell the splits apart; several: colours tell runs, dots splits.
void LossView::compose(const Context& context) {
    lines_.clear();
    curves_.clear();
    legend_.clear();
    const std::vector<std::string>& runs = history_.runs();
    for (auto& line : history_.lines()) {
        if (line->metric.metric != metric_) continue;
        const size_t run = size_t(std::find(runs.begin(), runs.end(), line->run) - runs.begin());
        const size_t look = runs.size() > 1 ? run : split_index(*line);
        plot::Curve curve;
        curve.name = name_of(context, *line, runs.size() > 1);
        curve.raw = line->raw();
        if (line->per_step && smoothing_ > 0) curve.smooth = line->smoothed();
        curve.color = plot::series_color(context.theme, look);
        curve.dash = runs.size() > 1 ? plot::series_dash(run) : plot::kSolid;
        curve.dots = !line->per_step;
        curve.shown = line->shown;
        const std::string last = curve.raw.size() ? plot::number(curve.raw.y.back()) : plot::kUnknown;
        legend_.push_back({curve.name, last, curve.color, curve.dash, curve.dots, curve.shown});
        curves_.push_back(std::move(curve));
        lines_.push_back(line.get());
    }
}

plot::Frame LossView::make_frame(const plot::Canvas& canvas, const Rect& rect, const Context& context) const {
    const plot::ScaleKind kind = log_y() ? plot::ScaleKind::Log : plot::ScaleKind::Linear;
    const plot::Notation notation = axis() == HistoryAxis::Step ? plot::Notation::Whole : axis() == HistoryAxis::Time ? plot::Notation::Duration : plot::Notation::Number;
    const plot::Range x = navigator_.x(plot::padded(plot::positions(curves_), plot::ScaleKind::Linear, 0.02));
    const plot::Range y = navigator_.y(plot::padded(plot::values_within(curves_, x, kind), kind, 0.05));
    const std::string label = context.tr(metric_.c_str()) + (log_y() ? ", " + context.tr("log") : "");
    return plot::make_frame(canvas, rect, {x_title(context), plot::ScaleKind::Linear, notation}, {label, kind, plot::Notation::Number}, x, y);
}

void LossView::paint(plot::Canvas& canvas, const plot::Frame& frame, const Context& context) {
    plot::paint_axes(canvas, frame, context.theme);
    paint_marks(canvas, frame, context);
    painter_.paint(canvas, frame, curves_, context.theme);
    plot::paint_legend(canvas, frame, plot::legend_rows(canvas, frame, legend_), legend_, context.theme);
}

double LossView::mark_x(const RunMark& mark) const {
    for (const HistoryLine* line : lines_)
        if (mark.run.empty() || mark.run == line->run)
            if (const double x = line->x_at_step(mark.step); std::isfinite(x)) return x;
    return std::numeric_limits<double>::quiet_NaN();
}

// Events stand at the foot of the plot; what ended or broke a run crosses it. The present, or the step that is shown, is the
// accent's line.
void LossView::paint_marks(plot::Canvas& canvas, const plot::Frame& frame, const Context& context) const {
    const Theme& theme = context.theme;
    for (const RunMark& mark : history_.snapshot()->marks) {
        const double x = mark_x(mark);
        const float at = std::floor(float(frame.x.pixel(x)));
        if (!(at >= frame.area.left && at <= frame.area.right)) continue;
        if (mark.kind == "checkpoint") {
            const plot::Point triangle[] = {{at - 3.5f, frame.area.bottom}, {at + 3.5f, frame.area.bottom}, {at, frame.area.bottom - 6}};
            canvas.polygon(triangle, theme.text.tertiary);
        } else {
            const bool bad = mark.kind == "nan";
            plot::paint_vertical(canvas, frame, x, with_alpha(bad ? theme.semantic.error : theme.text.tertiary, 0.7f),
                                 bad ? plot::kSolid : plot::series_dash(2), context.tr(bad ? "NaN" : mark.kind.c_str()));
        }
    }
    const double shown = context.link.shown_step;
    if (history_.runs().size() > 1 || (shown < 0 && history_.snapshot()->now_step <= 0)) return;
    const double now = mark_x({shown >= 0 ? shown : history_.snapshot()->now_step, "", "", ""});
    const float at = std::floor(float(frame.x.pixel(now)));
    if (!(at >= frame.area.left && at <= frame.area.right)) return;
    plot::paint_vertical(canvas, frame, now, with_alpha(theme.accent.base, 0.7f), plot::kSolid);
    const plot::Point tick[] = {{at - 4, frame.area.bottom + 1}, {at + 4, frame.area.bottom + 1}, {at, frame.area.bottom - 4}};
    canvas.polygon(tick, theme.accent.base);
}

// The crosshair at the nearest step of a curve, and every curve's value there. The step is shared with the other views.
void LossView::hover(plot::Canvas& canvas, const Context& context, const plot::Pointer& pointer) {
    const bool here = pointer.hovered && frame_.area.contains(pointer.at);
    double x = here ? frame_.x.value(pointer.at.x) : std::numeric_limits<double>::quiet_NaN(), step = -1, epoch = x;
    double best = std::numeric_limits<double>::infinity();
    for (size_t i = 0; here && i < lines_.size(); ++i) {
        const size_t point = curves_[i].shown ? plot::nearest(curves_[i].raw, frame_.x.value(pointer.at.x)) : curves_[i].raw.size();
        if (point == curves_[i].raw.size()) continue;
        const double way = std::abs(curves_[i].raw.x[point] - frame_.x.value(pointer.at.x));
        if (way >= best) continue;
        best = way;
        x = curves_[i].raw.x[point];
        step = lines_[i]->step(point);
        epoch = lines_[i]->epoch(point);
    }
    shared_.set(context.link, here ? step : -1);
    const double elsewhere = context.link.hovered_step >= 0 ? context.link.hovered_step : context.link.shown_step;
    if (!here && elsewhere >= 0) x = mark_x({elsewhere, "", "", ""});
    if (!std::isfinite(x) || !frame_.x.range.contains(x)) return;

    plot::paint_vertical(canvas, frame_, x, context.theme.text.tertiary, plot::series_dash(2));
    std::vector<plot::Entry> entries;
    for (size_t i = 0; i < curves_.size(); ++i) {
        const plot::Samples& raw = curves_[i].raw;
        const size_t point = curves_[i].shown ? plot::nearest(raw, x) : raw.size();
        if (point == raw.size() || std::abs(frame_.x.pixel(raw.x[point]) - frame_.x.pixel(x)) > 24) continue;
        const plot::Point at = frame_.at(raw.x[point], raw.y[point]);
        if (frame_.area.contains(at)) plot::paint_ring(canvas, at, curves_[i].color, context.theme);
        entries.push_back({curves_[i].name, plot::number(raw.y[point]), curves_[i].color, curves_[i].dash, curves_[i].dots, true});
    }
    for (const RunMark& mark : history_.snapshot()->marks)
        if (std::abs(frame_.x.pixel(mark_x(mark)) - frame_.x.pixel(x)) < 4) entries.push_back({context.tr(mark.kind.c_str()), mark.text, context.theme.text.tertiary});
    if (!here && entries.empty()) return;
    std::string text = x_text(x);
    if (axis() == HistoryAxis::Step && std::isfinite(epoch)) text += " \u00b7 e" + plot::number(std::ceil(epoch));
    const float below = frame_.area.top + 17 * float(legend_.size()) + 16;
    plot::paint_read_out(canvas, frame_, float(frame_.x.pixel(x)), here ? std::max(below, pointer.at.y - 60) : below, x_title(context), text, entries, context.theme);
}

void LossView::controls(const Context& context, const Rect& rect) {
    ControlRow row(context, rect);
    row.right();
    if (row.menu("menu", context.tr("Axis, view and files"))) ImGui::OpenPopup("loss menu");
    if (row.toggle("log", context.tr("log y"), log_y(), context.tr("Logarithmic values"))) set_log_y(!log_y());
    double place = place_of(smoothing_);
    if (row.slide("smooth", context.tr("smooth"), plot::fixed(smoothing_, smoothing_ > 0.985 ? 3 : 2), place, place_of(kStandardSmoothing))) smoothing_ = weight_of(place);
    row.left();
    std::vector<std::string> names;
    for (const std::string& metric : history_.metrics()) names.push_back(context.tr(metric.c_str()));
    const auto chosen = std::find(history_.metrics().begin(), history_.metrics().end(), metric_) - history_.metrics().begin();
    show_metric(history_.metrics()[size_t(row.choose("metric", names, int(chosen)))]);
    menu(context);
}

void LossView::menu(const Context& context) {
    if (!begin_menu(context, "loss menu")) return;
    for (const auto& [which, label] : {std::pair(HistoryAxis::Step, "Over steps"), std::pair(HistoryAxis::Epoch, "Over epochs"), std::pair(HistoryAxis::Time, "Over time")})
        if (history_.offers(which) && menu_item(context, context.tr(label), axis() == which)) set_axis(which);
    menu_line(context);
    for (const std::string& metric : history_.metrics())
        if (menu_item(context, context.tr(metric.c_str()), metric == metric_)) show_metric(metric);
    menu_line(context);
    if (menu_item(context, context.tr("Show everything"))) navigator_.reset();
    if (save && menu_item(context, context.tr("Save as CSV\u2026"))) save(metric_ + ".csv", csv(context));
    if (save && menu_item(context, context.tr("Save as SVG\u2026"))) save(metric_ + ".svg", svg(context, frame_.area.right + 12, frame_.area.bottom + 22));
    if (save_picture && menu_item(context, context.tr("Save as PNG\u2026"))) save_picture(metric_ + ".png");
    end_menu();
}

bool LossView::draw(const Context& context) {
    const Rect rect = content_rect();
    if (history_.empty()) {
        shared_.clear(context.link);
        empty_state(context, rect, context.tr("No curve yet"), context.tr("It begins with the first step: press Train (F5)."));
        return false;
    }
    controls(context, {rect.left, rect.top, rect.right, rect.top + ControlRow::kHeight});
    bool more = false;
    size_t budget = kSmoothBudget;
    for (auto& line : history_.lines())
        if (line->metric.metric == metric_ && line->per_step && smoothing_ > 0) more |= !line->smooth(smoothing_, budget);
    compose(context);

    plot::ImGuiCanvas canvas(ImGui::GetWindowDrawList());
    const Rect area{rect.left, rect.top + ControlRow::kHeight, rect.right, rect.bottom};
    frame_ = make_frame(canvas, area, context);
    const std::vector<Rect> rows = plot::legend_rows(canvas, frame_, legend_);
    for (size_t i = 0; i < rows.size(); ++i) {
        ImGui::PushID(int(i));
        ImGui::SetCursorScreenPos({rows[i].left, rows[i].top});
        if (ImGui::InvisibleButton("series", {rows[i].width(), rows[i].height()})) lines_[i]->shown = !lines_[i]->shown, more = true;
        if (ImGui::IsItemHovered()) show_tip(context, {context.tr(lines_[i]->shown ? "Click hides this curve" : "Click shows this curve")});
        ImGui::PopID();
    }
    const plot::Pointer pointer = plot::read_pointer("plot", area);
    if (navigator_.update(pointer, frame_)) frame_ = make_frame(canvas, area, context), more = true;
    paint(canvas, frame_, context);
    hover(canvas, context, pointer);
    navigator_.paint(canvas, context.theme);
    return more;
}

std::string LossView::csv(const Context& context) {
    compose(context);
    return plot::csv(x_title(context), curves_);
}

std::string LossView::svg(const Context& context, float width, float height) {
    plot::SvgCanvas canvas(width, height, context.theme.bg.panel);
    if (history_.empty()) return canvas.text();
    compose(context);
    paint(canvas, make_frame(canvas, {0, 0, width, height}, context), context);
    return canvas.text();
}

}  // namespace saddle::viz
