#include "viz/plot/pyramid.h"

#include <algorithm>
#include <cmath>

namespace saddle::viz::plot {

void Extent::add(double value) {
    if (!std::isfinite(value)) {
        ++nonfinite;
        return;
    }
    min = std::min(min, value);
    max = std::max(max, value);
}

void Extent::add(const Extent& other) {
    min = std::min(min, other.min);
    max = std::max(max, other.max);
    nonfinite += other.nonfinite;
}

void MinMaxPyramid::clear() { *this = {}; }

void MinMaxPyramid::extend(std::span<const double> values) {
    for (size_t i = size_; i < values.size(); ++i)
        if (values[i] > 0 && values[i] < smallest_positive_) smallest_positive_ = values[i];
    size_t changed = size_ / kBlock, nodes = (values.size() + kBlock - 1) / kBlock;
    for (size_t level = 0; nodes > 0; ++level) {
        if (levels_.size() == level) levels_.emplace_back();
        levels_[level].resize(nodes);
        for (size_t node = changed; node < nodes; ++node) {
            Extent extent;
            if (level == 0) {
                for (size_t i = node * kBlock; i < std::min(values.size(), (node + 1) * kBlock); ++i) extent.add(values[i]);
            } else {
                const std::vector<Extent>& below = levels_[level - 1];
                for (size_t i = node * 2; i < std::min(below.size(), node * 2 + 2); ++i) extent.add(below[i]);
            }
            levels_[level][node] = extent;
        }
        if (nodes == 1) break;
        changed /= 2;
        nodes = (nodes + 1) / 2;
    }
    size_ = values.size();
}

Extent MinMaxPyramid::query(std::span<const double> values, size_t begin, size_t end) const {
    Extent extent;
    end = std::min(end, size_);
    while (begin < end && begin % kBlock) extent.add(values[begin++]);
    while (end > begin && end % kBlock) extent.add(values[--end]);
    size_t low = begin / kBlock, high = end / kBlock;  // nodes of a level, climbing
    for (size_t level = 0; low < high; ++level) {
        if (low % 2) extent.add(levels_[level][low++]);
        if (high % 2) extent.add(levels_[level][--high]);
        low /= 2;
        high /= 2;
    }
    return extent;
}

}  // namespace saddle::viz::plot
