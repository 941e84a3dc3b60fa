#include "engine/ops/interpret.h"

namespace saddle::ops {

ReferenceTensor widen(const Tensor& tensor) {
    ReferenceTensor wide{tensor.type, {}};
    if (tensor.type.dtype == DType::I32) wide.data.assign(tensor.i32.begin(), tensor.i32.end());
    else wide.data.assign(tensor.f32.begin(), tensor.f32.end());
    return wide;
}

bool draws(const OpDef& op) { return op.glsl.find("$seed") != std::string::npos; }

Result<std::vector<ReferenceTensor>> interpret(const ir::Program& program, const ir::Instruction& instruction, std::vector<const ReferenceTensor*> inputs, uint64_t seed, uint64_t step) {
    std::vector<ReferenceTensor> outputs;
    for (const ir::ValueId id : instruction.outputs) {
        outputs.push_back({program[id].type, {}});
        outputs.back().data.assign(size_t(program[id].type.shape.count()), 0.0);
    }
    ReferenceContext context{std::move(inputs), outputs, instruction.attributes, seed, step};
    const OpDef* op = find_op(instruction.op);
    if (!op->reference_rule) return Error{ErrorKind::Internal, instruction.op + " has no reference", "", {}};
    op->reference_rule(context);
    return outputs;
}

}  // namespace saddle::ops
