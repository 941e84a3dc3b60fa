#include "viz/views/inside_smoothing.h"

#include <cmath>

#include "viz/plot/imgui_canvas.h"
#include "viz/plot/number.h"
#include "viz/views/controls.h"
#include "viz/views/sharing.h"

namespace saddle::viz {
namespace {

using plot::Align;
using plot::Rect;

constexpr float kTable = 300, kTableFrom = 640, kRow = 18;

}  // namespace

void SmoothingPart::set(std::shared_ptr<const Insight> inside) {
    inside_ = std::move(inside);
    std::vector<LinePlot::Line> lines{{"all pairs", {}, {}, 0, false, true}, {"neighbours", {}, {}, 1, false, true}, {"energy", {}, {}, 2, false, true}};
    const auto& layers = inside_->smoothing.layers;
    for (size_t k = 0; k < layers.size(); ++k) {
        const double values[] = {layers[k].distance, layers[k].neighbours, layers[k].energy};
        for (size_t c = 0; c < 3; ++c) {
            lines[c].x.push_back(double(k));
            lines[c].y.push_back(values[c]);
        }
    }
    plot_.set(std::move(lines), plot::ScaleKind::Log);
}

std::string SmoothingPart::name(const Context& context, size_t layer) const {
    const NodeId& node = inside_->smoothing.layers[layer].node;
    return node.empty() ? context.tr("input") : node;
}

Rect SmoothingPart::row(size_t layer) const { return layer < rows_.size() ? rows_[layer] : Rect{}; }

void SmoothingPart::table(const Context& context, const Rect& rect) {
    plot::ImGuiCanvas canvas(ImGui::GetWindowDrawList());
    const Theme& theme = context.theme;
    const float columns[] = {rect.left + 150, rect.left + 222, rect.right};
    const char* heads[] = {"all pairs", "neighbours", "energy"};
    rows_.clear();
    for (size_t c = 0; c < 3; ++c) canvas.text({columns[c], rect.top + 8}, Align::Right, Font::Small, theme.text.tertiary, context.tr(heads[c]));
    float y = rect.top + 20;
    const auto& layers = inside_->smoothing.layers;
    for (size_t k = 0; k < layers.size() && y + kRow <= rect.bottom; ++k, y += kRow) {
        const Rect row{rect.left, y, rect.right, y + kRow};
        rows_.push_back(row);
        const plot::Pointer pointer = plot::read_pointer(("layer " + std::to_string(k)).c_str(), row);
        const bool selected = !layers[k].node.empty() && layers[k].node == context.link.node;
        const bool read = plot_.hovered() && *plot_.hovered() == double(k);
        if (selected || pointer.hovered || read) canvas.fill(row, selected ? theme.accent.soft : theme.bg.hover, 3);
        if (pointer.clicked && !layers[k].node.empty()) select_node(context.link, layers[k].node);
        canvas.push_clip({row.left, row.top, columns[0] - 52, row.bottom});
        canvas.text({row.left + 4, row.centre_y()}, Align::Left, Font::Mono, selected ? theme.accent.base : theme.text.primary, name(context, k));
        canvas.pop_clip();
        const double values[] = {layers[k].distance, layers[k].neighbours, layers[k].energy};
        for (size_t c = 0; c < 3; ++c) canvas.text({columns[c], row.centre_y()}, Align::Right, Font::Mono, theme.text.primary, plot::number(values[c]));
        if (pointer.hovered && layers[k].zero_rows > 0) show_tip(context, {name(context, k), context.tr("rows that are zero") + " " + plot::number(double(layers[k].zero_rows))});
    }
}

void SmoothingPart::draw(const Context& context, const Rect& rect) {
    ControlRow row(context, {rect.left, rect.top, rect.right, rect.top + ControlRow::kHeight});
    row.note(context.tr("cosine distance of nodes after each layer, and Dirichlet energy: all near 0 is over-smoothing"));
    Rect area{rect.left, rect.top + ControlRow::kHeight, rect.right, rect.bottom};
    if (rect.width() >= kTableFrom) {
        table(context, {area.right - kTable - 10, area.top + 6, area.right - 10, area.bottom - 4});
        area.right -= kTable + 24;
    }
    plot_.draw(context, area, "smoothing", context.tr("layer"), "", [&](double layer) { return name(context, size_t(layer)); });
}

}  // namespace saddle::viz
