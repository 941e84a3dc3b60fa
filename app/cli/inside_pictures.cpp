#include "app/cli/inside_pictures.h"

#include <algorithm>
#include <cmath>

#include "app/cli/landscape.h"

namespace saddle::cli {
namespace {

struct Painting {
    datasets::Image image;
    void square(int64_t left, int64_t top, int64_t side, const Colour& c) {
        const double channels[] = {c.r, c.g, c.b};
        for (int64_t y = std::max<int64_t>(0, top); y < std::min(image.height, top + side); ++y)
            for (int64_t x = std::max<int64_t>(0, left); x < std::min(image.width, left + side); ++x)
                for (int64_t k = 0; k < 3; ++k) image.pixels[size_t((k * image.height + y) * image.width + x)] = uint8_t(std::lround(channels[k]));
    }
    void line(double x0, double y0, double x1, double y1, int64_t width, const Colour& c) {
        const double most = std::max({std::abs(x1 - x0), std::abs(y1 - y0), 1.0});
        for (double k = 0; k <= most; ++k) square(std::llround(x0 + (x1 - x0) * k / most) - width / 2, std::llround(y0 + (y1 - y0) * k / most) - width / 2, width, c);
    }
};
Painting white(int64_t height, int64_t width) { return {{3, height, width, std::vector<uint8_t>(size_t(3 * height * width), 255)}}; }

}  // namespace

datasets::Image tiles(const Tensor& values) {
    const Shape& shape = values.type.shape;
    const int64_t height = shape.rank() > 1 ? shape[-2] : 1, width = shape.rank() > 0 ? shape[-1] : 1, count = values.count() / (height * width);
    const int64_t columns = shape.rank() == 4 && shape[1] > 1 ? shape[1] : int64_t(std::ceil(std::sqrt(double(count)))), rows = (count + columns - 1) / columns;
    const int64_t zoom = std::max<int64_t>(1, 96 / std::max(height, width)), gap = 2, step_y = height * zoom + gap, step_x = width * zoom + gap;
    const auto [low, high] = std::minmax_element(values.f32.begin(), values.f32.end());
    Painting painting = white(rows * step_y + gap, columns * step_x + gap);
    for (int64_t i = 0; i < values.count(); ++i) {
        const int64_t map = i / (height * width), y = i / width % height, x = i % width;
        const double part = *high > *low ? double(values.f32[size_t(i)] - *low) / double(*high - *low) : 0;
        painting.square(map % columns * step_x + gap + x * zoom, map / columns * step_y + gap + y * zoom, zoom, viridis(part));
    }
    return painting.image;
}

datasets::Image picture_of(const Insight::Embedding& e) {
    constexpr int64_t kSide = 640, kMargin = 16, kDot = 5;
    Painting painting = white(kSide, kSide);
    const auto [left, right] = std::minmax_element(e.tsne_x.begin(), e.tsne_x.end());
    const auto [bottom, top] = std::minmax_element(e.tsne_y.begin(), e.tsne_y.end());
    const double extent = std::max({*right - *left, *top - *bottom, 1e-12});
    const int32_t most = e.labels.empty() ? 1 : std::max(1, *std::max_element(e.labels.begin(), e.labels.end()));
    for (size_t i = 0; i < e.samples.size(); ++i) {
        const auto place = [&](double x, double begin) { return int64_t(kMargin + (x - begin) / extent * double(kSide - 2 * kMargin)); };
        painting.square(place(e.tsne_x[i], *left) - kDot / 2, kSide - place(e.tsne_y[i], *bottom) - kDot / 2, kDot, viridis(e.labels.empty() ? 0.5 : double(e.labels[i]) / most));
    }
    return painting.image;
}

datasets::Image picture_of(const Insight::TimeGradients& g) {
    constexpr int64_t kWidth = 720, kHeight = 400, kMargin = 12;
    Painting painting = white(kHeight, kWidth);
    double low = INFINITY, high = 0;
    int64_t steps = 1;
    for (const auto& state : g.states)
        for (size_t k = 0; k < state.steps.size(); ++k) {
            for (const double length : {state.loss[k], state.last[k]})
                if (length > 0) low = std::min(low, length), high = std::max(high, length);
            steps = std::max(steps, state.steps[k]);
        }
    const double span = std::max(1e-9, std::log(high / low));
    for (size_t s = 0; s < g.states.size(); ++s)
        for (const auto& [lengths, width] : {std::pair(&g.states[s].loss, int64_t(4)), std::pair(&g.states[s].last, int64_t(2))}) {
            const auto place = [&](size_t k) {
                return std::pair(double(kMargin) + double((kWidth - 2 * kMargin) * g.states[s].steps[k]) / double(steps), double(kHeight - kMargin) - std::log((*lengths)[k] / low) / span * double(kHeight - 2 * kMargin));
            };
            for (size_t k = 1; k < lengths->size(); ++k)
                if ((*lengths)[k - 1] > 0 && (*lengths)[k] > 0) painting.line(place(k - 1).first, place(k - 1).second, place(k).first, place(k).second, width, viridis(double(s) / double(std::max<size_t>(2, g.states.size()))));
        }
    return painting.image;
}

}  // namespace saddle::cli
