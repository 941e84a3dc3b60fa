#include <algorithm>

#include "engine/ops/op_def.h"

namespace saddle::ops {
namespace {

/// Whether output `type` keeps the batch of a batched input as its first axis, or is told to by an attribute "batched".
bool output_batched(const ir::Program& program, const OpDef& op, const std::vector<ir::ValueId>& inputs, const Attributes& attributes, const TensorType& type) {
    std::vector<bool> batched;
    int64_t batch = -1;
    for (const ir::ValueId id : inputs) {
        batched.push_back(id.present() && program[id].batched);
        if (batched.back()) batch = program[id].type.shape[0];
    }
    if (type.shape.rank() == 0) return false;
    if (attributes.flag("batched")) return true;
    if (batch < 0 || type.shape[0] != batch || !attributes.flag("batched", true)) return false;
    return op.keeps_batch ? op.keeps_batch(attributes, batched, program[inputs[0]].type.shape.rank()) : true;
}

}  // namespace

Result<std::vector<ir::ValueId>> Builder::emit_all(const std::string& op_name, std::vector<ir::ValueId> inputs, Attributes attributes, size_t outputs) {
    const OpDef* op = find_op(op_name);
    if (!op) return Error{ErrorKind::Internal, "there is no op '" + op_name + "'", "", {}};
    for (const auto& [attribute, value] : attributes)
        if (op->name != "Update" && std::none_of(op->attributes.begin(), op->attributes.end(), [&](const AttributeDef& a) { return a.name == attribute; }))
            return Error{ErrorKind::Internal, op_name + " has no attribute '" + attribute + "'", "", {}};
    InferContext context{{}, attributes, outputs};
    for (const ir::ValueId id : inputs) context.inputs.push_back(id.present() ? &program_[id].type : nullptr);
    for (size_t i = 0; i < std::max(op->inputs.size(), inputs.size()) && !op->inputs.empty(); ++i) {
        const auto& input = op->inputs[std::min(i, op->inputs.size() - 1)];  // the last may be variadic: one or more
        if (!input.optional && !context.has(i)) return Error{ErrorKind::Internal, op_name + " misses its input '" + input.name + "'", "", {}};
    }
    TRY(const std::vector<TensorType> types, op->infer_rule(context));
    ir::Instruction instruction{op_name, inputs, {}, std::move(attributes), node, phase};
    for (const TensorType& type : types) {
        ir::Value value;
        value.type = type;
        value.node = node;
        value.batched = output_batched(program_, *op, inputs, instruction.attributes, type);
        instruction.outputs.push_back(program_.add(std::move(value)));
        program_[instruction.outputs.back()].name = "%" + std::to_string(instruction.outputs.back().index);
    }
    entry_.body.push_back(instruction);
    return instruction.outputs;
}

ir::ValueId Builder::emit(const std::string& op, std::vector<ir::ValueId> inputs, Attributes attributes) {
    if (error) return {};
    auto result = emit_all(op, std::move(inputs), std::move(attributes));
    if (!result.ok()) {
        error = std::move(result.error());
        return {};
    }
    return result->empty() ? ir::ValueId{} : result->front();
}

ir::ValueId Builder::constant(double value, DType dtype) {
    for (size_t i = 0; i < program_.values.size(); ++i)
        if (const ir::Value& v = program_.values[i]; v.kind == ir::ValueKind::Constant && v.constant == value && v.type.dtype == dtype) return {int32_t(i)};
    ir::Value literal;
    literal.name = "constant";
    literal.kind = ir::ValueKind::Constant;
    literal.type = {dtype, {}};
    literal.constant = value;
    return program_.add(std::move(literal));
}

ir::ValueId Builder::step(const std::string& name, DType dtype) {
    if (const auto made = program_.find(ir::ValueKind::Step, name)) return *made;
    ir::Value scalar;
    scalar.name = name;
    scalar.kind = ir::ValueKind::Step;
    scalar.type = {dtype, {}};
    return program_.add(std::move(scalar));
}

ir::ValueId GradientContext::unbroadcast(ir::ValueId value, size_t i) { return b.error ? value : unbroadcast_to(value, Shape(b.type(in(i)).shape)); }

ir::ValueId GradientContext::unbroadcast_to(ir::ValueId value, const Shape& to) {
    if (b.error) return value;
    const Shape from = b.type(value).shape;
    if (from == to) return value;
    std::vector<int64_t> axes;
    const int added = from.rank() - to.rank();
    for (int axis = 0; axis < from.rank(); ++axis)
        if (axis < added || (to[axis - added] == 1 && from[axis] != 1)) axes.push_back(axis);
    ir::ValueId sum = value;
    if (!axes.empty()) sum = b.emit("ReduceSum", {value}, {{"axes", axes}, {"keepdims", int64_t(1)}});
    if (!b.error && b.type(sum).shape != to) sum = b.emit("Reshape", {sum}, {{"shape", to.dims()}});
    return sum;
}

}  // namespace saddle::ops
