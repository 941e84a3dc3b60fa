#include "viz/views/height_field.h"

#include <algorithm>
#include <array>
#include <cmath>

namespace saddle::viz {
namespace {

constexpr int kLevels = 12;   // contour lines, at equal steps of height

/// Fills what is not finite, from coarse to fine, by bilinear interpolation between values two steps apart.
void estimate(std::vector<float>& values, int size, float where_nothing_is_known) {
    const auto at = [&](int i, int j) -> float& { return values[size_t(j) * size_t(size) + size_t(i)]; };
    int step = 1;
    while (step * 2 < size) step *= 2;
    for (int j = 0; j < size; j += step)
        for (int i = 0; i < size; i += step)
            if (std::isnan(at(i, j))) at(i, j) = where_nothing_is_known;
    for (step /= 2; step >= 1; step /= 2) {
        const int last = (size - 1) / (2 * step) * (2 * step);  // of the coarser level
        for (int j = 0; j < size; j += step)
            for (int i = 0; i < size; i += step) {
                if (!std::isnan(at(i, j))) continue;
                const int i0 = i / (2 * step) * (2 * step), j0 = j / (2 * step) * (2 * step), i1 = std::min(i0 + 2 * step, last), j1 = std::min(j0 + 2 * step, last);
                const float u = i1 > i0 ? float(i - i0) / float(2 * step) : 0, v = j1 > j0 ? float(j - j0) / float(2 * step) : 0;
                at(i, j) = (1 - v) * ((1 - u) * at(i0, j0) + u * at(i1, j0)) + v * ((1 - u) * at(i0, j1) + u * at(i1, j1));
            }
    }
}

/// Catmull-Rom spline through b and c at t in [0, 1].
float spline(float a, float b, float c, float d, float t) {
    return b + 0.5f * t * (c - a + t * (2 * a - 5 * b + 4 * c - d + t * (3 * (b - c) + d - a)));
}

}  // namespace

LandscapeGrid bends(const LandscapeGrid& grid) {
    LandscapeGrid made = grid;
    made.trail.clear();
    for (size_t k = 0; k < made.loss.size(); ++k) {
        const float low = grid.smallest[k], high = std::max(std::abs(low), grid.largest[k]);
        made.loss[k] = std::isnan(low) ? low : high > 0 ? std::max(0.f, -low) / high : 0;
    }
    made.centre_loss = 0;
    return made;
}

HeightField::HeightField(const LandscapeGrid& grid, bool log, int cells) {
    const int size = grid.size;
    double low = grid.centre_loss, high = grid.centre_loss;
    const auto include = [&](double loss) {
        if (!std::isfinite(loss)) return;
        low = std::min(low, loss);
        high = std::max(high, loss);
    };
    for (const float loss : grid.loss) include(double(loss));
    for (const auto& p : grid.trail)
        if (std::abs(p.a) <= grid.range && std::abs(p.b) <= grid.range) include(p.loss);
    log_ = log && low > 0;
    losses_ = plot::padded({low, high}, log_ ? plot::ScaleKind::Log : plot::ScaleKind::Linear, 0);

    std::vector<float> heights;
    for (const float loss : grid.loss) heights.push_back(float(height_of(double(loss))));
    factor_ = std::max(1, (cells + size / 2) / (size - 1));
    side_ = (size - 1) * factor_ + 1;
    certain_.resize(size_t(side_ - 1) * size_t(side_ - 1));
    for (int j = 0; j < side_ - 1; ++j)
        for (int i = 0; i < side_ - 1; ++i) {
            const size_t corner = size_t(j / factor_) * size_t(size) + size_t(i / factor_);
            certain_[size_t(j) * size_t(side_ - 1) + size_t(i)] =
                !std::isnan(heights[corner]) && !std::isnan(heights[corner + 1]) && !std::isnan(heights[corner + size_t(size)]) && !std::isnan(heights[corner + size_t(size) + 1]);
        }
    estimate(heights, size, float(height_of(grid.centre_loss)));
    refine(heights, size);
    trace_contours();
}

void HeightField::refine(const std::vector<float>& coarse, int size) {
    const auto at = [&](int i, int j) { return coarse[size_t(std::clamp(j, 0, size - 1)) * size_t(size) + size_t(std::clamp(i, 0, size - 1))]; };
    heights_.resize(size_t(side_) * size_t(side_));
    for (int j = 0; j < side_; ++j)
        for (int i = 0; i < side_; ++i) {
            const int ci = std::min(i / factor_, size - 2), cj = std::min(j / factor_, size - 2);
            const float u = float(i - ci * factor_) / float(factor_), v = float(j - cj * factor_) / float(factor_);
            std::array<float, 4> rows;
            for (int k = 0; k < 4; ++k) rows[size_t(k)] = spline(at(ci - 1, cj + k - 1), at(ci, cj + k - 1), at(ci + 1, cj + k - 1), at(ci + 2, cj + k - 1), u);
            heights_[size_t(j) * size_t(side_) + size_t(i)] = std::clamp(spline(rows[0], rows[1], rows[2], rows[3], v), 0.f, 1.f);
        }
}

void HeightField::trace_contours() {
    first_.assign(1, 0);
    for (int j = 0; j < side_ - 1; ++j)
        for (int i = 0; i < side_ - 1; ++i) {
            const std::array<std::array<float, 3>, 4> corner{{{coordinate(i), coordinate(j), height(i, j)},
                                                              {coordinate(i + 1), coordinate(j), height(i + 1, j)},
                                                              {coordinate(i + 1), coordinate(j + 1), height(i + 1, j + 1)},
                                                              {coordinate(i), coordinate(j + 1), height(i, j + 1)}}};
            const auto [low, high] = std::minmax({corner[0][2], corner[1][2], corner[2][2], corner[3][2]});
            for (int n = int(std::ceil(low * kLevels)); n <= int(high * kLevels) && certain(i, j); ++n) {
                const float level = float(n) / kLevels;
                std::array<std::array<float, 2>, 4> cut;
                size_t cuts = 0;
                for (size_t k = 0; k < 4; ++k) {
                    const auto &a = corner[k], &b = corner[(k + 1) % 4];
                    if ((a[2] < level) == (b[2] < level)) continue;
                    const float t = (level - a[2]) / (b[2] - a[2]);
                    cut[cuts++] = {a[0] + t * (b[0] - a[0]), a[1] + t * (b[1] - a[1])};
                }
                // Four cuts: a saddle. Which ends belong together follows from the middle of the cell.
                const bool middle_low = (corner[0][2] + corner[1][2] + corner[2][2] + corner[3][2]) / 4 < level;
                const size_t shift = cuts == 4 && middle_low != (corner[0][2] < level) ? 3 : 0;
                for (size_t k = 0; k + 1 < cuts; k += 2) {
                    const auto &a = cut[(k + shift) % cuts], &b = cut[(k + 1 + shift) % cuts];
                    contours_.push_back({a[0], a[1], b[0], b[1], level});
                }
            }
            first_.push_back(uint32_t(contours_.size()));
        }
}

double HeightField::height_of(double loss) const {
    if (std::isnan(loss)) return loss;
    if (log_ && loss <= 0) return 0;
    const auto place = [&](double value) { return log_ ? std::log10(value) : value; };
    return std::clamp((place(loss) - place(losses_.low)) / (place(losses_.high) - place(losses_.low)), 0.0, 1.0);
}

double HeightField::height_at(double x, double y) const {
    const double u = std::clamp((x + 1) / 2 * (side_ - 1), 0.0, double(side_ - 1)), v = std::clamp((y + 1) / 2 * (side_ - 1), 0.0, double(side_ - 1));
    const int i = std::min(int(u), side_ - 2), j = std::min(int(v), side_ - 2);
    const double s = u - i, t = v - j;
    return (1 - t) * ((1 - s) * double(height(i, j)) + s * double(height(i + 1, j))) + t * ((1 - s) * double(height(i, j + 1)) + s * double(height(i + 1, j + 1)));
}

}  // namespace saddle::viz
