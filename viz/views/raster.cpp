#include "viz/views/raster.h"

#include <algorithm>
#include <cmath>

#include "viz/plot/imgui_canvas.h"
#include "viz/plot/number.h"
#include "viz/plot/scale.h"

namespace saddle::viz {
namespace {

using plot::Point;
using plot::Rect;

/// Calls cell(rect, x0, x1, y0, y1) for each drawn cell, which stands for a block of the raster's.
template <class Cell>
void for_cells(const Rect& rect, int64_t width, int64_t height, float finest, const Cell& cell) {
    const auto parts = [&](float length, int64_t count) { return std::clamp<int64_t>(int64_t(length / std::max(0.25f, finest)), 1, std::max<int64_t>(1, count)); };
    const int64_t nx = parts(rect.width(), width), ny = parts(rect.height(), height);
    for (int64_t j = 0; j < ny; ++j)
        for (int64_t i = 0; i < nx; ++i) {
            const auto edge = [](float from, float length, int64_t k, int64_t n) { return from + length * float(k) / float(n); };
            cell(Rect{edge(rect.left, rect.width(), i, nx), edge(rect.top, rect.height(), j, ny), edge(rect.left, rect.width(), i + 1, nx), edge(rect.top, rect.height(), j + 1, ny)},
                 i * width / nx, (i + 1) * width / nx, j * height / ny, (j + 1) * height / ny);
        }
}

double mean(std::span<const float> values, int64_t width, int64_t x0, int64_t x1, int64_t y0, int64_t y1) {
    double sum = 0;
    for (int64_t y = y0; y < y1; ++y)
        for (int64_t x = x0; x < x1; ++x) sum += double(values[size_t(y * width + x)]);
    return sum / double((x1 - x0) * (y1 - y0));
}

/// Rectangles of one colour, without the smoothed edges that would let the ground through between them.
class Quads {
public:
    void add(const Rect& r, Color color) {
        if (color >> 24 == 0) return;
        list_.PrimReserve(6, 4);
        list_.PrimRectUV({r.left, r.top}, {r.right, r.bottom}, white_, white_, color);
    }

private:
    ImDrawList& list_ = *ImGui::GetWindowDrawList();
    const ImVec2 white_ = ImGui::GetFontTexUvWhitePixel();
};

}  // namespace

ColourScale::ColourScale(const std::vector<Color>& stops, double low, double high) : low_(low), high_(high) {
    for (size_t i = 0; i < colours_.size(); ++i) colours_[i] = ramp(stops, double(i) / double(colours_.size() - 1));
}

ColourScale::ColourScale(const Theme& theme, std::span<const float> values) {
    auto [low, high] = plot::finite_range(values);
    if (low > high) low = high = 0;
    const double most = std::max(std::abs(low), std::abs(high));
    *this = low < 0 ? ColourScale(theme.diverging, -most, most) : ColourScale(theme.heat, low, high);
}

Color ColourScale::operator()(double value) const {
    if (std::isnan(value)) return 0;
    const double place = high_ > low_ ? (value - low_) / (high_ - low_) : 0;
    return colours_[size_t(std::lround(std::clamp(place, 0.0, 1.0) * 255))];
}

void paint_raster(const Rect& rect, const Raster& raster, const ColourScale& scale, float finest) {
    Quads quads;
    for_cells(rect, raster.width, raster.height(), finest, [&](const Rect& cell, int64_t x0, int64_t x1, int64_t y0, int64_t y1) { quads.add(cell, scale(mean(raster.values, raster.width, x0, x1, y0, y1))); });
}

void paint_picture(const Rect& rect, std::span<const float> values, int64_t width, double low, double high, float finest) {
    const size_t plane = values.size() / 3;
    Quads quads;
    for_cells(rect, width, int64_t(plane) / width, finest, [&](const Rect& cell, int64_t x0, int64_t x1, int64_t y0, int64_t y1) {
        Color color = 0xff000000;
        for (size_t channel = 0; channel < 3; ++channel) {
            const double part = high > low ? (mean(values.subspan(channel * plane, plane), width, x0, x1, y0, y1) - low) / (high - low) : 0;
            color |= Color(std::lround(std::clamp(part, 0.0, 1.0) * 255)) << (8 * channel);
        }
        quads.add(cell, color);
    });
}

Rect fitted(const Rect& rect, int64_t width, int64_t height) {
    float each = std::min(rect.width() / float(std::max<int64_t>(1, width)), rect.height() / float(std::max<int64_t>(1, height)));
    if (each >= 4) each = std::floor(each);
    return {rect.left, rect.top, rect.left + each * float(width), rect.top + each * float(height)};
}

int64_t cell_at(const Rect& rect, const Raster& raster, Point at) {
    if (!rect.contains(at) || raster.height() == 0) return -1;
    const int64_t x = std::min(int64_t((at.x - rect.left) / rect.width() * float(raster.width)), raster.width - 1);
    const int64_t y = std::min(int64_t((at.y - rect.top) / rect.height() * float(raster.height())), raster.height() - 1);
    return y * raster.width + x;
}

void paint_scale(const Context& context, const Rect& rect, const ColourScale& scale) {
    plot::ImGuiCanvas canvas(ImGui::GetWindowDrawList());
    const Theme& theme = context.theme;
    const std::string low = plot::number(scale.low()), high = plot::number(scale.high());
    const float left = rect.left + canvas.text_width(Font::MonoMicro, low) + 6, right = rect.right - canvas.text_width(Font::MonoMicro, high) - 6, y = rect.centre_y();
    if (right - left < 24) return;
    canvas.text({rect.left, y}, plot::Align::Left, Font::MonoMicro, theme.text.tertiary, low);
    canvas.text({rect.right, y}, plot::Align::Right, Font::MonoMicro, theme.text.tertiary, high);
    const Rect bar{left, y - 4, right, y + 4};
    Quads quads;
    constexpr int kParts = 64;
    for (int i = 0; i < kParts; ++i)
        quads.add({bar.left + bar.width() * float(i) / kParts, bar.top, bar.left + bar.width() * float(i + 1) / kParts, bar.bottom}, scale(scale.low() + (scale.high() - scale.low()) * (i + 0.5) / kParts));
    canvas.outline(bar, theme.line.normal, 1, 0);
    if (scale.low() >= 0 || scale.high() <= 0) return;
    const float zero = bar.left + bar.width() * float(-scale.low() / (scale.high() - scale.low()));
    canvas.line({zero, bar.top - 2}, {zero, bar.bottom + 2}, theme.text.tertiary, 1, plot::kSolid);
}

}  // namespace saddle::viz
