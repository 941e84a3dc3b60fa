#include "viz/views/memory.h"

#include <algorithm>
#include <cmath>

#include "viz/plot/csv.h"
#include "viz/plot/imgui_canvas.h"
#include "viz/plot/number.h"
#include "viz/plot/svg_canvas.h"

namespace saddle::viz {
namespace {

using memory_map::Along;
using plot::Align;
using plot::Rect;

constexpr float kLive = 58, kListFrom = 760, kList = 340;

std::string call_name(const StepProfile& profile, int call) {
    if (call < 0 || call >= int(profile.kernels.size())) return std::to_string(call);
    return profile.kernels[size_t(call)].kernel + " " + profile.kernels[size_t(call)].node;
}

}  // namespace

void MemoryView::set(std::shared_ptr<const StepProfile> profile) {
    if (!profile || !profile_ || profile->memory.size() != profile_->memory.size()) {
        moves_.reset();
        hovered_ = -1;
    }
    profile_ = std::move(profile);
    live_ = profile_ ? memory_map::live_bytes(*profile_) : std::vector<double>();
    peak_ = memory_map::peak_call(live_);
    listed_call_ = -1;
    list(peak_);
}

void MemoryView::show_along(Along along) {
    if (along == along_) return;
    along_ = along;
    moves_.reset();
}

void MemoryView::list(int call) {
    if (call == listed_call_) return;
    listed_call_ = call;
    listed_ = profile_ ? memory_map::alive_at(*profile_, call) : std::vector<int>();
    sort();
}

// Name, bytes or the last use decide.
void MemoryView::sort() {
    std::stable_sort(listed_.begin(), listed_.end(), [&](int i, int j) {
        const StepProfile::Lifetime &a = profile_->memory[size_t(table_.descending ? j : i)], &b = profile_->memory[size_t(table_.descending ? i : j)];
        return table_.sorted_by == 0 ? a.name < b.name : table_.sorted_by == 1 ? a.bytes < b.bytes : a.last < b.last;
    });
}

CallLook MemoryView::look(const Context& context, int value) const {
    const NodeId& node = profile_->memory[size_t(value)].node;
    return {belongs_to(node, context.link.node), hovered_ >= 0 ? value == hovered_ : belongs_to(node, context.link.hovered_node)};
}

plot::Frame MemoryView::make_frame(const plot::Canvas& canvas, const Rect& rect, const Context& context) const {
    double top = double(profile_->arena_bytes);
    for (const StepProfile::Lifetime& value : profile_->memory) top = std::max(top, double(value.offset + value.bytes));
    return memory_map::frame(canvas, rect, *profile_, along_, moves_.x(memory_map::extent(*profile_, along_)), moves_.y(plot::padded({0, top}, plot::ScaleKind::Linear, 0)), context);
}

void MemoryView::head(const Context& context, const Rect& rect) {
    ControlRow row(context, rect);
    row.right();
    if (row.menu("menu", context.tr("Files and view"))) ImGui::OpenPopup("memory menu");
    show_along(row.choose("along", {context.tr("by call"), context.tr("by time")}, int(along_)) == 0 ? Along::Calls : Along::Time);
    row.left();
    const auto measured = [&] { row.value(context.tr("measured at step"), plot::number(double(profile_->step))); };
    const bool earlier = context.link.shown_step >= 0;
    if (earlier) measured();
    row.value(context.tr("peak"), plot::bytes(live_[size_t(peak_)]));
    if (row.room() > 130) row.value(context.tr("arena"), plot::bytes(double(profile_->arena_bytes)));
    if (row.room() > 130) row.value(context.tr("parameters"), plot::bytes(double(profile_->parameter_bytes)));
    if (!earlier && row.room() > 150) measured();
    menu(context);
}

void MemoryView::menu(const Context& context) {
    if (!begin_menu(context, "memory menu")) return;
    if (menu_item(context, context.tr("Show everything"))) moves_.reset();
    if (save && menu_item(context, context.tr("Save as CSV\u2026"))) save("memory.csv", csv());
    if (save && menu_item(context, context.tr("Save as SVG\u2026"))) save("memory.svg", svg(context, 900, 480));
    if (save_picture && menu_item(context, context.tr("Save as PNG\u2026"))) save_picture("memory.png");
    end_menu();
}

void MemoryView::draw_map(const Context& context, const Rect& rect) {
    plot::ImGuiCanvas canvas(ImGui::GetWindowDrawList());
    const Rect above{rect.left, rect.top, rect.right, rect.top + kLive}, below{rect.left, above.bottom, rect.right, rect.bottom};
    frame_ = make_frame(canvas, below, context);
    const plot::Pointer pointer = plot::read_pointer("map", rect);
    if (moves_.update(pointer, frame_)) frame_ = make_frame(canvas, below, context);
    memory_map::paint(canvas, frame_, *profile_, along_, [&](int i) { return look(context, i); }, context);
    memory_map::paint_live(canvas, above, frame_, *profile_, along_, live_, context);
    moves_.paint(canvas, context.theme);

    const bool over = pointer.hovered && pointer.at.x >= frame_.area.left && pointer.at.x < frame_.area.right;
    const int call = over ? memory_map::call_at(*profile_, along_, frame_.x.value(pointer.at.x)) : -1;
    list(call >= 0 ? call : peak_);
    const int value = over ? memory_map::hit(frame_, *profile_, along_, pointer.at) : -1;
    if (pointer.clicked) select_node(context.link, value >= 0 ? profile_->memory[size_t(value)].node : NodeId());
    if (call < 0) return;
    plot::paint_vertical(canvas, frame_, frame_.x.value(pointer.at.x), context.theme.text.tertiary, plot::series_dash(2));
    if (value < 0) {
        show_tip(context, {call_name(*profile_, call), plot::bytes(live_[size_t(call)]) + " " + context.tr("alive")});
        return;
    }
    next_hovered_ = value;
    const StepProfile::Lifetime& v = profile_->memory[size_t(value)];
    const memory_map::ValueName name = memory_map::name_of(*profile_, value);
    show_tip(context, {name.node + (name.rest.empty() ? "" : " \u00b7 " + name.rest), plot::bytes(double(v.bytes)) + " \u00b7 " + context.tr("at") + " " + plot::bytes(double(v.offset)),
                       context.tr("from") + " " + call_name(*profile_, v.first), context.tr("to") + " " + call_name(*profile_, v.last)});
}

void MemoryView::draw_list(const Context& context, const Rect& rect) {
    const Theme& theme = context.theme;
    plot::ImGuiCanvas canvas(ImGui::GetWindowDrawList());
    canvas.line({rect.left, rect.top}, {rect.left, rect.bottom}, theme.line.subtle, 1, plot::kSolid);
    const std::string title = context.tr(listed_call_ == peak_ ? "Alive at the peak" : "Alive here") + ", " + call_name(*profile_, listed_call_);
    canvas.push_clip(rect);
    canvas.text({rect.left + 8, rect.top + 13}, Align::Left, Font::Small, theme.text.secondary, title);
    canvas.pop_clip();
    const double all = std::max(1.0, live_[size_t(std::max(0, listed_call_))]);
    const std::vector<TableColumn> columns{{context.tr("tensor"), "", 0, true}, {context.tr("size"), "", 76, false, 0}, {"%", context.tr("Share of what is alive"), 46, false, 1}};
    const Table::Events events = table_.draw(
        context, "alive", {rect.left + 1, rect.top + 26, rect.right, rect.bottom}, columns, int(listed_.size()),
        [&](int row) {
            const CallLook how = look(context, listed_[size_t(row)]);
            return TableRow{how.selected, how.hovered};
        },
        [&](plot::Canvas& cells, int row, int column, const Rect& cell) {
            const StepProfile::Lifetime& value = profile_->memory[size_t(listed_[size_t(row)])];
            const plot::Point right{cell.right, cell.centre_y()};
            if (column == 0) {
                const memory_map::ValueName name = memory_map::name_of(*profile_, listed_[size_t(row)]);
                cells.text({cell.left, cell.centre_y()}, Align::Left, Font::Mono, theme.text.primary, name.node);
                cells.text({cell.left + cells.text_width(Font::Mono, name.node) + 6, cell.centre_y()}, Align::Left, Font::Mono, theme.text.tertiary, name.rest);
            }
            if (column == 1) cells.text(right, Align::Right, Font::Mono, theme.text.primary, plot::bytes(double(value.bytes)));
            if (column == 2) cells.text(right, Align::Right, Font::Mono, theme.text.secondary, plot::fixed(100 * double(value.bytes) / all, 1));
        });
    if (events.sorted) sort();
    if (events.clicked >= 0) select_node(context.link, profile_->memory[size_t(listed_[size_t(events.clicked)])].node);
    if (events.hovered >= 0 && !events.sorted) next_hovered_ = listed_[size_t(events.hovered)];
}

bool MemoryView::draw(const Context& context) {
    const Rect rect = content_rect();
    if (!profile_ || profile_->memory.empty()) {
        empty_state(context, rect, context.tr("No step measured"), context.tr("Press Train (F5) or Step: the memory plan of the step is shown here."));
        return false;
    }
    next_hovered_ = -1;
    const float top = rect.top + ControlRow::kHeight;
    head(context, {rect.left, rect.top, rect.right, top});
    const float split = rect.width() >= kListFrom ? rect.right - kList : rect.right;
    draw_map(context, {rect.left, top, split, rect.bottom});
    if (split < rect.right) draw_list(context, {split, top, rect.right, rect.bottom});
    const bool moved = next_hovered_ != hovered_;
    hovered_ = next_hovered_;
    shared_.set(context.link, hovered_ >= 0 ? profile_->memory[size_t(hovered_)].node : NodeId());
    return moved;
}

std::string MemoryView::csv() const {
    std::vector<CsvColumn> table{{"tensor", {}, {}}, {"node", {}, {}}, {"offset", {}, {}}, {"bytes", {}, {}}, {"first_call", {}, {}}, {"last_call", {}, {}}};
    static const StepProfile kNothing;
    for (const StepProfile::Lifetime& value : profile_ ? profile_->memory : kNothing.memory) {
        table[0].text.push_back(value.name);
        table[1].text.push_back(value.node);
        const double numbers[] = {double(value.offset), double(value.bytes), double(value.first), double(value.last)};
        for (size_t c = 0; c < std::size(numbers); ++c) table[2 + c].numbers.push_back(numbers[c]);
    }
    return saddle::csv(table);
}

std::string MemoryView::svg(const Context& context, float width, float height) const {
    plot::SvgCanvas canvas(width, height, context.theme.bg.panel);
    if (!profile_ || profile_->memory.empty()) return canvas.text();
    const plot::Frame frame = make_frame(canvas, {0, kLive, width, height}, context);
    memory_map::paint(canvas, frame, *profile_, along_, [&](int i) { return look(context, i); }, context);
    memory_map::paint_live(canvas, {0, 0, width, kLive}, frame, *profile_, along_, live_, context);
    return canvas.text();
}

}  // namespace saddle::viz
