#pragma once
// A tensor in a few numbers.
#include <vector>

#include "engine/core/tensor.h"

namespace saddle::analysis {

/// Moments, ends and bins are of the finite elements.
struct TensorSummary {
    int64_t count = 0, not_finite = 0, zeros = 0;
    double least = 0, most = 0, mean = 0, deviation = 0;   ///< deviation: of the elements as they are, not an estimate
    std::vector<int64_t> bins;                             ///< of equal width from least to most
};
/// Of real or whole numbers, in double precision (two passes).
TensorSummary summarise(const Tensor& tensor, size_t bins = 48);

}  // namespace saddle::analysis
