#include <algorithm>
#include <cmath>
#include <filesystem>
#include <limits>

#include "app/cli/landscape.h"
#include "datasets/image_file.h"
#include "engine/api/exports.h"
#include "engine/api/files.h"

namespace saddle::cli {
namespace {

constexpr int kSide = 512;   // pixels

/// Heights above the lowest value or, of a surface, their logarithms, 0 to 1: what is not finite is the highest.
std::vector<double> heights(const std::vector<float>& values, bool logarithm) {
    double low = std::numeric_limits<double>::infinity(), high = -low;
    for (const float v : values)
        if (std::isfinite(v)) {
            low = std::min(low, double(v));
            high = std::max(high, double(v));
        }
    std::vector<double> h;
    for (const float v : values) {
        const double part = !std::isfinite(v) ? 1 : high > low ? (double(v) - low) / (high - low) : 0;
        h.push_back(logarithm ? std::log1p(1000 * part) / std::log(1001.0) : part);   // less than a thousandth does not show
    }
    return h;
}

void paint(datasets::Image& image, int x, int y, const Colour& c) {
    const double channels[] = {c.r, c.g, c.b};
    for (int k = 0; k < 3; ++k) image.pixels[size_t((k * kSide + y) * kSide + x)] = uint8_t(std::lround(channels[k]));
}

/// Colours by height, and twelve contours.
datasets::Image surface(const Values& v) {
    datasets::Image image{3, kSide, kSide, std::vector<uint8_t>(size_t(3 * kSide * kSide))};
    const std::vector<double> h = heights(v.values, true);
    const int64_t rows = v.shape[0], columns = v.shape[1];
    const auto height = [&](int x, int y) {   // bilinear
        const double c = double(x) / (kSide - 1) * double(columns - 1), r = double(kSide - 1 - y) / (kSide - 1) * double(rows - 1);
        const int64_t i = std::min<int64_t>(int64_t(c), columns - 2), j = std::min<int64_t>(int64_t(r), rows - 2);
        const auto at = [&](int64_t row, int64_t column) { return h[size_t(row * columns + column)]; };
        const double u = c - double(i), w = r - double(j);
        return (at(j, i) * (1 - u) + at(j, i + 1) * u) * (1 - w) + (at(j + 1, i) * (1 - u) + at(j + 1, i + 1) * u) * w;
    };
    for (int y = 0; y < kSide; ++y)
        for (int x = 0; x < kSide; ++x) {
            const auto band = [&](int px, int py) { return int(height(std::min(px, kSide - 1), std::min(py, kSide - 1)) * 12); };
            const bool contour = band(x, y) != band(x + 1, y) || band(x, y) != band(x, y + 1);
            const Colour c = viridis(height(x, y));
            paint(image, x, y, contour ? Colour{c.r * 0.6, c.g * 0.6, c.b * 0.6} : c);
        }
    return image;
}

/// A curve on white.
datasets::Image curve(const Values& v) {
    datasets::Image image{3, kSide, kSide, std::vector<uint8_t>(size_t(3 * kSide * kSide), 255)};
    const std::vector<double> h = heights(v.values, false);
    int before = -1;
    for (int x = 0; x < kSide; ++x) {
        const double place = double(x) / (kSide - 1) * double(h.size() - 1);
        const size_t i = std::min(size_t(place), h.size() - 2);
        const double u = place - double(i);
        const int y = int(std::lround((1 - h[i] * (1 - u) - h[i + 1] * u) * (kSide - 9))) + 4;
        for (int k = std::min(y, before < 0 ? y : before); k <= std::max(y, before); ++k)
            for (const int thick : {-1, 0, 1}) paint(image, x, k + thick, {59, 81, 139});
        before = y;
    }
    return image;
}

std::string extension(const std::string& path) { return std::filesystem::path(path).extension().string(); }

}  // namespace

Colour viridis(double t) {
    static constexpr Colour kColours[] = {{68, 1, 84}, {71, 44, 122}, {59, 81, 139}, {44, 113, 142}, {33, 144, 141}, {39, 173, 129}, {92, 200, 99}, {170, 220, 50}, {253, 231, 37}};
    const double place = std::clamp(t, 0.0, 1.0) * 8;
    const int k = std::min(7, int(place));
    const double u = place - k;
    const auto& [a, b] = std::pair(kColours[k], kColours[k + 1]);
    return {a.r + u * (b.r - a.r), a.g + u * (b.g - a.g), a.b + u * (b.b - a.b)};
}

Status write_values(const Values& values, const std::string& path) {
    const std::string kind = extension(path);
    if (kind == ".csv") return write_file(path, values.csv);
    if (kind == ".npy") return exchange::write_npy(Tensor::of(values.shape, values.values), path);
    return datasets::write_png(values.shape.rank() == 2 ? surface(values) : curve(values), path);
}

std::string csv_number(double x) {
    char text[32];
    std::snprintf(text, sizeof text, "%.9g", x);
    return text;
}

std::string check_ending(const std::string& path, const std::vector<std::string>& kinds) {
    std::string list;
    for (size_t i = 0; i < kinds.size(); ++i) {
        if (extension(path) == kinds[i]) return {};
        list += (i == 0 ? "" : i + 1 < kinds.size() ? ", " : " or ") + kinds[i];
    }
    return "'" + path + "' does not say what to write: end it in " + list;
}

std::string check_output(const std::string& path) { return check_ending(path, {".csv", ".npy", ".png"}); }

}  // namespace saddle::cli
