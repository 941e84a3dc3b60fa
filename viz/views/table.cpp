#include "viz/views/table.h"

#include <algorithm>
#include <cmath>
#include <utility>

#include "viz/plot/imgui_canvas.h"
#include "viz/views/controls.h"

namespace saddle::viz {
namespace {

constexpr float kHead = 24, kPad = 8, kNarrowest = 200, kScrollBar = 8;

bool pressed(ImGuiKey key) {
    const int index = ImGui::GetKeyIndex(key);
    return index >= 0 && ImGui::IsKeyPressed(index);
}

}  // namespace

// Columns from the highest rank down are left out until the first one has room to be read.
std::vector<float> Table::place(const plot::Rect& rect, const std::vector<TableColumn>& columns) {
    std::vector<char> kept(columns.size(), 1);
    const auto others = [&] {
        float width = 0;
        for (size_t i = 1; i < columns.size(); ++i) width += kept[i] ? columns[i].width : 0;
        return width;
    };
    const float room = rect.width() - kScrollBar;
    while (others() + kNarrowest > room) {
        size_t least = 0;
        for (size_t i = 1; i < columns.size(); ++i)
            if (kept[i] && columns[i].rank > 0 && (least == 0 || columns[i].rank > columns[least].rank)) least = i;
        if (least == 0) break;
        kept[least] = 0;
    }
    std::vector<float> edges{rect.left, rect.left + std::max(60.f, room - others())};
    for (size_t i = 1; i < columns.size(); ++i) edges.push_back(edges.back() + (kept[i] ? columns[i].width : 0));
    return edges;
}

bool Table::head(const Context& context, const plot::Rect& rect, const std::vector<TableColumn>& columns) {
    plot::ImGuiCanvas canvas(ImGui::GetWindowDrawList());
    const Theme& theme = context.theme;
    bool sorted = false;
    for (size_t i = 0; i < columns.size(); ++i) {
        if (edges_[i + 1] <= edges_[i]) continue;
        const plot::Rect cell{edges_[i], rect.top, edges_[i + 1], rect.bottom};
        ImGui::SetCursorScreenPos({cell.left, cell.top});
        ImGui::PushID(int(i));
        if (ImGui::InvisibleButton("head", {cell.width(), cell.height()})) {
            descending = sorted_by == int(i) ? !descending : !columns[i].words;
            sorted_by = int(i);
            sorted = true;
        }
        ImGui::PopID();
        const bool hovered = ImGui::IsItemHovered();
        if (hovered && !columns[i].tip.empty()) show_tip(context, {columns[i].tip});
        const bool by_this = sorted_by == int(i);
        const Color ink = hovered || by_this ? theme.text.secondary : theme.text.tertiary;
        const float width = canvas.text_width(Font::Small, columns[i].title) + (by_this ? 10 : 0);
        const float left = columns[i].words ? cell.left + kPad : cell.right - kPad - width;
        canvas.text({left, cell.centre_y()}, plot::Align::Left, Font::Small, ink, columns[i].title);
        if (!by_this) continue;
        const float x = left + width - 4, y = std::floor(cell.centre_y()), tip = descending ? 3.f : -3.f;
        const plot::Point arrow[] = {{x - 3, y - tip * 0.7f}, {x + 3, y - tip * 0.7f}, {x, y + tip}};
        canvas.polygon(arrow, ink, 0, 1);
    }
    canvas.line({rect.left, rect.bottom - 1}, {rect.right, rect.bottom - 1}, theme.line.normal, 1, plot::kSolid);
    return sorted;
}

Table::Events Table::draw(const Context& context, const char* id, const plot::Rect& rect, const std::vector<TableColumn>& columns, int rows,
                          const std::function<TableRow(int)>& look, const std::function<void(plot::Canvas&, int, int, const plot::Rect&)>& cell) {
    Events events;
    edges_ = place(rect, columns);
    head_ = {rect.left, rect.top, rect.right, rect.top + kHead};
    body_ = {rect.left, head_.bottom, rect.right, rect.bottom};
    ImGui::PushID(id);
    events.sorted = head(context, head_, columns);
    ImGui::SetCursorScreenPos({body_.left, body_.top});
    ImGui::PushStyleVar(ImGuiStyleVar_WindowPadding, {0, 0});
    ImGui::PushStyleVar(ImGuiStyleVar_ItemSpacing, {0, 0});
    ImGui::BeginChild("rows", {body_.width(), std::max(1.f, body_.height())}, false, ImGuiWindowFlags_NoNav);
    plot::ImGuiCanvas canvas(ImGui::GetWindowDrawList());
    if (wanted_ >= 0) {
        const float top = float(wanted_) * kRow, seen = ImGui::GetScrollY();
        if (top < seen || top + kRow > seen + body_.height()) ImGui::SetScrollY(std::max(0.f, top - body_.height() / 2));
        current_ = std::exchange(wanted_, -1);
    }
    ImGuiListClipper clipper;
    clipper.Begin(rows, kRow);
    first_ = -1;
    while (clipper.Step())
        for (int row = clipper.DisplayStart; row < clipper.DisplayEnd; ++row) {
            const ImVec2 at = ImGui::GetCursorScreenPos();
            if (first_ < 0) first_ = row, first_top_ = at.y;
            const plot::Rect line{body_.left, at.y, body_.right, at.y + kRow};
            ImGui::PushID(row);
            if (ImGui::InvisibleButton("row", {line.width() - kScrollBar, kRow})) events.clicked = row;
            ImGui::PopID();
            if (ImGui::IsItemHovered()) events.hovered = row;
            const TableRow how = look(row);
            if (how.selected) canvas.fill(line, context.theme.accent.soft, 0);
            else if (how.hovered || events.hovered == row) canvas.fill(line, context.theme.bg.hover, 0);
            canvas.line({line.left, line.bottom - 1}, {line.right, line.bottom - 1}, context.theme.line.subtle, 1, plot::kSolid);
            for (size_t i = 0; i < columns.size(); ++i) {
                if (edges_[i + 1] <= edges_[i]) continue;
                const plot::Rect inner{edges_[i] + kPad, line.top, edges_[i + 1] - kPad, line.bottom - 1};
                if (columns[i].words) canvas.push_clip({inner.left, inner.top, edges_[i + 1] - 2, inner.bottom});
                cell(canvas, row, int(i), inner);
                if (columns[i].words) canvas.pop_clip();
            }
        }
    if (ImGui::IsWindowHovered(ImGuiHoveredFlags_ChildWindows) && rows > 0) {
        const int step = pressed(ImGuiKey_DownArrow) - pressed(ImGuiKey_UpArrow);
        if (step != 0) events.clicked = wanted_ = std::clamp(current_ + step, 0, rows - 1);
    }
    if (events.clicked >= 0) current_ = events.clicked;
    ImGui::EndChild();
    ImGui::PopStyleVar(2);
    ImGui::PopID();
    return events;
}

plot::Rect Table::row_rect(int row) const {
    const float top = first_top_ + float(row - first_) * kRow;
    if (first_ < 0 || row < first_ || top + kRow > body_.bottom) return {};
    return {body_.left, top, body_.right, top + kRow};
}

plot::Rect Table::head_rect(int column) const { return {edges_[size_t(column)], head_.top, edges_[size_t(column) + 1], head_.bottom}; }

}  // namespace saddle::viz
