#include "engine/compile/passes.h"

namespace saddle::compile {

ir::ValueId add_input(ops::Builder& b, const std::string& name, const TensorType& type, bool batched) {
    ir::Value value;
    value.name = name;
    value.kind = ir::ValueKind::Input;
    value.type = type;
    value.batched = batched;
    value.node = b.node;
    b.entry().inputs.push_back(b.program().add(std::move(value)));
    return b.entry().inputs.back();
}

Result<std::vector<std::string>> feed_draws(ir::Program& program, const std::string& entry_name, const std::set<std::string>& wanted) {
    ir::EntryPoint& entry = *program.entry(entry_name);
    TRY_STATUS(expand_composites(program, entry));
    const std::vector<ir::Instruction> body = std::move(entry.body);
    entry.body.clear();
    ops::Builder builder(program, entry);
    std::map<NodeId, int> count;
    std::map<ir::ValueId, ir::ValueId> replaced;
    std::vector<std::string> names;
    for (ir::Instruction instruction : body) {
        for (ir::ValueId& id : instruction.inputs)
            if (const auto it = replaced.find(id); it != replaced.end()) id = it->second;
        const ops::OpDef& op = *ops::find_op(instruction.op);
        if (op.draws_rule) {
            const int number = ++count[instruction.node];
            names.push_back(instruction.node + ".draw" + (number > 1 ? std::to_string(number) : ""));
        }
        if (!op.draws_rule || !wanted.count(names.back())) {
            entry.body.push_back(std::move(instruction));
            continue;
        }
        const ir::Value& drawn = program[instruction.outputs[0]];
        builder.node = instruction.node;
        builder.phase = instruction.phase;
        replaced[instruction.outputs[0]] = op.draws_rule(builder, instruction, add_input(builder, names.back(), drawn.type, drawn.batched));
    }
    if (builder.error) return *builder.error;
    for (ir::Output& output : entry.outputs)
        if (const auto it = replaced.find(output.value); it != replaced.end()) output.value = it->second;
    for (ir::EntryPoint::Assign& assign : entry.assigns)
        if (const auto it = replaced.find(assign.from); it != replaced.end()) assign.from = it->second;
    return names;
}

}  // namespace saddle::compile
