#include "datasets/generators/sample_digits.h"

#include <algorithm>
#include <cmath>
#include <filesystem>
#include <numbers>

#include "datasets/loaders/idx.h"

namespace saddle::datasets {
namespace {

struct Point { double x, y; };
using Stroke = std::vector<Point>;

/// Part of an ellipse as a polyline; angles in turns, 0 = right, clockwise (y grows downwards).
Stroke arc(double cx, double cy, double rx, double ry, double from, double to) {
    Stroke stroke;
    for (int i = 0; i <= 16; ++i) {
        const double turn = (from + (to - from) * i / 16) * 2 * std::numbers::pi;
        stroke.push_back({cx + rx * std::cos(turn), cy + ry * std::sin(turn)});
    }
    return stroke;
}
Stroke join(Stroke a, const Stroke& b) {
    a.insert(a.end(), b.begin(), b.end());
    return a;
}

/// Strokes in a box of [-1, 1] x [-1, 1], two styles where hands differ.
std::vector<Stroke> strokes(int digit, bool other) {
    switch (digit) {
        case 0: return {arc(0, 0, other ? 0.5 : 0.62, 0.9, 0, 1)};
        case 1: return other ? std::vector<Stroke>{{{-0.3, -0.55}, {0.05, -0.9}, {0.05, 0.9}}, {{-0.35, 0.9}, {0.45, 0.9}}} : std::vector<Stroke>{{{0.1, -0.9}, {0, 0.9}}};
        case 2: return {join(arc(0, -0.4, 0.55, 0.5, 0.5, 1.08), {{-0.6, 0.9}, {0.65, other ? 0.9 : 0.75}})};
        case 3: return {join(arc(-0.05, -0.45, 0.52, 0.45, 0.55, 1.25), arc(-0.05, 0.42, 0.6, 0.48, 0.75, 1.45))};
        case 4: return other ? std::vector<Stroke>{{{0.3, 0.9}, {0.3, -0.9}, {-0.65, 0.3}, {0.7, 0.3}}} : std::vector<Stroke>{{{-0.45, -0.85}, {-0.55, 0.05}, {0.6, 0.05}}, {{0.4, -0.85}, {0.3, 0.9}}};
        case 5: return {join({{0.55, -0.9}, {-0.4, -0.9}, {-0.5, -0.1}}, arc(-0.05, 0.35, 0.58, 0.52, 0.63, 1.42))};
        case 6: return {join({{0.4, -0.9}, {-0.1, -0.6}, {-0.5, 0.1}}, arc(0, 0.42, 0.52, 0.48, 0.5, 1.5))};
        case 7: return other ? std::vector<Stroke>{{{-0.6, -0.85}, {0.6, -0.85}, {-0.1, 0.9}}, {{-0.3, 0}, {0.4, 0}}} : std::vector<Stroke>{{{-0.6, -0.8}, {0.6, -0.85}, {0.1, 0.0}, {-0.15, 0.9}}};
        case 8: return {arc(0, -0.45, 0.45, 0.43, 0.25, 1.25), arc(0, 0.44, 0.55, 0.46, 0.75, 1.75)};
        default: return {join(arc(0, -0.38, 0.5, 0.48, 0, 1), {{0.48, 0.1}, {other ? 0.45 : 0.1, 0.9}})};
    }
}

double distance(Point p, Point a, Point b) {
    const double dx = b.x - a.x, dy = b.y - a.y, length = dx * dx + dy * dy;
    const double t = length > 0 ? std::clamp(((p.x - a.x) * dx + (p.y - a.y) * dy) / length, 0.0, 1.0) : 0;
    return std::hypot(p.x - a.x - t * dx, p.y - a.y - t * dy);
}

}  // namespace

void draw_digit(int digit, Random& random, uint8_t* image) {
    const auto around = [&](double spread) { return double(random.uniform(float(-spread), float(spread))); };
    const double angle = around(0.3), shear = around(0.35), sx = 1 + around(0.22), sy = 1 + around(0.16), size = 8.3 + around(1.3);
    const double cx = 13.5 + around(2.2), cy = 13.5 + around(2.2), pen = 0.75 + double(random.uniform()) * 1.0, ink = 200 + 55 * double(random.uniform());
    double wave[4][4];  // a smooth field: two low-frequency waves a direction
    for (auto& w : wave) for (double& v : w) v = around(1);
    std::vector<Stroke> lines = strokes(digit, random.below(2) == 1);
    for (Stroke& line : lines)
        for (Point& p : line) {
            p.x += 0.05 * around(1);
            p.y += 0.05 * around(1);
            const double bx = 0.13 * (wave[0][0] * std::sin(2.2 * p.y + 3 * wave[0][1]) + wave[1][0] * std::sin(3.1 * p.x + 3 * wave[1][1]));
            const double by = 0.13 * (wave[2][0] * std::sin(2.4 * p.x + 3 * wave[2][1]) + wave[3][0] * std::sin(2.9 * p.y + 3 * wave[3][1]));
            const double x = (p.x + bx + shear * p.y) * sx, y = (p.y + by) * sy;
            p = {cx + size * (x * std::cos(angle) - y * std::sin(angle)), cy + size * (x * std::sin(angle) + y * std::cos(angle))};
        }
    for (int y = 0; y < 28; ++y)
        for (int x = 0; x < 28; ++x) {
            double nearest = 1e9;
            for (const Stroke& line : lines)
                for (size_t k = 0; k + 1 < line.size(); ++k) nearest = std::min(nearest, distance({double(x), double(y)}, line[k], line[k + 1]));
            const double cover = std::clamp(pen + 0.5 - nearest, 0.0, 1.0);
            image[y * 28 + x] = uint8_t(std::clamp(cover * ink + (cover > 0 ? around(12) : 0), 0.0, 255.0));
        }
}

namespace {

Status make_split(const std::string& folder, const std::string& name, int count, uint64_t stream) {
    Random random(20260101, stream);
    IdxFile images{{count, 28, 28}, std::vector<uint8_t>(size_t(count) * 784), {}}, labels{{count}, std::vector<uint8_t>(size_t(count)), {}};
    for (int i = 0; i < count; ++i) {
        labels.data[size_t(i)] = uint8_t(i % 10);
        draw_digit(i % 10, random, &images.data[size_t(i) * 784]);
    }
    TRY_STATUS(write_idx(images, folder + "/" + name + "-images-idx3-ubyte"));
    return write_idx(labels, folder + "/" + name + "-labels-idx1-ubyte");
}

}  // namespace

Status make_sample_digits(const std::string& folder) {
    std::error_code ignored;  // writing says what is wrong
    std::filesystem::create_directories(folder, ignored);
    if (std::filesystem::exists(folder + "/t10k-labels-idx1-ubyte")) return {};  // written last
    TRY_STATUS(make_split(folder, "train", kSampleTrain, 1));
    return make_split(folder, "t10k", kSampleTest, 2);
}

}  // namespace saddle::datasets
