#include "app/panels/weights_summary.h"

#include <algorithm>
#include <cmath>

namespace saddle::app {
namespace {

constexpr int kFilters = 64, kChannels = 16;

void moments(WeightsShape& shape, const std::vector<float>& values) {
    double sum = 0, squares = 0;
    int64_t count = 0;
    for (const float value : values) {
        if (!std::isfinite(value)) {
            ++shape.not_finite;
            continue;
        }
        shape.least = count == 0 ? double(value) : std::min(shape.least, double(value));
        shape.most = count == 0 ? double(value) : std::max(shape.most, double(value));
        sum += double(value);
        squares += double(value) * double(value);
        ++count;
    }
    shape.mean = sum / double(std::max<int64_t>(1, count));
    shape.deviation = std::sqrt(std::max(0.0, squares / double(std::max<int64_t>(1, count)) - shape.mean * shape.mean));
}

void count(WeightsShape& shape, const std::vector<float>& values, double low, double high) {
    shape.bins.assign(kWeightBins, 0);
    for (const float value : values)
        if (std::isfinite(value)) ++shape.bins[size_t(std::clamp(int((double(value) - low) / (high - low) * kWeightBins), 0, kWeightBins - 1))];
}

/// The first filters and channels of a weight [filters, channels, height, width] or [filters, channels, length].
std::vector<float> planes(const WeightsSummary& s, const std::vector<float>& values) {
    const int64_t plane = int64_t(s.height) * s.width, channels = s.shape[1];
    std::vector<float> list;
    for (int64_t f = 0; f < s.filters; ++f)
        for (int64_t c = 0; c < s.channels; ++c) {
            const auto from = values.begin() + (f * channels + c) * plane;
            list.insert(list.end(), from, from + plane);
        }
    return list;
}

}  // namespace

std::vector<WeightsSummary> summarise(const NodeWeights& weights) {
    std::vector<WeightsSummary> list;
    for (const ParameterValues& parameter : weights.parameters) {
        WeightsSummary s;
        s.name = parameter.name;
        s.shape = parameter.shape;
        const std::vector<float>* now = parameter.current ? &parameter.current->f32 : nullptr;
        const std::vector<float>* begin = parameter.initial.f32.empty() ? nullptr : &parameter.initial.f32;
        if (begin) moments(s.initial, *begin);
        if (now) {
            moments(s.current, *now);
            s.run = weights.run;
            s.step = weights.step;
        }
        s.low = std::min(begin ? s.initial.least : s.current.least, now ? s.current.least : s.initial.least);
        s.high = std::max(begin ? s.initial.most : s.current.most, now ? s.current.most : s.initial.most);
        if (!(s.high > s.low)) {       // all alike, as biases begin: one bin in the middle
            s.low -= 0.5;
            s.high += 0.5;
        }
        if (begin) count(s.initial, *begin, s.low, s.high);
        if (now) count(s.current, *now, s.low, s.high);
        const int rank = s.shape.rank();
        if ((rank == 3 || rank == 4) && s.shape[2] * (rank == 4 ? s.shape[3] : 1) > 1) {
            s.filters = int(std::min<int64_t>(kFilters, s.shape[0]));
            s.channels = s.shape[1] == 3 ? 3 : int(std::min<int64_t>(kChannels, s.shape[1]));
            s.height = rank == 4 ? int(s.shape[2]) : 1;
            s.width = int(s.shape[rank - 1]);
            if (begin) s.initial.planes = planes(s, *begin);
            if (now) s.current.planes = planes(s, *now);
        }
        list.push_back(std::move(s));
    }
    return list;
}

}  // namespace saddle::app
