#include "viz/plot/smooth.h"

#include <algorithm>
#include <cmath>

namespace saddle::viz::plot {

void Smoothed::clear() { *this = {}; }

bool Smoothed::extend(const Samples& raw, double weight, size_t& budget) {
    if (weight != weight_ || values_.size() > raw.size()) clear();
    weight_ = weight;
    const size_t end = std::min(raw.size(), values_.size() + budget);
    if (values_.capacity() < raw.size()) values_.reserve(raw.size() + raw.size() / 4);
    for (size_t i = values_.size(); i < end; ++i) {
        if (!raw.joined(i)) mean_ = 0, missing_ = 1;
        const double y = raw.y[i];
        if (!std::isfinite(y)) {
            values_.push_back(y);
            continue;
        }
        mean_ = weight * mean_ + (1 - weight) * y;
        missing_ *= weight;
        values_.push_back(mean_ / (1 - missing_));
    }
    budget -= end - pyramid_.size();
    pyramid_.extend(values_);
    return end == raw.size();
}

Samples Smoothed::samples(const Samples& raw) const {
    Samples made = raw;
    made.x = raw.x.first(values_.size());
    made.y = values_;
    made.pyramid = &pyramid_;
    const auto before_end = [&](std::span<const size_t> indices) {
        return indices.first(size_t(std::lower_bound(indices.begin(), indices.end(), values_.size()) - indices.begin()));
    };
    made.falls = before_end(raw.falls);
    made.gaps = before_end(raw.gaps);
    return made;
}

}  // namespace saddle::viz::plot
