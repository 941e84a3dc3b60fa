// ONNX's operators as our ops. They have the same names and meanings, so most map as they are: inputs that our op takes as
// attributes are read from constants, and the forms of older opsets are brought to opset 17's. What else differs has a rule.
#include <algorithm>
#include <cmath>
#include <functional>

#include "engine/core/philox.h"
#include "engine/exchange/onnx_import/graph.h"
#include "engine/exchange/onnx_operators.h"

namespace saddle::exchange {
namespace {

using List = std::vector<int64_t>;

const ops::AttributeDef* find_attribute(const ops::OpDef& op, const std::string& name) {
    const auto it = std::find_if(op.attributes.begin(), op.attributes.end(), [&](const auto& a) { return a.name == name; });
    return it == op.attributes.end() ? nullptr : &*it;
}

/// A shape, axes, pads as integers. "To the end" and its like are far outside any axis and stay so.
std::vector<int64_t> bounded(const std::vector<double>& numbers) {
    std::vector<int64_t> values;
    for (const double x : numbers) values.push_back(x == x ? int64_t(std::clamp(x, -double(kMaximumElements), double(kMaximumElements))) : 0);
    return values;
}
Result<AttributeValue> as_attribute(const ops::ReferenceTensor& numbers, const AttributeValue& like) {
    const auto one = [&]() -> Result<double> {
        if (numbers.data.size() == 1) return numbers.data[0];
        return invalid("must be one number, got " + std::to_string(numbers.data.size()));
    };
    if (std::holds_alternative<List>(like)) return AttributeValue(bounded(numbers.data));
    if (std::holds_alternative<std::vector<double>>(like)) return AttributeValue(numbers.data);
    TRY(const double number, one());
    if (std::holds_alternative<bool>(like)) return AttributeValue(number != 0);
    if (std::holds_alternative<double>(like)) return AttributeValue(number);
    return AttributeValue(bounded({number})[0]);
}

/// Moves inputs that our op has as attributes, and attributes that our op has as inputs, to where it wants them.
Status settle_inputs(OnnxGraph& graph, OnnxCall& call, const ops::OpDef& op) {
    const std::vector<std::string>* names = onnx_inputs(call.op);
    if (!names) return {};
    std::vector<ir::ValueId> inputs;
    for (size_t i = 0; i < names->size() || i < call.inputs.size(); ++i) {
        const std::string name = i < names->size() ? (*names)[i] : "";
        const ops::AttributeDef* attribute = find_attribute(op, name);
        const auto older = call.attributes.find(name);
        if (call.has_input(i) && attribute) {
            TRY(const ops::ReferenceTensor* numbers, graph.known(call.inputs[i]));
            if (!numbers) return invalid("its input '" + name + "' is computed while the model runs; it must be a constant", "export the model with fixed shapes");
            auto value = as_attribute(*numbers, attribute->fallback);
            if (!value.ok()) return invalid("its input '" + name + "' " + value.error().message);
            call.attributes[name] = std::move(*value);
        } else if (!attribute && older != call.attributes.end()) {
            inputs.resize(std::max(inputs.size(), i));
            inputs.push_back(graph.scalar(call.attributes.real(name)));
            call.attributes.erase(older);
        } else if (!attribute) {
            inputs.push_back(call.has_input(i) ? call.inputs[i] : ir::ValueId{});
        }
    }
    while (!inputs.empty() && !inputs.back().present()) inputs.pop_back();
    call.inputs = std::move(inputs);
    return {};
}

/// Integers of hostile files must not overflow what shape rules compute with them.
Status check_attributes(const OnnxCall& call, const ops::OpDef& op) {
    for (const auto& [name, value] : call.attributes) {
        const ops::AttributeDef* attribute = find_attribute(op, name);
        if (!attribute) return invalid("its attribute '" + name + "' is not supported");
        const bool real = std::holds_alternative<double>(attribute->fallback) || std::holds_alternative<std::vector<double>>(attribute->fallback);
        const bool text = std::holds_alternative<std::string>(attribute->fallback);
        const bool given_real = std::holds_alternative<double>(value) || std::holds_alternative<std::vector<double>>(value);
        if (text != std::holds_alternative<std::string>(value) || (given_real && !real)) return invalid("its attribute '" + name + "' has the wrong kind: " + to_string(value));
        if (text && !attribute->choices.empty() && std::find(attribute->choices.begin(), attribute->choices.end(), std::get<std::string>(value)) == attribute->choices.end())
            return invalid("its attribute '" + name + "' is '" + std::get<std::string>(value) + "', which is not supported");
        if (!real && !text)
            for (const int64_t number : call.attributes.integers(name))
                if (number < -kMaximumElements || number > kMaximumElements) return invalid("its attribute '" + name + "' of " + std::to_string(number) + " is out of all bounds");
    }
    return {};
}

/// An op of ours by the call's name, inputs and attributes.
Status emit_call(OnnxGraph& graph, OnnxCall call) {
    const ops::OpDef* op = ops::find_op(call.op);
    if (!op || !op->onnx) return invalid("there is no operator '" + call.op + "' here", "docs/onnx-coverage.md lists those that are supported");
    for (const OnnxAttribute& a : call.source->attributes)
        if (a.kind == OnnxAttribute::Kind::Tensor || (a.kind == OnnxAttribute::Kind::Strings && a.name != "activations")) return invalid("its attribute '" + std::string(a.name) + "' is not supported");
    TRY_STATUS(settle_inputs(graph, call, *op));
    TRY_STATUS(check_attributes(call, *op));
    const bool variadic = !op->inputs.empty() && op->inputs.back().variadic;
    if (call.inputs.size() > op->inputs.size() && !variadic)
        return invalid("it has " + std::to_string(call.inputs.size()) + " inputs, at most " + std::to_string(op->inputs.size()) + " are supported");
    TRY(const std::vector<ir::ValueId> made, graph.emit_all(call, call.op, call.inputs, call.attributes, call.outputs.size()));
    return graph.define(call, made);
}

/// The only result of a rule's last instruction.
Status define(OnnxGraph& graph, const OnnxCall& call, Result<ir::ValueId> made) { return made.ok() ? graph.define(call, {*made}) : Status{made.error()}; }

Status reshape(OnnxGraph& graph, OnnxCall call) {
    TRY_STATUS(settle_inputs(graph, call, *ops::find_op("Reshape")));
    const Shape& x = graph.type(call.inputs[0]).shape;
    List shape = call.attributes.integers("shape");
    int64_t known = 1, free = -1;
    for (size_t i = 0; i < shape.size(); ++i) {
        if (shape[i] == 0 && !call.attributes.flag("allowzero")) {
            if (int(i) >= x.rank()) return invalid("a size of 0 keeps the input's axis " + std::to_string(i) + ", which " + to_string(x) + " does not have");
            shape[i] = x[int(i)];
        }
        if (shape[i] == -1 && free < 0) free = int64_t(i);
        else if (shape[i] < 0 || (shape[i] > 0 && known > kMaximumElements / shape[i])) return invalid("its shape " + to_string(AttributeValue(shape)) + " is impossible");
        else known *= shape[i];
    }
    if (free >= 0) shape[size_t(free)] = known ? x.count() / known : 0;
    return define(graph, call, graph.emit(call, "Reshape", {call.inputs[0]}, {{"shape", shape}, {"allowzero", int64_t(1)}}));
}

/// Before opset 13 the axes from `axis` on counted as one.
Status softmax(OnnxGraph& graph, OnnxCall call) {
    if (graph.opset() >= 13) return emit_call(graph, std::move(call));
    const Shape x = graph.type(call.inputs[0]).shape;
    TRY(const ir::ValueId rows, graph.emit(call, "Flatten", {call.inputs[0]}, {{"axis", call.attributes.integer("axis", 1)}}));
    TRY(const ir::ValueId y, graph.emit(call, call.op, {rows}, {{"axis", int64_t(-1)}}));
    return define(graph, call, graph.emit(call, "Reshape", {y}, {{"shape", x.dims()}}));
}

/// Only inference drops nothing; a random mask cannot be another tool's.
Status dropout(OnnxGraph& graph, OnnxCall call) {
    double ratio = call.attributes.real("ratio", 0.5);
    bool training = false;
    for (size_t i : {1, 2}) {
        if (!call.has_input(i)) continue;
        TRY(const ops::ReferenceTensor* number, graph.known(call.inputs[i]));
        if (!number || number->data.size() != 1) return invalid(i == 1 ? "its ratio must be a constant number" : "its training_mode must be a constant");
        if (i == 1) ratio = number->data[0];
        else training = number->data[0] != 0;
    }
    if (training && ratio > 0) return invalid("it drops at random, as in training", "export the model for inference");
    const ir::ValueId x = call.inputs[0];
    TRY(const ir::ValueId y, graph.emit(call, "Identity", {x}));
    ops::ReferenceTensor mask{{DType::Bool, graph.type(x).shape}, std::vector<double>(call.outputs.size() > 1 ? size_t(graph.type(x).shape.count()) : 0, 1.0)};
    return graph.define(call, {y, call.outputs.size() > 1 ? graph.constant(std::move(mask)) : ir::ValueId{}});
}

/// Before opset 14 there is no training_mode: a file with the one output Y is meant for inference.
Status batch_normalization(OnnxGraph& graph, OnnxCall call) {
    if (graph.opset() < 9 && call.attributes.integer("spatial", 1) != 1) return invalid("spatial 0 (statistics for each position) is not supported");
    if (graph.opset() < 14 && call.outputs.size() > 1) return invalid("its form of opset " + std::to_string(graph.opset()) + " for training is not supported", "export the model for inference");
    for (const char* gone : {"spatial", "is_test", "consumed_inputs"}) call.attributes.erase(gone);
    if (call.inputs.size() != 5) return invalid("it needs 5 inputs, got " + std::to_string(call.inputs.size()));
    return emit_call(graph, std::move(call));
}

Status split(OnnxGraph& graph, OnnxCall call) {
    if (!call.has_input(1) && !call.attributes.count("split") && call.has_input(0)) {
        const Shape& x = graph.type(call.inputs[0]).shape;
        const int64_t given = call.attributes.integer("axis"), axis = given < 0 ? given + x.rank() : given, parts = int64_t(call.outputs.size());
        if (axis < 0 || axis >= x.rank() || parts == 0) return invalid("its axis " + std::to_string(given) + " is outside the shape " + to_string(x));
        const int64_t size = (x[int(axis)] + parts - 1) / parts;
        List sizes(size_t(parts), size);
        sizes.back() = x[int(axis)] - size * (parts - 1);
        if (sizes.back() < 0) return invalid("an axis of " + std::to_string(x[int(axis)]) + " does not give " + std::to_string(parts) + " parts");
        call.attributes["split"] = sizes;
    }
    call.attributes.erase("num_outputs");
    return emit_call(graph, std::move(call));
}

Status reduce(OnnxGraph& graph, OnnxCall call) {
    if (const ops::OpDef* op = ops::find_op(call.op)) TRY_STATUS(settle_inputs(graph, call, *op));
    const bool nothing = call.attributes.flag("noop_with_empty_axes") && call.attributes.integers("axes").empty();
    call.attributes.erase("noop_with_empty_axes");
    if (nothing) return define(graph, call, graph.emit(call, "Identity", {call.inputs[0]}));
    return emit_call(graph, std::move(call));
}

Status cast(OnnxGraph& graph, OnnxCall call) {
    const TensorType& from = graph.type(call.inputs[0]);
    DType to = from.dtype;
    if (call.op == "CastLike") {
        if (!call.has_input(1)) return invalid("its input 'target_type' is missing");
        to = graph.type(call.inputs[1]).dtype;
    } else {
        TRY(to, program_type(OnnxType(call.attributes.integer("to"))));
    }
    if (to == from.dtype) return define(graph, call, graph.emit(call, "Identity", {call.inputs[0]}));
    const OnnxType type = to == DType::F32 ? OnnxType::Float : to == DType::I32 ? OnnxType::Int32 : OnnxType::Bool;
    return define(graph, call, graph.emit(call, "Cast", {call.inputs[0]}, {{"to", int64_t(type)}}));
}

/// Before opset 7 the second operand was broadcast from a given axis on, when asked to.
Status arithmetic(OnnxGraph& graph, OnnxCall call) {
    if (graph.opset() >= 7 || call.inputs.size() != 2) return emit_call(graph, std::move(call));
    const int rank = graph.type(call.inputs[0]).shape.rank();
    List shape = graph.type(call.inputs[1]).shape.dims();
    const int64_t axis = call.attributes.integer("axis", rank - int64_t(shape.size()));
    for (const char* gone : {"axis", "broadcast", "consumed_inputs"}) call.attributes.erase(gone);
    for (int64_t size = axis + int64_t(shape.size()); size < rank && axis >= 0; ++size) shape.push_back(1);
    TRY(call.inputs[1], graph.emit(call, "Reshape", {call.inputs[1]}, {{"shape", shape}}));
    return emit_call(graph, std::move(call));
}

/// Activations are a list, one or more a direction; ours have one for the state (RNN) or ONNX's default.
Status recurrent(OnnxGraph& graph, OnnxCall call) {
    const std::map<std::string, std::vector<std::string>> usual{{"RNN", {"Tanh"}}, {"GRU", {"Sigmoid", "Tanh"}}, {"LSTM", {"Sigmoid", "Tanh", "Tanh"}}};
    for (const OnnxAttribute& a : call.source->attributes) {
        if (a.name != "activations") continue;
        std::vector<std::string> given(a.texts.begin(), a.texts.end()), wanted;
        for (size_t k = 0; k < given.size(); ++k) wanted.push_back(call.op == "RNN" ? given[0] : usual.at(call.op)[k % usual.at(call.op).size()]);
        if (given != wanted) return invalid("its activations are not supported", "the usual ones are, and for RNN one of Tanh, Relu and Sigmoid");
        if (call.op == "RNN" && !given.empty()) call.attributes["activation"] = given[0];
    }
    call.attributes.erase("output_sequence");
    return emit_call(graph, std::move(call));
}

/// The base's type is the result's; our Pow has one type.
Status power(OnnxGraph& graph, OnnxCall call) {
    if (call.inputs.size() != 2 || graph.type(call.inputs[0]).dtype == graph.type(call.inputs[1]).dtype) return arithmetic(graph, std::move(call));
    const bool real = graph.type(call.inputs[0]).dtype == DType::F32;
    for (ir::ValueId& id : call.inputs)
        if (graph.type(id).dtype != DType::F32) {
            TRY(id, graph.emit(call, "Cast", {id}, {{"to", int64_t(OnnxType::Float)}}));
        }
    TRY(const ir::ValueId y, graph.emit(call, "Pow", call.inputs));
    return real ? graph.define(call, {y}) : define(graph, call, graph.emit(call, "Cast", {y}, {{"to", int64_t(OnnxType::Int32)}}));
}

Status upsample(OnnxGraph& graph, OnnxCall call) {
    call.op = "Resize";
    if (call.has_input(1)) call.inputs = {call.inputs[0], {}, call.inputs[1]};
    call.attributes["coordinate_transformation_mode"] = std::string("asymmetric");
    call.attributes["nearest_mode"] = std::string("floor");
    return emit_call(graph, std::move(call));
}

/// Each draws numbers of its own: the seed is the run's.
Status random_like(OnnxGraph& graph, OnnxCall call) {
    if (call.attributes.integer("dtype", int64_t(OnnxType::Float)) != int64_t(OnnxType::Float)) return invalid("its attribute 'dtype' must be float");
    for (const char* gone : {"dtype", "seed"}) call.attributes.erase(gone);
    call.attributes["stream"] = int64_t(stream_of(call.node.c_str()) & 0x7fffffff);
    return emit_call(graph, std::move(call));
}

using Rule = std::function<Status(OnnxGraph&, OnnxCall)>;
const std::map<std::string, Rule>& rules() {
    static const std::map<std::string, Rule> all = [] {
        std::map<std::string, Rule> r{{"BatchNormalization", batch_normalization}, {"Cast", cast}, {"CastLike", cast}, {"Dropout", dropout}, {"Reshape", reshape},
                                      {"Split", split}, {"Upsample", upsample}};
        r["Scatter"] = [](OnnxGraph& graph, OnnxCall call) {
            call.op = "ScatterElements";
            return emit_call(graph, std::move(call));
        };
        for (const char* op : {"Softmax", "LogSoftmax", "Hardmax"}) r[op] = softmax;
        for (const char* op : {"RandomNormalLike", "RandomUniformLike"}) r[op] = random_like;
        r["Pow"] = power;
        for (const char* op : {"RNN", "GRU", "LSTM"}) r[op] = recurrent;
        for (const char* op : {"Add", "Sub", "Mul", "Div", "And", "Or", "Xor", "Equal", "Greater", "Less"}) r[op] = arithmetic;
        for (const ops::OpDef& op : ops::all_ops())
            if (op.name.rfind("Reduce", 0) == 0 && onnx_inputs(op.name)) r[op.name] = reduce;
        return r;
    }();
    return all;
}

}  // namespace

Status import_operator(OnnxGraph& graph, OnnxCall call) {
    const auto rule = rules().find(call.op);
    if (rule == rules().end()) return emit_call(graph, std::move(call));
    if (!call.has_input(0)) return invalid("its first input is missing");
    return rule->second(graph, std::move(call));
}

}  // namespace saddle::exchange
