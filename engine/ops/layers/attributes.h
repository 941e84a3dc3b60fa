#pragma once
// Attributes that several layers have.
#include "engine/ops/layer_def.h"

namespace saddle::ops {

inline AttributeDef epsilon() { return {"epsilon", 1e-5, "Epsilon", "added to the variance", "", 1e-12, 1}; }

}  // namespace saddle::ops
