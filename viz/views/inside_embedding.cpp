#include "viz/views/inside_embedding.h"

#include <algorithm>
#include <cmath>
#include <set>

#include "viz/plot/imgui_canvas.h"
#include "viz/plot/number.h"
#include "viz/views/controls.h"
#include "viz/views/inside_confusion.h"

namespace saddle::viz {
namespace {

using plot::Align;
using plot::Point;
using plot::Range;
using plot::Rect;

constexpr float kDot = 3.2f, kNear = 8;

/// Six colours, filled; then the same as rings.
void mark(plot::Canvas& canvas, const Theme& theme, Point at, int32_t label, float radius) {
    const Color color = plot::series_color(theme, size_t(label));
    const bool ring = label / int32_t(theme.categorical.size()) % 2 == 1;
    canvas.circle(at, ring ? radius - 0.5f : radius, ring ? theme.plot.bg : color, color, ring ? 1.5f : 0);
}

}  // namespace

void EmbeddingPart::set(std::shared_ptr<const Insight> inside) {
    if (!inside_ || inside_->node != inside->node) navigator_.reset();
    inside_ = std::move(inside);
    hovered_ = -1;
}

void EmbeddingPart::show_tsne(bool tsne) {
    if (tsne == tsne_) return;
    tsne_ = tsne;
    navigator_.reset();
}

bool EmbeddingPart::seen_tsne() const { return tsne_ && !inside_->embedding.tsne_x.empty(); }
std::span<const double> EmbeddingPart::x() const { return seen_tsne() ? inside_->embedding.tsne_x : inside_->embedding.pca_x; }
std::span<const double> EmbeddingPart::y() const { return seen_tsne() ? inside_->embedding.tsne_y : inside_->embedding.pca_y; }
Point EmbeddingPart::point(size_t index) const { return frame_.at(x()[index], y()[index]); }

void EmbeddingPart::legend(const Context& context) {
    const Insight::Embedding& e = inside_->embedding;
    if (e.labels.empty()) return;
    const std::set<int32_t> labels(e.labels.begin(), e.labels.end());
    plot::ImGuiCanvas canvas(ImGui::GetWindowDrawList());
    float y = frame_.area.top + 12;
    for (const int32_t label : labels) {
        if (label < 0 || y + 10 > frame_.area.bottom) break;
        const std::string name = class_name(*inside_, label);
        const float width = canvas.text_width(Font::Small, name);
        canvas.fill({frame_.area.right - width - 26, y - 7, frame_.area.right - 4, y + 8}, with_alpha(context.theme.plot.bg, 0.8), 3);
        mark(canvas, context.theme, {frame_.area.right - width - 18, y}, label, kDot + 0.8f);
        canvas.text({frame_.area.right - 8, y}, Align::Right, Font::Small, context.theme.text.secondary, name);
        y += 15;
    }
}

std::optional<int64_t> EmbeddingPart::draw(const Context& context, const Rect& rect) {
    const Theme& theme = context.theme;
    const Insight::Embedding& e = inside_->embedding;
    ControlRow row(context, {rect.left, rect.top, rect.right, rect.top + ControlRow::kHeight});
    show_tsne(row.choose("method", {context.tr("PCA"), context.tr("t-SNE")}, tsne_ ? 1 : 0) == 1);
    if (seen_tsne()) {
        row.value(context.tr("divergence"), plot::number(e.divergence));
        if (row.room() > 140) row.value(context.tr("iterations"), plot::number(e.iterations));
    } else {
        row.value(context.tr("variance explained"), plot::fixed(100 * (e.explained[0] + e.explained[1]), 1) + " %");
    }
    if (row.room() > 180) row.value(context.tr("numbers a sample"), plot::number(double(e.width)));

    plot::ImGuiCanvas canvas(ImGui::GetWindowDrawList());
    const Rect area{rect.left, rect.top + ControlRow::kHeight, rect.right, rect.bottom};
    const auto extent = [](std::span<const double> v) {
        const auto [low, high] = std::minmax_element(v.begin(), v.end());
        return plot::padded(Range{*low, *high}, plot::ScaleKind::Linear, 0.06);
    };
    const auto name = [&](int axis) {
        if (seen_tsne()) return std::string("t-SNE ") + std::to_string(axis + 1);
        return "PC " + std::to_string(axis + 1) + " (" + plot::fixed(100 * e.explained[axis], 1) + " %)";
    };
    const auto make = [&] { return plot::make_frame(canvas, area, {name(0)}, {name(1)}, navigator_.x(extent(x())), navigator_.y(extent(y()))); };
    frame_ = make();
    const plot::Pointer pointer = plot::read_pointer("points", area);
    if (navigator_.update(pointer, frame_)) frame_ = make();
    plot::paint_axes(canvas, frame_, theme);
    canvas.push_clip(frame_.area);
    hovered_ = -1;
    float nearest = kNear;
    for (size_t i = 0; i < e.samples.size(); ++i) {
        const Point at = point(i);
        const int32_t label = e.labels.empty() ? 0 : std::max(0, e.labels[i]);
        mark(canvas, theme, at, label, kDot);
        if (!e.said.empty() && !e.labels.empty() && e.said[i] != e.labels[i]) canvas.circle(at, kDot + 2.5f, 0, theme.semantic.error, 1);
        if (const float away = std::hypot(at.x - pointer.at.x, at.y - pointer.at.y); pointer.hovered && away < nearest) {
            nearest = away;
            hovered_ = int(i);
        }
    }
    if (hovered_ >= 0) canvas.circle(point(size_t(hovered_)), kDot + 3, 0, theme.text.primary, 1.5f);
    canvas.pop_clip();
    legend(context);
    navigator_.paint(canvas, theme);
    if (hovered_ < 0) return std::nullopt;
    const auto i = size_t(hovered_);
    std::vector<std::string> lines{context.tr("sample") + " " + std::to_string(e.samples[i])};
    if (!e.labels.empty()) lines.push_back(context.tr("truth") + " " + class_name(*inside_, e.labels[i]) + (e.said.empty() ? "" : ", " + context.tr("said") + " " + class_name(*inside_, e.said[i])));
    show_tip(context, lines);
    return pointer.clicked ? std::optional(e.samples[i]) : std::nullopt;
}

}  // namespace saddle::viz
