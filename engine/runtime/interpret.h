#pragma once
// One instruction in double precision, by its op's own reference rule: the oracle's step, and that of analyses on the host.
#include "engine/ops/op_def.h"

namespace saddle::runtime {

/// `inputs` as the instruction's (absent optional: nullptr), `seed` and `step` for ops that draw random numbers. Internal for an op without a reference.
Result<std::vector<ops::ReferenceTensor>> interpret(const ir::Program& program, const ir::Instruction& instruction, std::vector<const ops::ReferenceTensor*> inputs,
                                                    uint64_t seed = 0, uint64_t step = 0);

}  // namespace saddle::runtime
