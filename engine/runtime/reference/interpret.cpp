#include "engine/runtime/interpret.h"

namespace saddle::runtime {

Result<std::vector<ops::ReferenceTensor>> interpret(const ir::Program& program, const ir::Instruction& instruction, std::vector<const ops::ReferenceTensor*> inputs, uint64_t seed, uint64_t step) {
    std::vector<ops::ReferenceTensor> outputs;
    for (const ir::ValueId id : instruction.outputs) {
        outputs.push_back({program[id].type, {}});
        outputs.back().data.assign(size_t(program[id].type.shape.count()), 0.0);
    }
    ops::ReferenceContext context{std::move(inputs), outputs, instruction.attributes, seed, step};
    const ops::OpDef* op = ops::find_op(instruction.op);
    if (!op->reference_rule) return Error{ErrorKind::Internal, instruction.op + " has no reference", "", {}};
    op->reference_rule(context);
    return outputs;
}

}  // namespace saddle::runtime
