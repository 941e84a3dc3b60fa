#include "viz/render/style.h"

#include <imgui.h>

namespace saddle::viz {

void apply_style(const Theme& theme) {
    ImGuiStyle& style = ImGui::GetStyle();
    style = ImGuiStyle();
    style.WindowPadding = {8, 8};
    style.FramePadding = {8, 3.5f};        // fields 22 high
    style.CellPadding = {6, 3.5f};         // table rows 22 high
    style.ItemSpacing = {8, 4};
    style.ItemInnerSpacing = {6, 4};
    style.IndentSpacing = 16;
    style.ScrollbarSize = 8;
    style.GrabMinSize = 16;
    style.WindowBorderSize = style.ChildBorderSize = 0;
    style.PopupBorderSize = style.FrameBorderSize = 1;
    style.WindowRounding = style.ChildRounding = style.TabRounding = 0;
    style.FrameRounding = style.GrabRounding = style.ScrollbarRounding = 4;
    style.PopupRounding = 6;
    style.DisabledAlpha = 1;               // disabled text has a colour of its own
    const auto set = [&](ImGuiCol which, Color color) { style.Colors[which] = ImGui::ColorConvertU32ToFloat4(color); };
    set(ImGuiCol_Text, theme.text.primary);
    set(ImGuiCol_TextDisabled, theme.text.tertiary);
    set(ImGuiCol_WindowBg, theme.bg.panel);
    set(ImGuiCol_ChildBg, 0);
    set(ImGuiCol_PopupBg, theme.bg.raised);
    set(ImGuiCol_Border, theme.line.normal);
    set(ImGuiCol_BorderShadow, 0);
    set(ImGuiCol_FrameBg, theme.bg.field);
    set(ImGuiCol_FrameBgHovered, theme.bg.hover);
    set(ImGuiCol_FrameBgActive, theme.bg.active);
    set(ImGuiCol_TitleBg, theme.bg.gutter);
    set(ImGuiCol_TitleBgActive, theme.bg.gutter);
    set(ImGuiCol_TitleBgCollapsed, theme.bg.gutter);
    set(ImGuiCol_MenuBarBg, theme.bg.gutter);
    set(ImGuiCol_ScrollbarBg, 0);
    set(ImGuiCol_ScrollbarGrab, theme.line.normal);
    set(ImGuiCol_ScrollbarGrabHovered, theme.line.strong);
    set(ImGuiCol_ScrollbarGrabActive, theme.line.strong);
    set(ImGuiCol_CheckMark, theme.accent.base);
    set(ImGuiCol_SliderGrab, theme.accent.base);
    set(ImGuiCol_SliderGrabActive, theme.accent.pressed);
    set(ImGuiCol_Button, theme.bg.raised);
    set(ImGuiCol_ButtonHovered, theme.bg.hover);
    set(ImGuiCol_ButtonActive, theme.bg.active);
    set(ImGuiCol_Header, theme.accent.soft);
    set(ImGuiCol_HeaderHovered, theme.bg.hover);
    set(ImGuiCol_HeaderActive, theme.bg.active);
    set(ImGuiCol_Separator, theme.line.subtle);
    set(ImGuiCol_SeparatorHovered, theme.line.strong);
    set(ImGuiCol_SeparatorActive, theme.accent.base);
    set(ImGuiCol_ResizeGrip, 0);
    set(ImGuiCol_ResizeGripHovered, theme.line.strong);
    set(ImGuiCol_ResizeGripActive, theme.accent.base);
    set(ImGuiCol_Tab, theme.bg.gutter);
    set(ImGuiCol_TabHovered, theme.bg.hover);
    set(ImGuiCol_TabActive, theme.bg.panel);
    set(ImGuiCol_TabUnfocused, theme.bg.gutter);
    set(ImGuiCol_TabUnfocusedActive, theme.bg.panel);
    set(ImGuiCol_PlotLines, theme.categorical[0]);
    set(ImGuiCol_PlotLinesHovered, theme.accent.base);
    set(ImGuiCol_PlotHistogram, theme.categorical[0]);
    set(ImGuiCol_PlotHistogramHovered, theme.accent.base);
    set(ImGuiCol_TableHeaderBg, theme.bg.panel);
    set(ImGuiCol_TableBorderStrong, theme.line.normal);
    set(ImGuiCol_TableBorderLight, theme.line.subtle);
    set(ImGuiCol_TableRowBg, 0);
    set(ImGuiCol_TableRowBgAlt, 0);
    set(ImGuiCol_TextSelectedBg, theme.accent.soft);
    set(ImGuiCol_DragDropTarget, theme.accent.base);
    set(ImGuiCol_NavHighlight, theme.accent.base);
    set(ImGuiCol_NavWindowingHighlight, theme.accent.base);
    set(ImGuiCol_NavWindowingDimBg, with_alpha(theme.bg.gutter, 0.5));
    set(ImGuiCol_ModalWindowDimBg, with_alpha(theme.bg.gutter, 0.5));
}

}  // namespace saddle::viz
