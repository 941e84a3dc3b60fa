#include "engine/analysis/plane_program.h"

#include <algorithm>
#include <array>
#include <map>

#include "engine/compile/passes.h"
#include "engine/ops/term.h"

namespace saddle::analysis {
namespace {

using ir::ValueId;

/// Whether the instruction is affine in all inputs that move, taken together. `scratch` is the program, and grows.
bool is_affine(ir::Program& scratch, const ir::Instruction& i, const std::vector<bool>& moves) {
    const ops::OpDef& op = *ops::find_op(i.op);
    if (!op.gradient_rule || i.outputs.size() != 1 || scratch[i.outputs[0]].type.dtype != DType::F32) return false;
    ir::EntryPoint gradients;
    ops::Builder b(scratch, gradients);
    b.node = i.node;
    ir::Value dout = scratch[i.outputs[0]];
    dout.kind = ir::ValueKind::Temporary;
    std::vector<bool> wanted;
    for (const ValueId in : i.inputs) wanted.push_back(in.present() && moves[size_t(in.index)]);
    ops::GradientContext context{b, i, {scratch.add(std::move(dout))}, wanted, std::vector<ValueId>(wanted.size())};
    op.gradient_rule(context);
    if (b.error) return false;
    for (const ir::Instruction& each : gradients.body)
        for (const ValueId in : each.inputs)
            if (in.present() && size_t(in.index) < moves.size() && moves[size_t(in.index)]) return false;
    for (size_t k = 0; k < wanted.size(); ++k)
        if (wanted[k] && !context.input_gradients[k].present()) return false;
    return true;
}

/// Values that are affine and of which something is made that is not.
std::vector<ValueId> frontier(const ir::EntryPoint& entry, const Motion& motion) {
    std::vector<bool> taken(motion.moves.size(), false);
    std::vector<ValueId> values;
    const auto take = [&](ValueId id) {
        if (!id.present() || !motion.moves[size_t(id.index)] || !motion.affine[size_t(id.index)] || taken[size_t(id.index)]) return;
        taken[size_t(id.index)] = true;
        values.push_back(id);
    };
    for (const ir::Instruction& i : entry.body)
        if (!motion.affine[size_t(i.outputs[0].index)])
            for (const ValueId in : i.inputs) take(in);
    for (const ir::Output& output : entry.outputs) take(output.value);
    return values;
}

double flops_of(const ir::Program& program, const ir::Instruction& i) {
    ops::InferContext types{{}, i.attributes, i.outputs.size()};
    for (const ValueId in : i.inputs) types.inputs.push_back(in.present() ? &program[in].type : nullptr);
    std::vector<TensorType> outputs;
    for (const ValueId out : i.outputs) outputs.push_back(program[out].type);
    return ops::cost_of(*ops::find_op(i.op), types, outputs).flops;
}

int64_t bytes_of(const TensorType& type) { return type.shape.count() * 4; }

}  // namespace

Motion motion(const ir::Program& program, const ir::EntryPoint& entry) {
    Motion found{std::vector<bool>(program.values.size(), false), std::vector<bool>(program.values.size(), true)};
    // Work that a combination of three tensors saves: a kernel on data. An elementwise product with a parameter is none.
    ir::Program scratch = program;
    std::vector<bool> of_data(program.values.size(), false), worth(program.values.size(), true);
    for (const ValueId id : program.of_kind(ir::ValueKind::Parameter)) found.moves[size_t(id.index)] = true;
    for (const ValueId id : entry.inputs) of_data[size_t(id.index)] = true;
    for (const ir::Instruction& i : entry.body) {
        bool moves = false, data = false, affine = true, kernels = bool(ops::find_op(i.op)->kernel_rule);
        for (const ValueId in : i.inputs) {
            if (!in.present()) continue;
            moves |= found.moves[size_t(in.index)];
            data |= of_data[size_t(in.index)];
            affine &= found.affine[size_t(in.index)];
            kernels |= found.moves[size_t(in.index)] && of_data[size_t(in.index)] && worth[size_t(in.index)];
        }
        for (const ValueId out : i.outputs) found.moves[size_t(out.index)] = moves;   // gradients may read them
        if (moves) affine = affine && (kernels || !data) && is_affine(scratch, i, found.moves);
        for (const ValueId out : i.outputs) {
            of_data[size_t(out.index)] = data;
            worth[size_t(out.index)] = kernels;
            found.affine[size_t(out.index)] = affine;
        }
    }
    return found;
}

Result<PlaneProgram> plane_program(const ir::Program& forward, const std::string& entry_name, int points, int64_t most_bytes) {
    PlaneProgram plane;
    plane.points = points;
    ir::Program program = forward;
    ir::EntryPoint& whole = *program.entry(entry_name);
    std::erase_if(whole.outputs, [](const ir::Output& output) { return output.name != "loss"; });
    if (whole.outputs.empty()) return invalid("the graph has no loss");
    whole.assigns.clear();
    TRY_STATUS(compile::expand_composites(program, whole));
    const Motion found = motion(program, whole);

    plane.making = program;
    ir::EntryPoint& making = *plane.making.entry(entry_name);
    making.outputs.clear();
    plane.at = program;
    ir::EntryPoint& at = *plane.at.entry(entry_name);
    at.body.clear();
    at.outputs.clear();
    ops::Builder b(plane.at, at);

    std::vector<std::pair<ValueId, PlaneProgram::Part>> parts;
    int64_t left = most_bytes;
    for (const ValueId id : frontier(whole, found)) {
        const ir::Value& value = program[id];
        left -= 3 * bytes_of(value.type);
        if (left < 0) {
            plane.points = 1;
            continue;
        }
        parts.push_back({id, {value.kind == ir::ValueKind::Parameter ? value.name : "part" + std::to_string(parts.size()), value.kind == ir::ValueKind::Parameter}});
        if (value.kind != ir::ValueKind::Parameter) making.outputs.push_back({parts.back().second.name, id});
        plane.parts.push_back(parts.back().second);
    }
    std::map<ValueId, std::array<ValueId, 3>> states;
    for (const auto& [id, part] : parts)
        for (const int which : {0, 1, 2}) {
            ir::Value state = program[id];
            state.name = part.state(which);
            state.kind = ir::ValueKind::State;
            states[id][size_t(which)] = plane.at.add(std::move(state));
        }
    for (const ir::Instruction& i : whole.body) {
        if (!found.moves[size_t(i.outputs[0].index)]) at.body.push_back(i);   // the same at all points
        else if (!found.affine[size_t(i.outputs[0].index)]) plane.flops += flops_of(program, i);
    }
    for (int k = 0; k < plane.points; ++k) {
        std::vector<ValueId> here(program.values.size());
        const auto now = [&](ValueId id) { return id.present() && here[size_t(id.index)].present() ? here[size_t(id.index)] : id; };
        ValueId coordinates[2];
        for (const int axis : {0, 1}) {
            b.node = program[whole.outputs[0].value].node;
            coordinates[axis] = compile::add_input(b, (axis == 0 ? "a" : "b") + std::to_string(k), {DType::F32, Shape{}});
        }
        for (const auto& [id, part] : parts) {
            b.node = program[id].node;
            const auto& [centre, first, second] = states[id];
            here[size_t(id.index)] = ops::Term(b, centre) + ops::Term(b, first) * ops::Term(b, coordinates[0]) + ops::Term(b, second) * ops::Term(b, coordinates[1]);
        }
        if (b.error) return *b.error;
        for (const ir::Instruction& i : whole.body) {
            if (!found.moves[size_t(i.outputs[0].index)] || here[size_t(i.outputs[0].index)].present()) continue;
            ir::Instruction copy = i;
            for (ValueId& in : copy.inputs) in = now(in);
            for (ValueId& out : copy.outputs) out = here[size_t(out.index)] = plane.at.add(program[out]);
            at.body.push_back(std::move(copy));
        }
        at.outputs.push_back({"loss" + std::to_string(k), now(whole.outputs[0].value)});
    }
    return plane;
}

}  // namespace saddle::analysis
