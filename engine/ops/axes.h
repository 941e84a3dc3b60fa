#pragma once
// Axes named by attributes, negative ones counted from the end.
#include "engine/ops/op_def.h"

namespace saddle::ops {

/// The axis in [0, rank), or an error that names the op.
Result<int> axis_of(const char* op, const Shape& x, int64_t axis);
/// One flag an axis of x: whether it is in the list. A double or unknown axis is an error.
Result<std::vector<bool>> axis_set(const char* op, const Shape& x, const std::vector<int64_t>& axes);

}  // namespace saddle::ops
