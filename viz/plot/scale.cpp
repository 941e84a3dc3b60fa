#include "viz/plot/scale.h"

#include <algorithm>
#include <cmath>
#include <limits>

namespace saddle::viz::plot {
namespace {

constexpr double kFarPixels = 1e6;
constexpr double kSmallestLog = 1e-300;

double unit(ScaleKind kind, double value) { return kind == ScaleKind::Log ? std::log10(std::max(value, kSmallestLog)) : value; }
double from_unit(ScaleKind kind, double u) { return kind == ScaleKind::Log ? std::pow(10, u) : u; }

bool drawable(Range range, ScaleKind kind) {
    if (!std::isfinite(range.low) || !std::isfinite(range.high) || !std::isfinite(range.span())) return false;
    if (kind == ScaleKind::Log && range.low < kSmallestLog) return false;
    const double magnitude = std::max({std::abs(range.low), std::abs(range.high), std::numeric_limits<double>::min()});
    return range.span() > 1e-12 * magnitude;
}

Range between(ScaleKind kind, double low, double high, Range otherwise) {
    const Range made{from_unit(kind, low), from_unit(kind, high)};
    return drawable(made, kind) ? made : otherwise;
}

}  // namespace

double Scale::pixel(double value) const {
    if (kind == ScaleKind::Log && value <= 0) return from + (from > to ? kFarPixels : -kFarPixels);
    const double low = unit(kind, range.low), high = unit(kind, range.high);
    return from + (unit(kind, value) - low) / (high - low) * (to - from);
}

double Scale::value(double pixel) const {
    const double low = unit(kind, range.low), high = unit(kind, range.high);
    return from_unit(kind, low + (pixel - from) / (to - from) * (high - low));
}

Range zoomed(Range range, ScaleKind kind, double anchor, double factor) {
    const double a = unit(kind, anchor);
    return between(kind, a + (unit(kind, range.low) - a) * factor, a + (unit(kind, range.high) - a) * factor, range);
}

Range panned(Range range, ScaleKind kind, double fraction) {
    const double low = unit(kind, range.low), high = unit(kind, range.high), shift = (high - low) * fraction;
    return between(kind, low + shift, high + shift, range);
}

Range finite_range(std::span<const float> values) {
    Range range{std::numeric_limits<double>::infinity(), -std::numeric_limits<double>::infinity()};
    for (const float value : values)
        if (std::isfinite(value)) {
            range.low = std::min(range.low, double(value));
            range.high = std::max(range.high, double(value));
        }
    return range;
}

Range padded(Range data, ScaleKind kind, double margin) {
    if (kind == ScaleKind::Log && data.high <= 0) data = {0.1, 1};
    if (kind == ScaleKind::Log && data.low <= 0) data.low = data.high / 10;
    if (!std::isfinite(data.low) || !std::isfinite(data.high) || data.low > data.high) data = {kind == ScaleKind::Log ? 0.1 : 0, 1};
    if (!drawable(data, kind)) {  // one value only: a tenth of it, or one decade, around it
        if (kind == ScaleKind::Log) data = {data.low / std::sqrt(10), data.high * std::sqrt(10)};
        else {
            const double half = data.low == 0 ? 1 : std::abs(data.low) * 0.1;
            data = {data.low - half, data.high + half};
        }
    }
    const double low = unit(kind, data.low), high = unit(kind, data.high), room = (high - low) * margin;
    return between(kind, low - room, high + room, data);
}

}  // namespace saddle::viz::plot
