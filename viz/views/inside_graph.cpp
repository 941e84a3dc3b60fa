#include "viz/views/inside_graph.h"

#include <algorithm>
#include <cmath>
#include <set>

#include "viz/plot/imgui_canvas.h"
#include "viz/plot/navigator.h"
#include "viz/plot/number.h"
#include "viz/views/controls.h"
#include "viz/views/inside_confusion.h"

namespace saddle::viz {
namespace {

using plot::Align;
using plot::Point;
using plot::Rect;

constexpr float kMargin = 20, kNear = 10;
constexpr size_t kMostHeads = 8, kMostSenders = 5;

}  // namespace

void GraphPart::set(std::shared_ptr<const Insight> inside) {
    inside_ = std::move(inside);
    hovered_ = -1;
    show_head(head_ < inside_->graph.heads ? head_ : -1);
}

void GraphPart::show_head(int head) {
    head_ = head;
    const Insight::GraphPart& g = inside_->graph;
    strengths_.clear();
    for (size_t e = 0; e < g.edges.size(); ++e) strengths_.push_back(weight(g.along, e));
    const float most = strengths_.empty() ? 1 : std::max(1e-12f, *std::max_element(strengths_.begin(), strengths_.end()));
    for (float& strength : strengths_) strength = std::max(0.f, strength) / most;
}

float GraphPart::weight(std::span<const float> weights, size_t index) const {
    const auto heads = size_t(inside_->graph.heads);
    if (head_ >= 0) return weights[index * heads + size_t(head_)];
    float sum = 0;
    for (size_t h = 0; h < heads; ++h) sum += weights[index * heads + h];
    return sum / float(heads);
}

Point GraphPart::place(size_t index) const {
    const float side = std::min(area_.width(), area_.height() * 1.8f);   // a wide dock is used
    const float left = (area_.left + area_.right - side) / 2;
    return {left + float(inside_->graph.x[index]) * side, area_.top + float(inside_->graph.y[index]) * area_.height()};
}

Color GraphPart::colour(const Context& context, size_t index) const {
    const Insight::GraphPart& g = inside_->graph;
    const std::vector<int32_t>& classes = truth_ ? g.labels : g.said;
    if (classes.empty()) return plot::series_color(context.theme, 0);
    return classes[index] < 0 ? context.theme.text.disabled : plot::series_color(context.theme, size_t(classes[index]));
}

/// The half of an edge at its target shows how much its source counts there: of a wire both directions are seen.
void GraphPart::edges(const Context& context) const {
    const Insight::GraphPart& g = inside_->graph;
    plot::ImGuiCanvas canvas(ImGui::GetWindowDrawList());
    std::vector<size_t> order(g.edges.size());
    for (size_t e = 0; e < order.size(); ++e) order[e] = e;
    std::stable_sort(order.begin(), order.end(), [&](size_t a, size_t b) { return strengths_[a] < strengths_[b]; });
    for (const size_t e : order) {
        const auto [source, target] = g.edges[e];
        const bool lit = hovered_ < 0 || target == hovered_, far = hovered_ >= 0 && !lit;
        const Point from = place(size_t(source)), to = place(size_t(target)), middle{(from.x + to.x) / 2, (from.y + to.y) / 2};
        const double strength = double(strengths_[e]);
        const Color ink = hovered_ >= 0 && lit ? context.theme.accent.base : context.theme.text.primary;
        canvas.line(lit && hovered_ >= 0 ? from : middle, to, with_alpha(ink, far ? 0.06 : 0.10 + 0.75 * strength), far ? 1.f : 1.f + 2.5f * float(strength), plot::kSolid);
    }
}

void GraphPart::nodes(const Context& context, const Point& pointer, bool inside) {
    const Insight::GraphPart& g = inside_->graph;
    plot::ImGuiCanvas canvas(ImGui::GetWindowDrawList());
    const float radius = g.nodes.size() > 80 ? 4.f : 5.5f;
    hovered_ = -1;
    float nearest = kNear;
    for (size_t v = g.nodes.size(); v-- > 0;) {
        const Point at = place(v);
        const bool wrong = !g.labels.empty() && g.labels[v] >= 0 && g.labels[v] != g.said[v];
        if (wrong) canvas.circle(at, radius + 2.5f, 0, context.theme.semantic.error, 1.5f);
        canvas.circle(at, v == 0 ? radius + 2 : radius, colour(context, v), v == 0 ? context.theme.text.primary : context.theme.plot.bg, v == 0 ? 2.f : 1.f);
        if (v == 0) canvas.text({at.x, at.y - radius - 11}, Align::Centre, Font::MonoMicro, context.theme.text.primary, std::to_string(g.nodes[0]));
        if (const float away = std::hypot(at.x - pointer.x, at.y - pointer.y); inside && away < nearest) {
            nearest = away;
            hovered_ = int(v);
        }
    }
}

std::string GraphPart::class_text(const Context& context, size_t v) const {
    const Insight::GraphPart& g = inside_->graph;
    if (g.said.empty()) return "";
    return context.tr("said") + " " + class_name(*inside_, g.said[v]) + (g.labels[v] < 0 ? "" : ", " + context.tr("truth") + " " + class_name(*inside_, g.labels[v]));
}

/// The node under the pointer, and whom it listens to most.
void GraphPart::tell(const Context& context) const {
    const Insight::GraphPart& g = inside_->graph;
    const auto v = size_t(hovered_);
    std::vector<std::string> lines{context.tr("node") + " " + std::to_string(g.nodes[v])};
    if (const std::string text = class_text(context, v); !text.empty()) lines.push_back(text);
    if (!g.own.empty()) lines.push_back(context.tr("itself") + "  " + plot::number(double(weight(g.own, v))));
    std::vector<std::pair<float, int64_t>> senders;
    for (size_t e = 0; e < g.edges.size(); ++e)
        if (g.edges[e].second == hovered_) senders.emplace_back(weight(g.along, e), g.nodes[size_t(g.edges[e].first)]);
    std::stable_sort(senders.begin(), senders.end(), [](const auto& a, const auto& b) { return a.first > b.first; });
    for (size_t k = 0; k < std::min(kMostSenders, senders.size()); ++k) lines.push_back(context.tr("from") + " " + std::to_string(senders[k].second) + "  " + plot::number(double(senders[k].first)));
    if (senders.size() > kMostSenders) lines.push_back("+ " + std::to_string(senders.size() - kMostSenders));
    show_tip(context, lines);
}

std::optional<int64_t> GraphPart::draw(const Context& context, const Rect& rect) {
    const Insight::GraphPart& g = inside_->graph;
    ControlRow row(context, {rect.left, rect.top, rect.right, rect.top + ControlRow::kHeight});
    if (g.heads > 1) {
        std::vector<std::string> names{context.tr("mean")};
        for (size_t h = 0; h < std::min(kMostHeads, size_t(g.heads)); ++h) names.push_back(std::to_string(h + 1));
        row.note(context.tr("heads"));
        if (const int chosen = row.choose("head", names, head_ + 1); chosen != head_ + 1) show_head(chosen - 1);
    }
    if (!g.said.empty()) truth_ = row.choose("colour", {context.tr("said"), context.tr("truth")}, truth_ ? 1 : 0) == 1;
    row.right();
    if (row.room() > 150) row.value(context.tr("edges"), plot::number(double(g.edges.size())) + " / " + plot::number(double(g.graph_edges)));
    if (row.room() > 150) row.value(context.tr("nodes"), plot::number(double(g.nodes.size())) + " / " + plot::number(double(g.graph_nodes)));
    if (g.left_out > 0 && row.room() > 150) row.value(context.tr("left out"), plot::number(double(g.left_out)));

    area_ = {rect.left + kMargin, rect.top + ControlRow::kHeight + kMargin, rect.right - kMargin, rect.bottom - kMargin};
    const Rect whole{rect.left, rect.top + ControlRow::kHeight, rect.right, rect.bottom};
    plot::ImGuiCanvas canvas(ImGui::GetWindowDrawList());
    canvas.push_clip(whole);
    const plot::Pointer pointer = plot::read_pointer("graph", whole);
    edges(context);
    nodes(context, pointer.at, pointer.hovered);
    const std::vector<int32_t>& classes = truth_ ? g.labels : g.said;
    float y = whole.top + 12;
    for (const int32_t label : std::set<int32_t>(classes.begin(), classes.end())) {
        if (y + 10 > whole.bottom) break;
        canvas.circle({whole.left + 16, y}, 4, label < 0 ? context.theme.text.disabled : plot::series_color(context.theme, size_t(label)), 0, 1);
        canvas.text({whole.left + 26, y}, Align::Left, Font::Small, context.theme.text.secondary, label < 0 ? context.tr("not known in this split") : class_name(*inside_, label));
        y += 16;
    }
    canvas.pop_clip();
    if (hovered_ < 0) return std::nullopt;
    tell(context);
    return pointer.clicked ? std::optional(g.nodes[size_t(hovered_)]) : std::nullopt;
}

}  // namespace saddle::viz
