#pragma once
// Ops that are defined by others.
#include "engine/ops/op_def.h"

namespace saddle::ops {

/// The reference of an op through its decomposition: what its rule emits, run by those ops' own references in double.
void evaluate_decomposition(const char* op, ReferenceContext& context);

}  // namespace saddle::ops
