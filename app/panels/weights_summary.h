#pragma once
// What the inspector shows of a parameter: histograms over one range, moments, and the filters of a convolution. Pure, and
// made off the UI thread.
#include "engine/api/weights.h"

namespace saddle::app {

inline constexpr int kWeightBins = 48;

struct WeightsShape {
    std::vector<int64_t> bins;         ///< kWeightBins counts over [low, high]; empty: not known
    double mean = 0, deviation = 0, least = 0, most = 0;
    int64_t not_finite = 0;
    /// Planes of the first filters, row by row, for pictures: filters x channels x height x width. Empty: no convolution.
    std::vector<float> planes;
};
struct WeightsSummary {
    std::string name;
    Shape shape;
    double low = 0, high = 0;          ///< range of both histograms
    WeightsShape initial, current;
    int filters = 0, channels = 0, height = 0, width = 0;   ///< of the planes
    std::string run;
    uint64_t step = 0;
};
std::vector<WeightsSummary> summarise(const NodeWeights& weights);

}  // namespace saddle::app
