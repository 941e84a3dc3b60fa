#include "viz/views/kernels.h"

#include <algorithm>
#include <cmath>
#include <limits>

#include "viz/plot/imgui_canvas.h"
#include "viz/plot/number.h"
#include "viz/plot/svg_canvas.h"

namespace saddle::viz {
namespace {

using plot::Align;
using plot::Rect;

constexpr float kBothFrom = 800, kRooflineShare = 0.38f, kNotice = 26, kSvgHeight = timeline::kHeight;

std::string known(double value, int decimals) { return std::isnan(value) ? plot::kUnknown : plot::fixed(value, decimals); }
std::string milliseconds(double ms) { return ms > 0 ? plot::number(std::round(ms * 1e4) / 1e4) + " ms" : std::string(plot::kUnknown); }

}  // namespace

void KernelsView::set(std::shared_ptr<const StepProfile> profile) {
    if (!profile || !profile_ || profile->kernels.size() != profile_->kernels.size()) {
        timeline_moves_.reset();
        roofline_moves_.reset();
        hovered_.clear();
    }
    profile_ = std::move(profile);
    if (profile_) trend_.add(*profile_);
    group(grouping_);
}

void KernelsView::group(KernelGrouping grouping) {
    grouping_ = grouping;
    rows_.clear();
    if (profile_) rows_ = kernel_rows(*profile_, grouping);
    std::fill(std::begin(largest_), std::end(largest_), 0);
    for (KernelRow& row : rows_) {
        row.trend = trend_.ms(row.calls);
        const double values[] = {0, row.ms, row.share * 100, row.gflops, row.gbytes_per_s, row.intensity};
        for (size_t i = 0; i < std::size(values); ++i) largest_[i] = std::fmax(largest_[i], values[i]);
    }
    sort();
    if (profile_ && comparison_.active()) comparison_.compare(*profile_, grouping);
}

void KernelsView::keep_for_comparison(bool keep) {
    comparison_.keep(keep ? profile_ : nullptr);
    group(grouping_);
}

CallLook KernelsView::look(const Context& context, int call) const {
    const NodeId& node = profile_->kernels[size_t(call)].node;
    const bool hovered = hovered_.empty() ? belongs_to(node, context.link.hovered_node) : std::find(hovered_.begin(), hovered_.end(), call) != hovered_.end();
    return {belongs_to(node, context.link.node), hovered};
}

// Everything that is known of a call, beside the pointer.
void KernelsView::tell(const Context& context, int i) const {
    const KernelTiming& call = profile_->kernels[size_t(i)];
    double total = 0;
    for (const KernelTiming& each : profile_->kernels) total += each.ms;
    const double begin = (call.begin_us - profile_->kernels.front().begin_us) / 1e3;
    std::vector<std::string> lines{call.kernel + (call.node.empty() ? "" : " \u00b7 " + call.node)};
    lines.push_back(milliseconds(call.ms) + " \u00b7 " + known(total > 0 ? 100 * call.ms / total : std::numeric_limits<double>::quiet_NaN(), 1) + " % \u00b7 " +
                    context.tr("begins at") + " " + plot::number(std::round(begin * 1e4) / 1e4) + " ms");
    if (roofline::shows(call)) lines.push_back(plot::prefixed(call.flops / call.ms * 1e3) + "FLOP/s \u00b7 " + plot::number(std::round(call.flops / call.bytes * 100) / 100) + " " + context.tr("FLOP/byte"));
    if (call.bytes > 0 && call.ms > 0) lines.push_back(plot::prefixed(call.bytes / call.ms * 1e3) + "B/s \u00b7 " + plot::bytes(call.bytes) + " " + context.tr("moved"));
    if (!call.bound.empty()) lines.push_back(plot::fixed(call.percent_of_roofline, 1) + " % " + context.tr("of the roof") + ": " + context.tr(call.bound.c_str()));
    if (!call.source.empty()) lines.push_back(call.source);
    show_tip(context, lines);
}

void KernelsView::head(const Context& context, const Rect& rect, bool both) {
    ControlRow row(context, rect);
    row.right();
    if (row.menu("menu", context.tr("Grouping, view and files"))) ImGui::OpenPopup("kernels menu");
    std::vector<std::string> panes{context.tr("Table"), context.tr("Advice")};
    if (!both) panes.push_back(context.tr("Roofline"));
    pane_ = Pane(row.choose("pane", panes, both && pane_ == Pane::Roofline ? 0 : int(pane_)));
    row.left();
    const auto measured = [&] { row.value(context.tr("measured at step"), plot::number(double(profile_->step))); };
    const bool earlier = context.link.shown_step >= 0;
    if (earlier) measured();   // of another step than the one that is shown, perhaps
    const std::pair<const char*, double> times[] = {{"step", profile_->step_ms}, {"kernels", profile_->sum_of_kernels_ms}, {"gaps", profile_->gap_ms}, {"host", profile_->host_ms}};
    for (const auto& [name, ms] : times)
        if (row.room() > 110) row.value(context.tr(name), milliseconds(ms));
    if (!earlier && row.room() > 150) measured();
    menu(context);
}

void KernelsView::menu(const Context& context) {
    if (!begin_menu(context, "kernels menu")) return;
    for (const auto& [which, label] : {std::pair(KernelGrouping::Calls, "Every call"), std::pair(KernelGrouping::Nodes, "Calls of a node together"),
                                       std::pair(KernelGrouping::Kernels, "Calls of a kernel together")})
        if (menu_item(context, context.tr(label), grouping_ == which)) group(which);
    menu_line(context);
    if (menu_item(context, context.tr("Compare later steps with this one"))) keep_for_comparison(true);
    if (comparison_.active() && menu_item(context, context.tr("Compare no longer"))) keep_for_comparison(false);
    if (menu_item(context, context.tr("Show everything"))) timeline_moves_.reset(), roofline_moves_.reset();
    if (save) {
        menu_line(context);
        if (menu_item(context, context.tr("Save table as CSV\u2026"))) save("kernels.csv", kernels_csv(*profile_));
        if (menu_item(context, context.tr("Save timeline as SVG\u2026"))) save("timeline.svg", timeline_svg(context, 900));
        if (menu_item(context, context.tr("Save roofline as SVG\u2026"))) save("roofline.svg", roofline_svg(context, 600, 420));
    }
    if (save_picture && menu_item(context, context.tr("Save as PNG\u2026"))) save_picture("kernels.png");
    end_menu();
}

void KernelsView::draw_timeline(const Context& context, const Rect& rect) {
    plot::ImGuiCanvas canvas(ImGui::GetWindowDrawList());
    const plot::Range whole = timeline::extent(*profile_);
    timeline_ = timeline::frame(rect, timeline_moves_.x(whole));
    const plot::Pointer pointer = plot::read_pointer("timeline", rect);
    if (timeline_moves_.update(pointer, timeline_)) timeline_ = timeline::frame(rect, timeline_moves_.x(whole));
    timeline::paint(canvas, timeline_, *profile_, [&](int i) { return look(context, i); }, context);
    timeline_moves_.paint(canvas, context.theme);
    point_at(context, pointer, timeline::hit(timeline_, *profile_, pointer.at));
}

void KernelsView::draw_roofline(const Context& context, const Rect& rect) {
    plot::ImGuiCanvas canvas(ImGui::GetWindowDrawList());
    const auto frame = [&] { return roofline::frame(canvas, rect, roofline_moves_.x(roofline::intensities(*profile_)), roofline_moves_.y(roofline::rates(*profile_)), context); };
    roofline_ = frame();
    const plot::Pointer pointer = plot::read_pointer("roofline", rect);
    if (roofline_moves_.update(pointer, roofline_)) roofline_ = frame();
    roofline::paint(canvas, roofline_, *profile_, [&](int i) { return look(context, i); }, context);
    roofline_moves_.paint(canvas, context.theme);
    point_at(context, pointer, roofline::hit(roofline_, *profile_, pointer.at));
}

// What the pointer does to the call under it, in timeline and roofline alike.
void KernelsView::point_at(const Context& context, const plot::Pointer& pointer, int call) {
    if (pointer.clicked) select_node(context.link, call >= 0 ? profile_->kernels[size_t(call)].node : "");
    if (!pointer.hovered || call < 0) return;
    next_hovered_ = {call};
    tell(context, call);
}

void KernelsView::draw_table(const Context& context, const Rect& rect) {
    const bool measured = roofline::measured(*profile_);
    const std::string roof_tip = context.tr(measured ? "Share of what the device can reach at this FLOP/byte" : "Not known: the peaks of this device are not measured");
    const std::vector<TableColumn> columns{{context.tr("kernel"), "", 0, true}, {"ms", context.tr("Median time in a step"), 62, false, 0},
                                           {"%", context.tr("Share of the time of all kernels"), 46, false, 5}, {"GFLOP/s", "", 68, false, 3}, {"GB/s", "", 56, false, 4},
                                           {context.tr("FLOP/byte"), "", 72, false, 6}, {context.tr("roof"), roof_tip, 78, false, 0}, {context.tr("bound"), context.tr("What limits it"), 68, true, 2},
                                           {context.tr("trend"), context.tr("Time over the last profiles"), 106, false, 7}};
    if (context.link.node != seen_node_) {
        seen_node_ = context.link.node;
        const auto row = std::find_if(rows_.begin(), rows_.end(), [&](const KernelRow& r) { return belongs_to(r.node, seen_node_); });
        if (row != rows_.end()) table_.show(int(row - rows_.begin()));
    }
    const auto look_of = [&](int row) {
        TableRow how;
        for (int call : rows_[size_t(row)].calls) {
            const CallLook one = look(context, call);
            how.selected |= one.selected && grouping_ != KernelGrouping::Kernels;
            how.hovered |= one.hovered;
        }
        return how;
    };
    const Table::Events events = table_.draw(context, "table", rect, columns, int(rows_.size()), look_of,
                                             [&](plot::Canvas& canvas, int row, int column, const Rect& where) { cell(canvas, context, row, column, where); });
    if (events.sorted) sort();
    if (events.clicked >= 0) select_node(context.link, rows_[size_t(events.clicked)].node), seen_node_ = context.link.node;
    if (events.hovered < 0 || events.sorted) return;
    next_hovered_ = rows_[size_t(events.hovered)].calls;
}

void KernelsView::draw_comparison(const Context& context, const Rect& rect) {
    const auto in = [](const ProfileDiff::Row& row, const KernelTiming& call) {
        return call.phase == row.phase && (row.kernel.empty() || call.kernel == row.kernel) && (row.node.empty() || call.node == row.node);
    };
    const auto look_of = [&](const ProfileDiff::Row& row) {
        const bool hovered = std::any_of(hovered_.begin(), hovered_.end(), [&](int call) { return in(row, profile_->kernels[size_t(call)]); });
        return TableRow{belongs_to(row.node, context.link.node), hovered};
    };
    const Table::Events events = comparison_.draw(context, rect, look_of);
    if (events.clicked >= 0) select_node(context.link, comparison_.rows()[size_t(events.clicked)].node);
    if (events.hovered < 0 || events.sorted) return;
    for (int i = 0; i < int(profile_->kernels.size()); ++i)
        if (in(comparison_.rows()[size_t(events.hovered)], profile_->kernels[size_t(i)])) next_hovered_.push_back(i);
}

void KernelsView::cell(plot::Canvas& canvas, const Context& context, int index, int column, const Rect& rect) const {
    const KernelRow& row = rows_[size_t(index)];
    const Theme& theme = context.theme;
    const float y = std::floor(rect.centre_y());
    const auto number = [&](double value, int decimals) {
        canvas.text({rect.right, y}, Align::Right, Font::Mono, std::isnan(value) ? theme.text.tertiary : theme.text.primary, known(value, decimals));
    };
    switch (KernelColumn(column)) {
        case KernelColumn::Kernel: {
            paint_phase_mark(canvas, {rect.left + 4, y}, 3.5f, row.phase, phase_color(theme, row.phase));
            const std::string& first = row.kernel.empty() ? row.node : row.kernel;
            std::string second = row.node;
            if (grouping_ != KernelGrouping::Calls) second = std::to_string(row.calls.size()) + ' ' + context.tr(row.calls.size() == 1 ? "call" : "calls");
            canvas.text({rect.left + 14, y}, Align::Left, Font::Mono, theme.text.primary, first);
            canvas.text({rect.left + 14 + canvas.text_width(Font::Mono, first) + 6, y}, Align::Left, Font::Mono, theme.text.tertiary, second);
            break;
        }
        case KernelColumn::Ms: number(row.ms, std::max(3, plot::column_decimals(largest_[1]))); break;
        case KernelColumn::Share: number(row.share * 100, 1); break;
        case KernelColumn::Gflops: number(row.gflops, plot::column_decimals(largest_[3])); break;
        case KernelColumn::Gbytes: number(row.gbytes_per_s, plot::column_decimals(largest_[4])); break;
        case KernelColumn::Intensity: number(row.intensity, plot::column_decimals(largest_[5])); break;
        case KernelColumn::Roof: {
            number(row.percent_of_roofline, 1);
            const Rect track{rect.left, y - 2, rect.left + 26, y + 2};
            if (std::isnan(row.percent_of_roofline)) break;
            canvas.fill(track, theme.bg.active, 2);
            const float part = float(std::clamp(row.percent_of_roofline / 100, 0.0, 1.0));
            if (part > 0) canvas.fill({track.left, track.top, track.left + std::max(2.f, 26 * part), track.bottom}, theme.text.secondary, 2);
            break;
        }
        case KernelColumn::Bound: {
            const std::string text = row.bound.empty() ? plot::kUnknown : context.tr(row.bound.c_str());
            canvas.text({rect.left, y}, Align::Left, Font::Small, row.bound.empty() ? theme.text.tertiary : theme.text.secondary, text);
            break;
        }
        case KernelColumn::Trend: paint_sparkline(canvas, {rect.left, rect.top + 3, rect.right, rect.bottom - 3}, row.trend, theme.text.secondary); break;
    }
}

bool KernelsView::draw(const Context& context) {
    const Rect rect = content_rect();
    if (!profile_ || profile_->kernels.empty()) {
        empty_state(context, rect, context.tr("No step measured"), context.tr("Press Train (F5) or Step: steps are timed while a run trains."));
        return false;
    }
    next_hovered_.clear();
    const bool both = rect.width() >= kBothFrom;
    float y = rect.top + ControlRow::kHeight;
    head(context, {rect.left, rect.top, rect.right, y}, both);
    draw_timeline(context, {rect.left, y, rect.right, y + timeline::kHeight});
    y += timeline::kHeight;
    if (!roofline::measured(*profile_)) {
        std::string text = context.tr("Peaks of this device not measured: no roof is known.");
        if (!measure_peaks) (text += ' ') += context.tr("Run:") + " saddle devices --measure";
        if (notice(context, {rect.left, y, rect.right, y + kNotice}, text, measure_peaks ? context.tr("Measure now") : "")) measure_peaks();
        y += kNotice;
    }
    const float split = both ? std::floor(rect.right - std::min(460.f, rect.width() * kRooflineShare)) : rect.right;
    if (both || pane_ == Pane::Roofline) draw_roofline(context, {both ? split : rect.left, y, rect.right, rect.bottom});
    if (pane_ == Pane::Table) comparison_.active() ? draw_comparison(context, {rect.left, y, split, rect.bottom}) : draw_table(context, {rect.left, y, split, rect.bottom});
    if (pane_ == Pane::Advice)
        if (const NodeId node = draw_advice(context, {rect.left, y, split, rect.bottom}, advise(*profile_, context.tr)); !node.empty()) select_node(context.link, node);
    const bool moved = next_hovered_ != hovered_;
    hovered_ = next_hovered_;
    shared_.set(context.link, hovered_.empty() ? NodeId() : profile_->kernels[size_t(hovered_[0])].node);
    return moved;
}

std::string KernelsView::timeline_svg(const Context& context, float width) const {
    plot::SvgCanvas canvas(width, kSvgHeight, context.theme.bg.panel);
    if (profile_ && !profile_->kernels.empty()) timeline::paint(canvas, timeline::frame({0, 0, width, kSvgHeight}, timeline_moves_.x(timeline::extent(*profile_))), *profile_, [&](int i) { return look(context, i); }, context);
    return canvas.text();
}

std::string KernelsView::roofline_svg(const Context& context, float width, float height) const {
    plot::SvgCanvas canvas(width, height, context.theme.bg.panel);
    if (!profile_) return canvas.text();
    const plot::Frame frame = roofline::frame(canvas, {0, 0, width, height}, roofline_moves_.x(roofline::intensities(*profile_)), roofline_moves_.y(roofline::rates(*profile_)), context);
    roofline::paint(canvas, frame, *profile_, [&](int i) { return look(context, i); }, context);
    return canvas.text();
}

}  // namespace saddle::viz
