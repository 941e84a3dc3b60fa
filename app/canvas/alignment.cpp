#include "app/canvas/alignment.h"

#include <algorithm>
#include <cmath>
#include <optional>

namespace saddle::app {
namespace {

/// One axis: `low`, `high` of the moved box; gives the shift, and the boxes and place that it meets.
struct Axis {
    std::vector<double> (*marks)(const QRectF&);
    double (*distance)(const QRectF&, const QRectF&);   ///< across the axis: nearer boxes win
};
std::vector<double> marks_x(const QRectF& r) { return {r.left(), r.center().x(), r.right()}; }
std::vector<double> marks_y(const QRectF& r) { return {r.top(), r.center().y(), r.bottom()}; }
double gap_x(const QRectF& a, const QRectF& b) { return std::max({0.0, a.left() - b.right(), b.left() - a.right()}); }
double gap_y(const QRectF& a, const QRectF& b) { return std::max({0.0, a.top() - b.bottom(), b.top() - a.bottom()}); }

std::optional<double> best_shift(const Axis& axis, const QRectF& moved, const std::vector<QRectF>& others, double reach) {
    std::optional<double> best;
    double lowest = 1e300;
    const std::vector<double> mine = axis.marks(moved);
    for (const QRectF& other : others) {
        const std::vector<double> theirs = axis.marks(other);
        for (size_t i = 0; i < mine.size(); ++i) {
            const double shift = theirs[i] - mine[i];   // like with like: left with left, middle with middle
            if (std::abs(shift) >= reach) continue;
            // The nearest partner by distance on the screen; among the marks the outer ones, which the eye follows.
            const double cost = std::abs(shift) * 40 + axis.distance(moved, other) + (i == 1 ? 30 : i == 2 ? 10 : 0);
            if (cost < lowest) {
                lowest = cost;
                best = shift;
            }
        }
    }
    return best;
}

}  // namespace

Alignment align(const QRectF& moved, const std::vector<QRectF>& others, double reach, double step) {
    const Axis horizontal{marks_x, gap_y}, vertical{marks_y, gap_x};
    const std::optional<double> dx = best_shift(horizontal, moved, others, reach), dy = best_shift(vertical, moved, others, reach);
    const auto on_grid = [step](double at) { return step > 0 ? std::round(at / step) * step - at : 0; };
    Alignment result;
    result.shift = {dx ? *dx : on_grid(moved.left()), dy ? *dy : on_grid(moved.top())};
    const QRectF placed = moved.translated(result.shift);
    for (const bool along_x : {true, false}) {
        if (!(along_x ? dx : dy)) continue;
        const Axis& axis = along_x ? horizontal : vertical;
        const std::vector<double> mine = axis.marks(placed);
        for (size_t i = 0; i < mine.size(); ++i) {
            double low = along_x ? placed.top() : placed.left(), high = along_x ? placed.bottom() : placed.right();
            bool met = false;
            for (const QRectF& other : others) {
                if (std::abs(axis.marks(other)[i] - mine[i]) > 0.01) continue;
                met = true;
                low = std::min(low, along_x ? other.top() : other.left());
                high = std::max(high, along_x ? other.bottom() : other.right());
            }
            if (met) {
                result.guides.push_back(along_x ? QLineF(mine[i], low, mine[i], high) : QLineF(low, mine[i], high, mine[i]));
                break;   // one line an axis says it
            }
        }
    }
    return result;
}

}  // namespace saddle::app
