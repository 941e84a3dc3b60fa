#include "engine/ops/decomposed.h"

#include <map>

namespace saddle::ops {

void evaluate_decomposition(const char* name, ReferenceContext& r) {
    const OpDef& op = *find_op(name);
    ir::Program program;
    ir::EntryPoint entry;
    std::map<ir::ValueId, ReferenceTensor> values;
    ir::Instruction instruction{name, {}, {}, r.attributes, name, ir::Phase::Forward};
    const auto add = [&](const TensorType& type) {
        ir::Value value;
        value.type = type;
        return program.add(std::move(value));
    };
    for (const ReferenceTensor* input : r.inputs) {
        instruction.inputs.push_back(input ? add(input->type) : ir::ValueId{});
        if (input) values[instruction.inputs.back()] = *input;
    }
    for (const ReferenceTensor& output : r.outputs) instruction.outputs.push_back(add(output.type));
    Builder builder(program, entry);
    builder.node = name;
    const std::vector<ir::ValueId> results = (op.expand_rule ? op.expand_rule : op.decompose_rule)(builder, instruction);
    SADDLE_ASSERT(!builder.error, ("what the shape rule of " + op.name + " accepts cannot be expanded: " + builder.error->message).c_str());
    SADDLE_ASSERT(!results.empty(), "an op without a reference of its own keeps its form");
    for (size_t i = 0; i < program.values.size(); ++i)
        if (program.values[i].kind == ir::ValueKind::Constant) values[{int32_t(i)}] = {program.values[i].type, {program.values[i].constant}};
    for (const ir::Instruction& step : entry.body) {
        std::vector<ReferenceTensor> outputs;
        for (const ir::ValueId id : step.outputs) outputs.push_back({program[id].type, std::vector<double>(size_t(program[id].type.shape.count()))});
        ReferenceContext context{{}, outputs, step.attributes, r.seed, r.step};
        for (const ir::ValueId id : step.inputs) context.inputs.push_back(id.present() ? &values.at(id) : nullptr);
        find_op(step.op)->reference_rule(context);
        for (size_t k = 0; k < outputs.size(); ++k) values[step.outputs[k]] = std::move(outputs[k]);
    }
    for (size_t k = 0; k < r.outputs.size(); ++k)
        if (k < results.size() && results[k].present()) r.outputs[k].data = values.at(results[k]).data;
}

}  // namespace saddle::ops
