#pragma once
// Ops that only move elements along axes: each axis of the input is found from one axis of the result by a linear rule and
// a rule for what lies outside. One description serves the kernel and the reference.
#include "engine/ops/op_def.h"

namespace saddle::ops {

enum class Outside {
    Never,      ///< the coordinate is always inside
    Filled,     ///< the result is `fill` there
    Edge,       ///< the nearest element inside
    Reflected,  ///< mirrored about the first and the last element
    Wrapped,    ///< the axis repeats
};

/// coordinate = (step * o[axis] + offset) / divisor; where the division leaves a rest, the result is `fill`.
struct AxisSource {
    int axis = -1;              ///< of the result; -1: always coordinate 0
    int64_t step = 1, offset = 0, divisor = 1;
    Outside outside = Outside::Never;
};

struct AxisMap {
    std::vector<AxisSource> axes;   ///< one an axis of the input
    double fill = 0;
};

/// Sets the kernel and the reference of an op with one input by its map.
OpDef& moves(OpDef& op, std::function<AxisMap(const Shape& x, const Shape& y, const Attributes&)> map);

}  // namespace saddle::ops
