#pragma once
// One instruction in double precision, by its op's own reference rule: the oracle's step, and that of analyses and importers.
#include "engine/core/tensor.h"
#include "engine/ops/op_def.h"

namespace saddle::ops {

ReferenceTensor widen(const Tensor& tensor);

/// Whether the op draws random numbers, so that each step has another result.
bool draws(const OpDef& op);

/// `inputs` as the instruction's (absent optional: nullptr), `seed` and `step` for ops that draw random numbers. Internal for an op without a reference.
Result<std::vector<ReferenceTensor>> interpret(const ir::Program& program, const ir::Instruction& instruction, std::vector<const ReferenceTensor*> inputs,
                                               uint64_t seed = 0, uint64_t step = 0);

}  // namespace saddle::ops
