#include "viz/views/inside_maps.h"

#include <algorithm>
#include <cmath>

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

constexpr float kGap = 3, kScale = 20, kSide = 210, kSideFrom = 560, kFewest = 14, kThin = 40;
constexpr float kMostCells = 40000;   // drawn in a frame

/// As pictures: what the last two axes hold, one for each index of those before. One axis alone is a row.
struct Pictures {
    int64_t count = 0, width = 1, height = 1;
};
Pictures pictures(const Shape& shape) {
    if (shape.rank() == 0) return {1, 1, 1};
    const int64_t width = shape[-1], height = shape.rank() > 1 ? shape[-2] : 1;
    return {width * height > 0 ? shape.count() / (width * height) : 0, width, height};
}

}  // namespace

Rect TileGrid::tile(int64_t index) const {
    const float left = area.left + float(index % columns) * step_x, top = area.top + float(index / columns) * step_y;
    return {left, top, left + step_x - kGap, top + step_y - kGap};
}

int64_t TileGrid::at(Point point) const {
    if (!area.contains(point) || count == 0) return -1;
    const int64_t column = int64_t((point.x - area.left) / step_x), row = int64_t((point.y - area.top) / step_y), index = row * columns + column;
    return column < columns && index < count && tile(index).contains(point) ? index : -1;
}

TileGrid arrange(const Rect& area, int64_t count, int64_t width, int64_t height, int64_t columns) {
    TileGrid best{count, 1, width, height, 1, 1, area};
    float largest = 0;
    const auto offer = [&](int64_t across) {
        const int64_t down = (count + across - 1) / across;
        float cell = std::min((area.width() / float(across) - kGap) / float(width), (area.height() / float(down) - kGap) / float(height));
        if (cell >= 4) cell = std::floor(cell);
        if (cell <= largest) return;
        largest = cell;
        best.columns = across;
        best.step_x = cell * float(width) + kGap;
        best.step_y = cell * float(height) + kGap;
    };
    if (columns > 0) offer(columns);
    if (largest * float(std::max(width, height)) >= kFewest) return best;
    largest = 0;
    for (int64_t across = 1; across <= count; ++across) offer(across);
    if (count == 1 && std::min(best.step_x, best.step_y) < kThin) {   // features of thousands of nodes: all the room, cells that are not square
        best.step_x = area.width();
        best.step_y = area.height();
    }
    return best;
}

void paint_histogram(const Context& context, const Rect& rect, std::span<const int64_t> counts, double low, double high) {
    plot::ImGuiCanvas canvas(ImGui::GetWindowDrawList());
    const Theme& theme = context.theme;
    const Rect plot{rect.left, rect.top, rect.right, rect.bottom - 16};
    const int64_t most = counts.empty() ? 0 : *std::max_element(counts.begin(), counts.end());
    for (size_t i = 0; most > 0 && i < counts.size(); ++i) {   // as logarithms: the zeros of a ReLU would hide all else
        const float part = float(std::log1p(double(counts[i])) / std::log1p(double(most)));
        const auto edge = [&](size_t k) { return plot.left + plot.width() * float(k) / float(counts.size()); };
        canvas.fill({edge(i), plot.bottom - part * plot.height(), edge(i + 1), plot.bottom}, theme.accent.base, 0);
    }
    canvas.line({plot.left, plot.bottom}, {plot.right, plot.bottom}, theme.plot.axis, 1, plot::kSolid);
    canvas.text({rect.left, rect.bottom - 7}, Align::Left, Font::MonoMicro, theme.text.tertiary, plot::number(low));
    canvas.text({rect.right, rect.bottom - 7}, Align::Right, Font::MonoMicro, theme.text.tertiary, plot::number(high));
    if (low < 0 && high > 0) {
        const float zero = plot.left + plot.width() * float(-low / (high - low));
        canvas.line({zero, plot.top}, {zero, plot.bottom}, theme.text.tertiary, 1, plot::series_dash(2));
    }
}

void MapsPart::set(std::shared_ptr<const Insight> inside) {
    inside_ = std::move(inside);
    hovered_ = -1;
}

std::vector<std::string> MapsPart::element(const Context& context, int64_t index) const {
    const Shape& shape = inside_->values.type.shape;
    std::string place;
    for (int axis = 0; axis < shape.rank(); ++axis) {
        const std::string& name = size_t(axis) < inside_->axes.size() ? inside_->axes[size_t(axis)] : "";
        place += (place.empty() ? "" : "  ") + context.tr(name.c_str()) + " " + std::to_string(index / shape.count(axis + 1, shape.rank()) % shape[axis]);
    }
    std::vector<std::string> lines{plot::number(double(inside_->values.f32[size_t(index)])), place};
    if (inside_->what == InsideWhat::Attention && int64_t(inside_->input.i32.size()) == shape[1] && shape[1] == shape[2])
        lines.push_back(class_name(*inside_, inside_->input.i32[size_t(index / shape[2] % shape[1])]) + " \u2192 " + class_name(*inside_, inside_->input.i32[size_t(index % shape[2])]));
    const Insight::Activity& a = inside_->activity;
    const int64_t each = shape.rank() > 0 && shape[0] > 0 ? shape.count() / shape[0] : 1;
    if (const size_t map = size_t(index / each); a.map_zeros.size() == size_t(shape.rank() > 0 ? shape[0] : 0) && map < a.map_zeros.size())
        lines.push_back(plot::fixed(100 * double(a.map_zeros[map]), 1) + " % " + context.tr("zeros in this map over the batch"));
    return lines;
}

