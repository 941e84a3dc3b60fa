#include "viz/plot/samples.h"

#include <algorithm>
#include <cmath>
#include <limits>

namespace saddle::viz::plot {
namespace {

// Calls visit(begin, end) for each stretch of rising x.
template <class Visit>
void each_rise(const Samples& samples, Visit&& visit) {
    size_t begin = 0;
    for (size_t fall : samples.falls) {
        visit(begin, fall);
        begin = fall;
    }
    if (begin < samples.size()) visit(begin, samples.size());
}

size_t first_at_least(std::span<const double> x, size_t begin, size_t end, double value) {
    return size_t(std::lower_bound(x.begin() + long(begin), x.begin() + long(end), value) - x.begin());
}

}  // namespace

bool Samples::joined(size_t i) const {
    return i > 0 && std::isfinite(y[i]) && std::isfinite(y[i - 1]) && x[i] >= x[i - 1] && !std::binary_search(gaps.begin(), gaps.end(), i);
}

void append_falls(std::span<const double> x, size_t from, std::vector<size_t>& falls) {
    for (size_t i = std::max<size_t>(from, 1); i < x.size(); ++i)
        if (x[i] < x[i - 1]) falls.push_back(i);
}

double usual_gap(std::span<const double> x) {
    if (x.size() < 3) return std::numeric_limits<double>::infinity();
    constexpr size_t kPairs = 1024;
    std::vector<double> distances;
    const size_t every = std::max<size_t>(1, (x.size() - 1) / kPairs);
    for (size_t i = 1; i < x.size(); i += every)
        if (x[i] > x[i - 1]) distances.push_back(x[i] - x[i - 1]);
    if (distances.empty()) return std::numeric_limits<double>::infinity();
    const auto middle = distances.begin() + long(distances.size() / 2);
    std::nth_element(distances.begin(), middle, distances.end());
    return 8 * *middle;
}

void append_gaps(std::span<const double> x, size_t from, double longest, std::vector<size_t>& gaps) {
    for (size_t i = std::max<size_t>(from, 1); i < x.size(); ++i)
        if (x[i] - x[i - 1] > longest) gaps.push_back(i);
}

void visible(const Samples& samples, Range range, std::vector<Stretch>& out) {
    out.clear();
    each_rise(samples, [&](size_t begin, size_t end) {
        size_t low = first_at_least(samples.x, begin, end, range.low);
        size_t high = size_t(std::upper_bound(samples.x.begin() + long(low), samples.x.begin() + long(end), range.high) - samples.x.begin());
        if (low > begin) --low;
        if (high < end) ++high;
        if (samples.x[low] > range.high || samples.x[high - 1] < range.low) return;
        out.push_back({low, high});
    });
}

void columns(const Samples& samples, const Scale& scale, Stretch stretch, std::vector<Column>& out) {
    for (size_t i = stretch.begin; i < stretch.end;) {
        const double pixel = std::floor(scale.pixel(samples.x[i]));
        // At least one point a column, whatever rounding does to the edge.
        const size_t end = std::max(i + 1, first_at_least(samples.x, i, stretch.end, scale.value(pixel + 1)));
        Column column;
        column.pixel = pixel;
        column.first = samples.y[i];
        column.last = samples.y[end - 1];
        column.extent = samples.pyramid->query(samples.y, i, end);
        column.joined = i > stretch.begin && samples.joined(i);
        out.push_back(column);
        i = end;
    }
}

size_t nearest(const Samples& samples, double x) {
    size_t best = samples.size();
    const auto consider = [&](size_t i) {
        if (best == samples.size() || std::abs(samples.x[i] - x) < std::abs(samples.x[best] - x)) best = i;
    };
    each_rise(samples, [&](size_t begin, size_t end) {
        const size_t at = first_at_least(samples.x, begin, end, x);
        size_t right = at, left = at;
        while (right < end && !std::isfinite(samples.y[right])) ++right;
        while (left > begin && !std::isfinite(samples.y[left - 1])) --left;
        if (right < end) consider(right);
        if (left > begin) consider(left - 1);
    });
    return best;
}

}  // namespace saddle::viz::plot
