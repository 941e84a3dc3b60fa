#include "viz/views/controls.h"

#include <algorithm>
#include <cmath>

#include "viz/plot/imgui_canvas.h"

namespace saddle::viz {
namespace {

using plot::Align;
using plot::Rect;

constexpr float kInset = 8, kBetween = 6, kPad = 8, kControl = 20;

plot::ImGuiCanvas canvas() { return plot::ImGuiCanvas(ImGui::GetWindowDrawList()); }
ImVec4 rgba(Color color) { return ImGui::ColorConvertU32ToFloat4(color); }

}  // namespace

Rect content_rect() {
    const ImVec2 at = ImGui::GetCursorScreenPos(), room = ImGui::GetContentRegionAvail();
    return {at.x, at.y, at.x + room.x, at.y + room.y};
}

ControlRow::ControlRow(const Context& context, const Rect& rect) : context_(context), rect_(rect), left_(rect.left + kInset), right_(rect.right - kInset) {
    const float y = rect.bottom - 1;
    canvas().line({rect.left, y}, {rect.right, y}, context.theme.line.subtle, 1, plot::kSolid);
}

Rect ControlRow::place(float width) {
    const float top = std::floor(rect_.centre_y() - kControl / 2);
    width = std::ceil(width);
    const float left = from_right_ ? right_ - width : left_;
    if (from_right_) right_ -= width + kBetween;
    else left_ += width + kBetween;
    return {left, top, left + width, top + kControl};
}

bool ControlRow::press(const char* id, const Rect& rect, const std::string& tip) {
    ImGui::SetCursorScreenPos({rect.left, rect.top});
    const bool pressed = ImGui::InvisibleButton(id, {rect.width(), rect.height()});
    if (ImGui::IsItemHovered() && !tip.empty()) show_tip(context_, {tip});
    return pressed;
}

int ControlRow::choose(const char* id, const std::vector<std::string>& options, int chosen) {
    plot::ImGuiCanvas draw = canvas();
    const Theme& theme = context_.theme;
    std::vector<float> widths;
    float total = 0;
    for (const std::string& option : options) {
        const float width = std::ceil(draw.text_width(Font::Small, option)) + 2 * kPad;
        if (total + width > room() && !widths.empty()) break;
        widths.push_back(width);
        total += width;
    }
    const Rect all = place(total);
    draw.fill(all, theme.bg.field, 4);
    ImGui::PushID(id);
    float x = all.left;
    for (size_t i = 0; i < widths.size(); x += widths[i++]) {
        const Rect part{x, all.top, x + widths[i], all.bottom};
        ImGui::PushID(int(i));
        if (press("option", part, {})) chosen = int(i);
        const bool hovered = ImGui::IsItemHovered();
        ImGui::PopID();
        if (int(i) == chosen) draw.fill(part, theme.accent.soft, 3);
        const Color ink = int(i) == chosen ? theme.accent.base : hovered ? theme.text.primary : theme.text.secondary;
        draw.text({x + widths[i] / 2, part.centre_y()}, Align::Centre, Font::Small, ink, options[i]);
    }
    ImGui::PopID();
    draw.outline(all, theme.line.normal, 1, 4);
    return chosen;
}

bool ControlRow::toggle(const char* id, const std::string& label, bool on, const std::string& tip) {
    plot::ImGuiCanvas draw = canvas();
    const Theme& theme = context_.theme;
    const Rect rect = place(draw.text_width(Font::Small, label) + 2 * kPad - 2);
    const bool pressed = press(id, rect, tip);
    if (on) draw.fill(rect, theme.accent.soft, 3);
    else if (ImGui::IsItemHovered()) draw.fill(rect, theme.bg.hover, 3);
    draw.outline(rect, on ? theme.accent.base : theme.line.normal, 1, 3);
    draw.text({(rect.left + rect.right) / 2, rect.centre_y()}, Align::Centre, Font::Small, on ? theme.accent.base : theme.text.secondary, label);
    return pressed;
}

bool ControlRow::slide(const char* id, const std::string& name, const std::string& text, double& value, double standard) {
    constexpr float kTrack = 44;
    plot::ImGuiCanvas draw = canvas();
    const Theme& theme = context_.theme;
    const float name_width = std::ceil(draw.text_width(Font::Small, name)), text_width = std::ceil(draw.text_width(Font::Mono, text));
    const Rect rect = place(name_width + 8 + kTrack + 8 + text_width);
    const float from = rect.left + name_width + 8, y = std::floor(rect.centre_y());
    press(id, rect, {});
    const double before = value;
    if (ImGui::IsItemHovered() && ImGui::IsMouseDoubleClicked(0)) value = standard;
    else if (ImGui::IsItemActive()) value = std::clamp(double((ImGui::GetIO().MousePos.x - from) / kTrack), 0.0, 1.0);
    if (ImGui::IsItemHovered() && ImGui::GetIO().MouseWheel != 0) value = std::clamp(value + 0.05 * ImGui::GetIO().MouseWheel, 0.0, 1.0);
    draw.text({rect.left, y}, Align::Left, Font::Small, theme.text.tertiary, name);
    draw.fill({from, y - 1, from + kTrack, y + 1}, theme.bg.active, 1);
    draw.fill({from, y - 1, from + kTrack * float(value), y + 1}, theme.text.tertiary, 1);
    draw.circle({from + kTrack * float(value), y}, 4, theme.bg.raised, ImGui::IsItemActive() || ImGui::IsItemHovered() ? theme.accent.base : theme.text.tertiary, 1.5f);
    draw.text({rect.right, y}, Align::Right, Font::Mono, theme.text.primary, text);
    return value != before;
}

bool ControlRow::menu(const char* id, const std::string& tip) {
    plot::ImGuiCanvas draw = canvas();
    const Rect rect = place(kControl);
    const bool pressed = press(id, rect, tip);
    if (ImGui::IsItemHovered()) draw.fill(rect, context_.theme.bg.hover, 4);
    for (float dx : {-4.f, 0.f, 4.f}) draw.circle({(rect.left + rect.right) / 2 + dx, rect.centre_y()}, 1.2f, context_.theme.text.secondary, 0, 1);
    return pressed;
}

void ControlRow::note(const std::string& text) {
    plot::ImGuiCanvas draw = canvas();
    const Rect rect = place(draw.text_width(Font::Small, text));
    draw.text({rect.left, rect.centre_y()}, Align::Left, Font::Small, context_.theme.text.tertiary, text);
}

void ControlRow::value(const std::string& name, const std::string& value) {
    plot::ImGuiCanvas draw = canvas();
    const float name_width = std::ceil(draw.text_width(Font::Small, name));
    const Rect rect = place(name_width + 6 + draw.text_width(Font::Mono, value) + 6);
    draw.text({rect.left, rect.centre_y()}, Align::Left, Font::Small, context_.theme.text.tertiary, name);
    draw.text({rect.left + name_width + 6, rect.centre_y()}, Align::Left, Font::Mono, context_.theme.text.primary, value);
}

bool begin_menu(const Context& context, const char* id) {
    const Theme& theme = context.theme;
    ImGui::PushStyleColor(ImGuiCol_PopupBg, rgba(theme.bg.raised));
    ImGui::PushStyleColor(ImGuiCol_Border, rgba(theme.line.strong));
    ImGui::PushStyleVar(ImGuiStyleVar_PopupRounding, 6);
    ImGui::PushStyleVar(ImGuiStyleVar_PopupBorderSize, 1);
    ImGui::PushStyleVar(ImGuiStyleVar_WindowPadding, {4, 4});
    const bool open = ImGui::BeginPopup(id);
    ImGui::PopStyleVar(3);
    ImGui::PopStyleColor(2);
    return open;
}

bool menu_item(const Context& context, const std::string& label, bool checked) {
    plot::ImGuiCanvas draw = canvas();
    constexpr float kRow = 24;
    const ImVec2 at = ImGui::GetCursorScreenPos();
    const float width = std::max(150.f, std::ceil(draw.text_width(Font::Base, label)) + 40);
    const bool pressed = ImGui::InvisibleButton(label.c_str(), {width, kRow});
    ImGui::SetCursorScreenPos({at.x, at.y + kRow});
    const Rect rect{at.x, at.y, at.x + width, at.y + kRow};
    if (ImGui::IsItemHovered()) draw.fill(rect, context.theme.bg.hover, 4);
    if (checked) draw.circle({at.x + 12, rect.centre_y()}, 3, context.theme.accent.base, 0, 1);
    draw.text({at.x + 24, rect.centre_y()}, Align::Left, Font::Base, context.theme.text.primary, label);
    if (pressed) ImGui::CloseCurrentPopup();
    return pressed;
}

void menu_line(const Context& context) {
    const ImVec2 at = ImGui::GetCursorScreenPos();
    canvas().line({at.x, at.y + 3}, {at.x + ImGui::GetWindowWidth() - 8, at.y + 3}, context.theme.line.subtle, 1, plot::kSolid);
    ImGui::SetCursorScreenPos({at.x, at.y + 7});
}

void end_menu() { ImGui::EndPopup(); }

void show_tip(const Context& context, const std::vector<std::string>& lines) {
    constexpr float kWidest = 320, kLine = 15;
    plot::ImGuiCanvas draw(ImGui::GetForegroundDrawList());
    const ImGuiIO& io = ImGui::GetIO();
    float width = 0;
    for (const std::string& line : lines) width = std::max(width, draw.text_width(Font::Small, line));
    width = std::ceil(std::min(width, kWidest)) + 16;
    const float height = kLine * float(lines.size()) + 10;
    Rect box{io.MousePos.x + 14, io.MousePos.y + 16, 0, 0};
    box.left = std::max(2.f, std::min(box.left, io.DisplaySize.x - width - 2));
    if (box.top + height > io.DisplaySize.y - 2) box.top = std::max(2.f, io.MousePos.y - height - 8);
    box.right = box.left + width;
    box.bottom = box.top + height;
    draw.fill(box, context.theme.bg.raised, 4);
    draw.outline(box, context.theme.line.strong, 1, 4);
    draw.push_clip({box.left + 4, box.top, box.right - 4, box.bottom});
    for (size_t i = 0; i < lines.size(); ++i)
        draw.text({box.left + 8, box.top + 5 + kLine * (float(i) + 0.5f)}, Align::Left, Font::Small, i == 0 ? context.theme.text.primary : context.theme.text.secondary, lines[i]);
    draw.pop_clip();
}

bool notice(const Context& context, const Rect& rect, const std::string& text, const std::string& action) {
    plot::ImGuiCanvas draw = canvas();
    const Theme& theme = context.theme;
    draw.fill(rect, theme.semantic.info_soft, 0);
    draw.fill({rect.left, rect.top, rect.left + 3, rect.bottom}, theme.semantic.info, 0);
    const float width = action.empty() ? 0 : std::ceil(draw.text_width(Font::Small, action)) + 2 * kPad;
    draw.push_clip({rect.left, rect.top, rect.right - width, rect.bottom});
    draw.text({rect.left + 10, rect.centre_y()}, Align::Left, Font::Small, theme.text.primary, text);
    draw.pop_clip();
    if (action.empty()) return false;
    const Rect button{rect.right - width, rect.top, rect.right, rect.bottom};
    ImGui::SetCursorScreenPos({button.left, button.top});
    const bool pressed = ImGui::InvisibleButton(action.c_str(), {button.width(), button.height()});
    if (ImGui::IsItemHovered()) draw.fill(button, theme.bg.hover, 0);
    draw.text({button.left + kPad, button.centre_y()}, Align::Left, Font::Small, theme.accent.base, action);
    return pressed;
}

void empty_state(const Context& context, const Rect& rect, const std::string& missing, const std::string& remedy) {
    const float wrap = std::max(80.f, rect.width() - 48), centre = (rect.left + rect.right) / 2;
    float y = rect.top + rect.height() / 3;
    const std::pair<const std::string&, std::pair<Font, Color>> lines[] = {{missing, {Font::Base, context.theme.text.secondary}},
                                                                           {remedy, {Font::Small, context.theme.text.tertiary}}};
    for (const auto& [text, look] : lines) {
        const float size = plot::font_size(look.first);
        const ImVec2 room = font(look.first)->CalcTextSizeA(size, 1e9f, wrap, text.c_str());
        ImGui::GetWindowDrawList()->AddText(font(look.first), size, {std::floor(centre - room.x / 2), std::floor(y)}, look.second, text.c_str(), nullptr, wrap);
        y += room.y + 4;
    }
}

}  // namespace saddle::viz