void MapsPart::activity(const Context& context, const Rect& rect) {
    plot::ImGuiCanvas canvas(ImGui::GetWindowDrawList());
    const Theme& theme = context.theme;
    const Insight::Activity& a = inside_->activity;
    float y = rect.top + 10;
    canvas.text({rect.left, y}, Align::Left, Font::Small, theme.text.secondary, context.tr("Over the batch"));
    paint_histogram(context, {rect.left, y + 12, rect.right, std::min(rect.bottom, y + 92)}, a.histogram, a.low, a.high);
    y += 104;
    const std::pair<const char*, std::string> rows[] = {{"samples", plot::number(double(a.samples))}, {"mean", plot::number(a.mean)}, {"deviation", plot::number(a.deviation)},
                                                         {"zeros", plot::fixed(100 * a.zeros, 1) + " %"}, {"dead units", plot::number(double(a.dead)) + " / " + plot::number(double(a.units))}};
    for (const auto& [name, value] : rows) {
        if (y + 8 > rect.bottom) return;
        const bool dead = name == rows[4].first && a.dead > 0;
        canvas.text({rect.left, y}, Align::Left, Font::Small, theme.text.tertiary, context.tr(name));
        canvas.text({rect.right, y}, Align::Right, Font::Mono, dead ? theme.semantic.warning : theme.text.primary, value);
        y += 17;
    }
    const Rect last{rect.left, y - 26, rect.right, y - 8};
    if (plot::read_pointer("dead", last).hovered) show_tip(context, {context.tr("Dead units"), context.tr("elements that are zero for every sample of the batch")});
}

/// One axis: a bar each.
void MapsPart::bars(const Context& context, const Rect& rect) {
    plot::ImGuiCanvas canvas(ImGui::GetWindowDrawList());
    const std::vector<float>& x = inside_->values.f32;
    const auto [least, most] = std::minmax_element(x.begin(), x.end());
    const double low = std::min(0.0, double(*least)), high = std::max(1e-30, std::max(0.0, double(*most)));
    const auto place = [&](double v) { return rect.bottom - float((v - low) / (high - low)) * rect.height(); };
    const float each = rect.width() / float(x.size());
    const size_t step = std::max<size_t>(1, size_t(1 / std::max(each, 1e-6f)));
    for (size_t i = 0; i < x.size(); i += step) {
        const float left = rect.left + each * float(i), y = place(double(x[i])), zero = place(0);
        canvas.fill({left, std::min(y, zero), left + std::max(1.f, each * float(step) - (each > 4 ? 1.f : 0.f)), std::max({y, zero, std::min(y, zero) + 1})}, int64_t(i) == hovered_ ? context.theme.text.primary : context.theme.accent.base, 0);
    }
    canvas.line({rect.left, place(0)}, {rect.right, place(0)}, context.theme.plot.axis, 1, plot::kSolid);
    grid_ = {1, 1, int64_t(x.size()), 1, rect.width() + kGap, rect.height() + kGap, rect};
}

void MapsPart::draw(const Context& context, const Rect& rect) {
    const std::vector<float>& values = inside_->values.f32;
    Rect area{rect.left + 10, rect.top + 8, rect.right - 10, rect.bottom - 6};
    if (values.empty()) return empty_state(context, rect, context.tr("No real numbers here"), context.tr("Select another node on the canvas."));
    if (inside_->activity.samples > 0 && rect.width() >= kSideFrom) {
        activity(context, {area.right - kSide, area.top, area.right, area.bottom});
        area.right -= kSide + 16;
    }
    const Shape& shape = inside_->values.type.shape;
    const Pictures p = pictures(shape);
    const Rect legend{area.left, area.bottom - kScale, std::min(area.right, area.left + 320), area.bottom};
    area.bottom -= kScale + 4;
    const plot::Pointer pointer = plot::read_pointer("maps", area);
    if (shape.rank() == 1) {
        bars(context, area);
    } else {
        const ColourScale scale(context.theme, values);
        const int64_t columns = shape.rank() == 4 && shape[1] > 1 ? shape[1] : 0;   // filters: one row an output channel
        grid_ = arrange(area, p.count, p.width, p.height, columns);
        const float finest = std::max(1.f, std::sqrt(area.width() * area.height() / kMostCells));
        for (int64_t i = 0; i < p.count; ++i)
            paint_raster(grid_.tile(i), {std::span(values).subspan(size_t(i * p.width * p.height), size_t(p.width * p.height)), p.width}, scale, finest);
        paint_scale(context, legend, scale);
    }
    hovered_ = -1;
    const int64_t tile = pointer.hovered ? grid_.at(pointer.at) : -1;
    if (tile < 0) return;
    hovered_ = tile * p.width * p.height + cell_at(grid_.tile(tile), {std::span(values).subspan(0, size_t(p.width * p.height)), p.width}, pointer.at);
    plot::ImGuiCanvas canvas(ImGui::GetWindowDrawList());
    if (shape.rank() > 1) canvas.outline(grid_.tile(tile), context.theme.accent.base, 1, 0);
    show_tip(context, element(context, hovered_));
}

}  // namespace saddle::viz
