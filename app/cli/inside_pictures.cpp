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

struct Curve {
    std::vector<double> x, y;
    Colour colour;
    int64_t width;
};
/// On a logarithmic scale; what is not above zero is left out.
datasets::Image drawn(const std::vector<Curve>& curves) {
    constexpr int64_t kWidth = 720, kHeight = 400, kMargin = 12;
    Painting painting = white(kHeight, kWidth);
    double low = INFINITY, high = 0, right = 1;
    for (const Curve& curve : curves) {
        for (const double y : curve.y)
            if (y > 0) low = std::min(low, y), high = std::max(high, y);
        for (const double x : curve.x) right = std::max(right, x);
    }
    const double span = std::max(1e-9, std::log(high / low));
    for (const Curve& curve : curves) {
        const auto x = [&](size_t k) { return double(kMargin) + double(kWidth - 2 * kMargin) * curve.x[k] / right; };
        const auto y = [&](size_t k) { return double(kHeight - kMargin) - std::log(curve.y[k] / low) / span * double(kHeight - 2 * kMargin); };
        for (size_t k = 1; k < curve.y.size(); ++k)
            if (curve.y[k - 1] > 0 && curve.y[k] > 0) painting.line(x(k - 1), y(k - 1), x(k), y(k), curve.width, curve.colour);
    }
    return painting.image;
}

}  // namespace

Result<datasets::Image> picture_grid(const Tensor& pictures, int64_t columns, double black, double white) {
    const Shape& shape = pictures.type.shape;
    if (shape.rank() != 4 || (shape[1] != 1 && shape[1] != 3)) return invalid("samples of " + to_string(shape) + " are no pictures of 1 or 3 channels", "write them with -o samples.npy");
    const int64_t count = shape[0], channels = shape[1], height = shape[2], width = shape[3], rows = (count + columns - 1) / columns;
    const int64_t zoom = std::max<int64_t>(1, 48 / std::max(height, width)), gap = 2, step_y = height * zoom + gap, step_x = width * zoom + gap;
    datasets::Image image{channels, rows * step_y + gap, columns * step_x + gap, {}};
    image.pixels.assign(size_t(image.channels * image.height * image.width), 128);
    for (int64_t n = 0; n < count; ++n)
        for (int64_t c = 0; c < channels; ++c)
            for (int64_t y = 0; y < height * zoom; ++y)
                for (int64_t x = 0; x < width * zoom; ++x) {
                    const double value = (double(pictures.f32[size_t(((n * channels + c) * height + y / zoom) * width + x / zoom)]) - black) / std::max(1e-9, white - black);
                    image.pixels[size_t((c * image.height + n / columns * step_y + gap + y) * image.width + n % columns * step_x + gap + x)] = uint8_t(std::lround(std::clamp(value, 0.0, 1.0) * 255));
                }
    return image;
}

Tensor strip(const train::Denoising& way) {
    std::vector<int64_t> dims = way.frames[0].type.shape.dims();
    const int64_t count = dims[0], each = way.frames[0].count() / count;
    dims.insert(dims.begin() + 1, int64_t(way.frames.size()));
    std::vector<float> numbers;
    for (int64_t n = 0; n < count; ++n)
        for (const Tensor& frame : way.frames) numbers.insert(numbers.end(), frame.f32.begin() + n * each, frame.f32.begin() + (n + 1) * each);
    return Tensor::of(Shape(dims), std::move(numbers));
}

Result<datasets::Image> picture_of(const train::Denoising& way, double black, double white) {
    Tensor all = strip(way);
    std::vector<int64_t> dims = all.type.shape.dims();
    dims[0] *= dims[1];
    dims.erase(dims.begin() + 1);
    all.type.shape = Shape(dims);
    return picture_grid(all, int64_t(way.frames.size()), black, white);
}

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
    std::vector<Curve> curves;
    for (size_t s = 0; s < g.states.size(); ++s) {
        const Colour colour = viridis(double(s) / double(std::max<size_t>(2, g.states.size())));
        curves.push_back({{g.states[s].steps.begin(), g.states[s].steps.end()}, g.states[s].loss, colour, 4});
        curves.push_back({{g.states[s].steps.begin(), g.states[s].steps.end()}, g.states[s].last, colour, 2});
    }
    return drawn(curves);
}

datasets::Image picture_of(const Insight::Smoothing& s) {
    Curve all{{}, {}, viridis(0.1), 4}, neighbours{{}, {}, viridis(0.6), 2};
    for (size_t k = 0; k < s.layers.size(); ++k) {
        all.x.push_back(double(k));
        neighbours.x.push_back(double(k));
        all.y.push_back(s.layers[k].distance);
        neighbours.y.push_back(s.layers[k].neighbours);
    }
    return drawn({all, neighbours});
}

datasets::Image picture_of(const Insight::GraphPart& g) {
    constexpr int64_t kSide = 720, kMargin = 24, kDot = 9;
    Painting painting = white(kSide, kSide);
    const auto place = [](double part) { return kMargin + part * double(kSide - 2 * kMargin); };
    const float most = g.along.empty() ? 1 : std::max(1e-12f, *std::max_element(g.along.begin(), g.along.end()));
    for (size_t e = 0; e < g.edges.size(); ++e) {
        const auto [source, target] = std::pair(size_t(g.edges[e].first), size_t(g.edges[e].second));
        double mean = 0;
        for (int64_t h = 0; h < g.heads; ++h) mean += double(g.along[e * size_t(g.heads) + size_t(h)]) / double(g.heads) / double(most);
        const double grey = 225 - 205 * mean, x = place((g.x[source] + g.x[target]) / 2), y = place((g.y[source] + g.y[target]) / 2);
        painting.line(x, y, place(g.x[target]), place(g.y[target]), 1 + std::llround(2 * mean), {grey, grey, grey});
    }
    const std::vector<int32_t>& colours = g.said.empty() ? g.labels : g.said;
    const int32_t classes = colours.empty() ? 1 : std::max(1, *std::max_element(colours.begin(), colours.end()));
    for (size_t v = 0; v < g.nodes.size(); ++v) {
        const int64_t x = std::llround(place(g.x[v])), y = std::llround(place(g.y[v])), dot = v == 0 ? kDot + 6 : kDot;
        if (v == 0) painting.square(x - dot / 2 - 2, y - dot / 2 - 2, dot + 4, {0, 0, 0});
        painting.square(x - dot / 2, y - dot / 2, dot, viridis(colours.empty() ? 0.5 : double(colours[v]) / double(classes)));
    }
    return painting.image;
}

}  // namespace saddle::cli
