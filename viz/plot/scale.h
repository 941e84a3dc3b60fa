#pragma once
// From data to pixels and back: pure functions, tested without a window. On a log scale distances are those of log10.
#include <span>

namespace saddle::viz::plot {

enum class ScaleKind { Linear, Log };

struct Range {
    double low = 0, high = 1;
    double span() const { return high - low; }
    bool contains(double value) const { return value >= low && value <= high; }
    bool operator==(const Range&) const = default;
};

/// One axis of a plot. `from` and `to` are the pixels of range.low and range.high; y axes have to < from.
struct Scale {
    ScaleKind kind = ScaleKind::Linear;
    Range range;
    double from = 0, to = 1;

    /// Not finite for values that the scale cannot show (zero and below on a log scale give -infinity's side: `from`
    /// moved out by one million pixels); NaN stays NaN.
    double pixel(double value) const;
    double value(double pixel) const;
};

/// `range` scaled by `factor` (< 1: closer) so that `anchor` stays where it is on the screen. Ranges that doubles can no
/// longer resolve, or that leave the finite numbers, come back unchanged.
Range zoomed(Range range, ScaleKind kind, double anchor, double factor);
/// Moved by `fraction` of its own length, towards higher values when positive.
Range panned(Range range, ScaleKind kind, double fraction);
/// From the least to the greatest of the finite values. low > high: there is none.
Range finite_range(std::span<const float> values);
/// The range of data made fit to be drawn: never empty, positive on a log scale, with `margin` of its length on both sides.
Range padded(Range data, ScaleKind kind, double margin);

}  // namespace saddle::viz::plot
