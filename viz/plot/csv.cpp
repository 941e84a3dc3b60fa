#include "viz/plot/csv.h"

#include <algorithm>
#include <cmath>
#include <limits>
#include <numeric>

namespace saddle::viz::plot {

std::string csv(const std::string& x_name, std::span<const Curve> curves) {
    std::string made = csv_cell(x_name);
    std::vector<std::vector<size_t>> orders;   // of each curve's points, by x; points with the same x keep their order
    for (const Curve& curve : curves) {
        std::vector<size_t>& order = orders.emplace_back(curve.shown ? curve.raw.size() : 0);
        if (curve.shown) made += ',', made += csv_cell(curve.name);
        std::iota(order.begin(), order.end(), size_t(0));
        if (!curve.raw.falls.empty()) std::stable_sort(order.begin(), order.end(), [&](size_t a, size_t b) { return curve.raw.x[a] < curve.raw.x[b]; });
    }
    made += "\n";
    std::vector<size_t> next(curves.size(), 0);
    const auto x_of = [&](size_t c) { return curves[c].raw.x[orders[c][next[c]]]; };
    while (true) {
        double x = std::numeric_limits<double>::infinity();
        for (size_t c = 0; c < curves.size(); ++c)
            if (next[c] < orders[c].size()) x = std::min(x, x_of(c));
        if (!std::isfinite(x)) break;
        made += csv_cell(x);
        for (size_t c = 0; c < curves.size(); ++c) {
            if (!curves[c].shown) continue;
            made += ',';
            if (next[c] < orders[c].size() && x_of(c) == x) made += csv_cell(curves[c].raw.y[orders[c][next[c]++]]);
        }
        made += "\n";
    }
    return made;
}

}  // namespace saddle::viz::plot
