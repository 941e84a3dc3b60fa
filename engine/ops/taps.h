#pragma once
// Linear maps along axes in which every result is a weighted sum of a few elements, the same for all lines: resizing and
// adaptive pooling. Positions and weights are tables made by the compiler; the gradient is the transposed map.
#include "engine/ops/op_def.h"

namespace saddle::ops {

/// Result o is the sum over taps k of weight[o * taps + k] x[index[o * taps + k]]. Index -1: the result is a fixed value.
struct Taps {
    int taps = 1;
    std::vector<int64_t> index;
    std::vector<double> weight;
    bool whole() const;   ///< one tap of weight 1: elements are chosen, not mixed
};
/// Tables by which each of `inputs` elements collects what the results took from it.
Taps transposed(const Taps& taps, int64_t inputs);

/// One map an axis; empty where an axis stays as it is.
using AxisTaps = std::vector<std::optional<Taps>>;
/// The rule of an indexed op that applies the maps to input 0; results whose index is -1 become `outside`.
std::string taps_body(const IndexContext& context, const AxisTaps& maps, double outside);
/// The same in double, from input 0 to output 0.
void sum_taps(ReferenceContext& context, const AxisTaps& maps, double outside);

}  // namespace saddle::ops
