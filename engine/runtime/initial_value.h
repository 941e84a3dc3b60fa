#pragma once
// How a parameter or state begins.
#include "engine/core/tensor.h"
#include "engine/ir/program.h"

namespace saddle::runtime {

/// By the value's initializer; depends on (seed, name) alone. Invalid for an unknown scheme.
Result<Tensor> initial_value(const ir::Value& value, uint64_t seed);

}  // namespace saddle::runtime
