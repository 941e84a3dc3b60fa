// Reverse-mode differentiation of a straight program: walk it backwards, ask each op for its rule, add up what meets.
// A. Griewank and A. Walther, "Evaluating Derivatives", 2nd ed., SIAM 2008, chapter 3.
#include "engine/compile/passes.h"

namespace saddle::compile {

Status differentiate(ir::Program& program, const std::string& entry_name, const std::vector<ir::ValueId>& wanted, const std::string& loss_name) {
    ir::EntryPoint* entry = program.entry(entry_name);
    if (!entry || !entry->output(loss_name)) return invalid("the graph has no loss to differentiate", "add a loss layer");
    TRY_STATUS(expand_composites(program, *entry));
    const ir::ValueId loss = *entry->output(loss_name);

    std::vector<bool> depends(program.values.size(), false);  // on a wanted value: only there gradients are needed
    for (const ir::ValueId id : wanted) depends[size_t(id.index)] = true;
    for (const ir::Instruction& instruction : entry->body)
        for (const ir::ValueId in : instruction.inputs)
            if (in.present() && depends[size_t(in.index)])
                for (const ir::ValueId out : instruction.outputs)  // whole numbers and truth values carry no gradient
                    depends[size_t(out.index)] = program[out].type.dtype == DType::F32;

    ops::Builder builder(program, *entry);
    builder.phase = ir::Phase::Backward;
    builder.node = program[loss].node;
    std::vector<ir::ValueId> gradient(program.values.size());
    gradient[size_t(loss.index)] = builder.constant(1);
    for (size_t i = entry->body.size(); i-- > 0;) {
        const ir::Instruction instruction = entry->body[i];  // a copy: rules append to the body
        std::vector<ir::ValueId> output_gradients;
        bool reached = false;
        for (const ir::ValueId out : instruction.outputs) {
            output_gradients.push_back(gradient[size_t(out.index)]);
            reached |= output_gradients.back().present();
        }
        std::vector<bool> wants;
        bool any = false;
        for (const ir::ValueId in : instruction.inputs) {
            wants.push_back(in.present() && depends[size_t(in.index)]);
            any |= wants.back();
        }
        if (!reached || !any) continue;
        const ops::OpDef* op = ops::find_op(instruction.op);
        if (!op->gradient_rule)
            return Error{ErrorKind::Invalid, instruction.node + ": " + instruction.op + " has no gradient" +
                         (op->no_gradient.empty() ? "" : ": " + op->no_gradient), "move it off the path to the loss", {}};
        builder.node = instruction.node;
        ops::GradientContext context{builder, instruction, output_gradients, wants, std::vector<ir::ValueId>(wants.size())};
        op->gradient_rule(context);
        if (builder.error)
            return Error{ErrorKind::Internal, "gradient of " + instruction.op + " at " + instruction.node + ": " + builder.error->message, "", {}};
        for (size_t k = 0; k < wants.size(); ++k) {
            if (!wants[k]) continue;
            SADDLE_ASSERT(context.input_gradients[k].present(), "a gradient rule left out an input that was wanted");
            SADDLE_ASSERT(builder.type(context.input_gradients[k]).shape == builder.type(instruction.inputs[k]).shape,
                          "a gradient has another shape than its value");
            ir::ValueId& sum = gradient[size_t(instruction.inputs[k].index)];
            sum = sum.present() ? builder.emit("Add", {sum, context.input_gradients[k]}) : context.input_gradients[k];
        }
    }
    std::vector<bool> taken(program.values.size(), false);
    for (const ir::ValueId id : wanted) {
        ir::ValueId value = gradient[size_t(id.index)];
        if (!value.present()) continue;  // no path to the loss
        builder.node = program[id].node;
        // Each gradient gets memory of its own in the order of the parameters: no sharing, nothing that is not computed.
        if (program[value].kind != ir::ValueKind::Temporary || (size_t(value.index) < taken.size() && taken[size_t(value.index)]))
            value = builder.emit("Identity", {value});
        if (size_t(value.index) >= taken.size()) taken.resize(program.values.size(), false);
        taken[size_t(value.index)] = true;
        entry->outputs.push_back({std::string(kGradient) + program[id].name, value});
    }
    return {};
}

}  // namespace saddle::compile
