#pragma once
// Attributes that several optimizers have.
#include "engine/ops/layer_def.h"

namespace saddle::ops {

inline AttributeDef lr(double value) { return {"lr", value, "Learning rate", "step length", "", 0, 1e9, {}, true}; }
inline AttributeDef decay(double value = 0) { return {"weight_decay", value, "Weight decay", "pull of the weights to zero", "", 0, 10}; }
inline AttributeDef epsilon(double value) { return {"epsilon", value, "Epsilon", "keeps the division finite", "", 1e-20, 1}; }

}  // namespace saddle::ops
