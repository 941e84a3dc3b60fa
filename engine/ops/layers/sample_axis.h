#pragma once
// What layers that work along one axis of a sample share.
#include <optional>

#include "engine/ops/layer_def.h"

namespace saddle::ops {

/// The axis of the attribute "axis" in x; nothing after a diagnostic at `port` (unknown, or the batch).
std::optional<int> sample_axis(LayerContext& c, const char* port, const Shape& x);

}  // namespace saddle::ops
