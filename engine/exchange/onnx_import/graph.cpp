#include "engine/exchange/onnx_import/graph.h"

#include <algorithm>
#include <set>

#include "engine/core/file.h"
#include "engine/ops/interpret.h"

namespace saddle::exchange {
namespace {

constexpr int64_t kOldestOpset = 1, kNewestOpset = 21;
constexpr int64_t kKnownElements = 65536;

Result<AttributeValue> attribute_value(const OnnxAttribute& a) {
    using Kind = OnnxAttribute::Kind;
    switch (a.kind) {
        case Kind::Float: return AttributeValue(double(a.real));
        case Kind::Int: return AttributeValue(a.integer);
        case Kind::String: return AttributeValue(std::string(a.text));
        case Kind::Ints: return AttributeValue(a.integers);
        case Kind::Floats: return AttributeValue(std::vector<double>(a.reals.begin(), a.reals.end()));
        case Kind::Graph: return invalid("it runs a graph of its own, which is not supported", "export the model without control flow");
        default: return invalid("its kind is not supported");
    }
}

Error at(const std::string& place, Error error) {
    if (error.kind == ErrorKind::Internal) error.kind = ErrorKind::Invalid;  // the file asked for what an op does not have
    error.message = place + ": " + error.message;
    return error;
}

}  // namespace

const OnnxTensor* OnnxCall::tensor(const std::string& name) const {
    for (const OnnxAttribute& a : source->attributes)
        if (a.name == name && a.kind == OnnxAttribute::Kind::Tensor) return a.tensor.get();
    return nullptr;
}

OnnxGraph::OnnxGraph(const OnnxModel& model, const std::string& folder, const OnnxImportOptions& options)
    : model_(model), folder_(folder), options_(options),
      builder_(result_.program, result_.program.entries.emplace_back(ir::EntryPoint{"predict", {}, {}, {}, {}})) {}

Result<OnnxImport> OnnxGraph::run() {
    if (model_.opset < kOldestOpset || model_.opset > kNewestOpset)
        return invalid("the model is written for opset " + std::to_string(model_.opset) + " of ONNX; " + std::to_string(kOldestOpset) + " to " + std::to_string(kNewestOpset) + " are read",
                       "export it again for opset 17");
    TRY_STATUS(add_initializers());
    TRY_STATUS(add_inputs());
    for (const OnnxNode& node : model_.nodes) TRY_STATUS(import_node(node));
    TRY_STATUS(add_outputs());
    TRY_STATUS(inline_literals());
    TRY_STATUS(keep_known_values());
    TRY_STATUS(ir::verify(result_.program));
    result_.name = std::string(model_.graph_name);
    result_.producer = std::string(model_.producer);
    result_.opset = model_.opset;
    return std::move(result_);
}

Status OnnxGraph::define(const std::string& name, ir::ValueId id) {
    if (name.empty() || names_.emplace(name, id).second) return {};
    return invalid("the name '" + name + "' is given twice");
}

ir::ValueId OnnxGraph::add_value(std::string name, TensorType type, ir::ValueKind kind) {
    ir::Value value;
    value.name = std::move(name);
    value.kind = kind;
    value.type = std::move(type);
    value.node = value.name;
    return result_.program.add(std::move(value));
}

Status OnnxGraph::add_initializers() {
    for (const OnnxTensor& tensor : model_.initializers) {
        const std::string name(tensor.name), place = "initializer '" + name + "'";
        if (name.empty()) return invalid("an initializer has no name");
        const auto dtype = program_type(tensor.type);
        if (!dtype.ok()) return at(place, dtype.error());
        auto shape = checked_shape(tensor.dims);
        if (!shape.ok()) return at(place, shape.error());
        const ir::ValueId id = add_value(name, {*dtype, std::move(*shape)}, ir::ValueKind::Temporary);
        known_[id] = {&tensor, nullptr, *dtype != DType::F32};
        if (Status status = define(name, id); !status.ok()) return at(place, status.error());
    }
    return {};
}

Status OnnxGraph::add_inputs() {
    for (const OnnxValueInfo& info : model_.inputs) {
        // Before IR version 4 every initializer was listed as an input too: the default of one.
        if (const auto it = names_.find(info.name); it != names_.end() && known_.count(it->second)) continue;
        if (const Status status = add_input(info); !status.ok()) return at("input '" + std::string(info.name) + "'", status.error());
    }
    return {};
}

Status OnnxGraph::add_input(const OnnxValueInfo& info) {
    if (info.name.empty()) return invalid("it has no name");
    if (!info.tensor) return invalid("it is no tensor; sequences and optionals are not supported");
    const std::string name(info.name);
    TensorType type;
    TRY(type.dtype, program_type(info.type));
    bool batched = false;
    const auto fixed = options_.fixed_inputs.find(name);
    if (fixed != options_.fixed_inputs.end()) {
        type = fixed->second.type;
    } else {
        TRY(type.shape, shape_of(info, batched));
    }
    const ir::ValueId id = add_value(name, std::move(type), ir::ValueKind::Input);
    result_.program[id].batched = batched;
    if (fixed != options_.fixed_inputs.end()) {
        const Tensor& tensor = fixed->second;
        ops::ReferenceTensor numbers{tensor.type, {tensor.f32.begin(), tensor.f32.end()}};
        if (tensor.type.dtype == DType::I32) numbers.data.assign(tensor.i32.begin(), tensor.i32.end());
        known_[id].numbers = std::make_shared<const ops::ReferenceTensor>(std::move(numbers));
    }
    builder_.entry().inputs.push_back(id);
    return define(name, id);
}

Result<Shape> OnnxGraph::shape_of(const OnnxValueInfo& info, bool& batched) const {
    if (!info.has_shape) return invalid("it has no shape", "export the model with shapes");
    std::vector<int64_t> dims;
    for (size_t axis = 0; axis < info.shape.size(); ++axis) {
        const OnnxDimension& dimension = info.shape[axis];
        const std::string symbol(dimension.symbol);
        const auto size = options_.sizes.find(symbol);
        if (dimension.size) dims.push_back(*dimension.size);
        else if (size != options_.sizes.end()) dims.push_back(size->second);
        else if (axis == 0) dims.push_back(options_.batch);
        else return invalid("axis " + std::to_string(axis) + " has no size" + (symbol.empty() ? "" : ", only the name '" + symbol + "'"), "say how long it is");
        batched |= axis == 0 && !dimension.size;
    }
    return checked_shape(dims);
}

Status OnnxGraph::add_outputs() {
    if (model_.outputs.empty()) return invalid("the graph has no outputs");
    for (const OnnxValueInfo& info : model_.outputs) {
        const std::string name(info.name);
        if (builder_.entry().output(name)) return invalid("two outputs of the graph are called '" + name + "'");
        const auto it = names_.find(name);
        if (it == names_.end()) return invalid("output '" + name + "' is never made");
        ir::ValueId id = it->second;
        if (known_.count(id) || result_.program[id].kind == ir::ValueKind::Input) {  // an output is always made by an instruction
            builder_.node = name;
            id = builder_.emit("Identity", {id});
            if (builder_.error) return *builder_.error;
        }
        builder_.entry().outputs.push_back({name, id});
    }
    return {};
}

Result<OnnxCall> OnnxGraph::call_of(const OnnxNode& node) {
    OnnxCall call;
    call.op = std::string(node.op);
    call.source = &node;
    call.node = node.name.empty() ? call.op : std::string(node.name);
    if (const int count = node_names_[call.node]++; count > 0) call.node += "#" + std::to_string(count + 1);
    const std::string place = "node '" + call.node + "' (" + call.op + ")";
    if (!node.domain.empty() && node.domain != "ai.onnx")
        return at(place, invalid("it belongs to the domain '" + std::string(node.domain) + "'; only ONNX's own operators are read"));
    for (const std::string_view input : node.inputs) {
        const auto it = names_.find(input);
        if (!input.empty() && it == names_.end())
            return at(place, invalid("its input '" + std::string(input) + "' is not made before it", "the graph has a cycle, is not sorted, or lacks a node"));
        call.inputs.push_back(input.empty() ? ir::ValueId{} : it->second);
    }
    for (const std::string_view output : node.outputs) call.outputs.emplace_back(output);
    while (!call.inputs.empty() && !call.inputs.back().present()) call.inputs.pop_back();
    while (!call.outputs.empty() && call.outputs.back().empty()) call.outputs.pop_back();
    for (const OnnxAttribute& a : node.attributes) {
        if (a.kind == OnnxAttribute::Kind::Tensor || a.kind == OnnxAttribute::Kind::Strings) continue;  // rules ask for them by name
        auto value = attribute_value(a);
        if (!value.ok()) return at(place + ": attribute '" + std::string(a.name) + "'", value.error());
        call.attributes[std::string(a.name)] = std::move(*value);
    }
    return call;
}

Status OnnxGraph::import_node(const OnnxNode& node) {
    TRY(OnnxCall call, call_of(node));
    const std::string place = "node '" + call.node + "' (" + call.op + ")";
    const auto constant = import_constant(*this, call);
    if (!constant.ok()) return at(place, constant.error());
    if (*constant) return {};
    if (const Status status = import_operator(*this, std::move(call)); !status.ok()) return at(place, status.error());
    return {};
}

Result<const ops::ReferenceTensor*> OnnxGraph::known(ir::ValueId id) {
    const auto it = known_.find(id);
    if (it == known_.end()) return static_cast<const ops::ReferenceTensor*>(nullptr);
    Known& known = it->second;
    if (!known.numbers && type(id).shape.count() <= kKnownElements) {
        TRY(ops::ReferenceTensor numbers, decode_numbers(*known.source, folder_));
        known.numbers = std::make_shared<const ops::ReferenceTensor>(std::move(numbers));
    }
    return static_cast<const ops::ReferenceTensor*>(known.numbers.get());
}

ir::ValueId OnnxGraph::scalar(double value, DType dtype) { return constant({{dtype, {}}, {value}}); }

ir::ValueId OnnxGraph::constant(ops::ReferenceTensor numbers) {
    const ir::ValueId id = add_value("constant", numbers.type, ir::ValueKind::Temporary);
    known_[id] = {nullptr, std::make_shared<const ops::ReferenceTensor>(std::move(numbers)), true};
    return id;
}

Result<ir::ValueId> OnnxGraph::constant(const OnnxTensor& tensor) {
    TRY(const DType dtype, program_type(tensor.type));
    TRY(Shape shape, checked_shape(tensor.dims));
    const ir::ValueId id = add_value("constant", {dtype, std::move(shape)}, ir::ValueKind::Temporary);
    known_[id] = {&tensor, nullptr, true};
    return id;
}

Result<std::vector<ir::ValueId>> OnnxGraph::emit_all(const OnnxCall& call, const std::string& op, std::vector<ir::ValueId> inputs, Attributes attributes, size_t outputs) {
    builder_.node = call.node;
    TRY(std::vector<ir::ValueId> made, builder_.emit_all(op, std::move(inputs), std::move(attributes), outputs));
    for (const ir::ValueId id : made) {
        TRY([[maybe_unused]] const Shape shape, checked_shape(type(id).shape.dims()));
    }
    const ir::Instruction instruction = builder_.entry().body.back();
    TRY(const bool computed, compute(instruction));
    if (computed) builder_.entry().body.pop_back();
    return made;
}

Result<ir::ValueId> OnnxGraph::emit(const OnnxCall& call, const std::string& op, std::vector<ir::ValueId> inputs, Attributes attributes) {
    TRY(const std::vector<ir::ValueId> made, emit_all(call, op, std::move(inputs), std::move(attributes), 1));
    return made[0];
}

Result<bool> OnnxGraph::compute(const ir::Instruction& instruction) {
    const ops::OpDef& op = *ops::find_op(instruction.op);
    if (!op.reference_rule || instruction.inputs.empty() || ops::draws(op)) return false;
    std::vector<const ops::ReferenceTensor*> inputs;
    ops::InferContext types{{}, instruction.attributes, instruction.outputs.size()};
    std::vector<TensorType> output_types;
    for (const ir::ValueId id : instruction.inputs) {
        inputs.push_back(nullptr);
        types.inputs.push_back(id.present() ? &type(id) : nullptr);
        if (!id.present()) continue;
        const auto it = known_.find(id);
        if (it == known_.end() || !it->second.constant) return false;
        TRY(inputs.back(), known(id));
        if (!inputs.back()) return false;
    }
    for (const ir::ValueId id : instruction.outputs) {
        if (type(id).shape.count() > kKnownElements) return false;
        output_types.push_back(type(id));
    }
    if (ops::cost_of(op, types, output_types).flops > 1e7) return false;
    TRY(std::vector<ops::ReferenceTensor> outputs, ops::interpret(builder_.program(), instruction, std::move(inputs)));
    for (size_t i = 0; i < outputs.size(); ++i)
        known_[instruction.outputs[i]] = {nullptr, std::make_shared<const ops::ReferenceTensor>(std::move(outputs[i])), true};
    return true;
}

Status OnnxGraph::define(const OnnxCall& call, const std::vector<ir::ValueId>& values) {
    for (size_t i = 0; i < call.outputs.size(); ++i) {
        if (call.outputs[i].empty()) continue;
        if (i >= values.size() || !values[i].present()) return invalid("its output " + std::to_string(i) + " ('" + call.outputs[i] + "') is not supported");
        TRY_STATUS(define(call.outputs[i], values[i]));
    }
    return {};
}

/// Elementwise ops read scalar constants as literals of their kernels.
Status OnnxGraph::inline_literals() {
    for (ir::Instruction& instruction : builder_.entry().body) {
        if (ops::find_op(instruction.op)->glsl.empty()) continue;
        for (ir::ValueId& id : instruction.inputs) {
            const auto it = known_.find(id);
            if (it == known_.end() || !it->second.constant || type(id).shape.rank() > 0) continue;
            TRY(const ops::ReferenceTensor* number, known(id));
            id = builder_.constant(number->data[0], type(id).dtype);
        }
    }
    return {};
}

/// What instructions read becomes a parameter or state with its numbers; the rest of the file's tensors is dropped.
Status OnnxGraph::keep_known_values() {
    std::set<ir::ValueId> read, statistics;
    std::set<std::string> kept;
    for (const ir::Instruction& instruction : builder_.entry().body) {
        read.insert(instruction.inputs.begin(), instruction.inputs.end());
        if (instruction.op == "BatchNormalization") statistics.insert(instruction.inputs.begin() + 3, instruction.inputs.end());
    }
    for (auto& [id, known] : known_) {
        ir::Value& value = result_.program[id];
        if (!read.count(id) || value.kind == ir::ValueKind::Input) continue;
        value.kind = known.constant || statistics.count(id) ? ir::ValueKind::State : ir::ValueKind::Parameter;
        if (known.constant && !names_.count(value.name)) value.name = "constant:" + std::to_string(id.index);
        auto tensor = known.source ? decode(*known.source, folder_) : narrow(*known.numbers);
        if (!tensor.ok()) return tensor.error();
        if (!kept.insert(value.name).second) return invalid("the name '" + value.name + "' is given twice");
        result_.tensors.push_back({value.name, std::move(*tensor)});
    }
    return {};
}

Result<OnnxImport> import_onnx_model(std::string_view bytes, const std::string& folder, const OnnxImportOptions& options) {
    TRY(const OnnxModel model, read_onnx_model(bytes));
    return OnnxGraph(model, folder, options).run();
}

Result<OnnxImport> import_onnx(const std::string& path, const OnnxImportOptions& options) {
    TRY(const std::string bytes, read_file(path, uint64_t(1) << 31));
    const size_t slash = path.find_last_of('/');
    auto imported = import_onnx_model(bytes, slash == std::string::npos ? "." : path.substr(0, slash + 1), options);
    if (!imported.ok()) return at(path, imported.error());
    return imported;
}

Result<Tensor> read_onnx_tensor_file(const std::string& path) {
    TRY(const std::string bytes, read_file(path));
    TRY(const OnnxTensor tensor, read_onnx_tensor(bytes));
    return decode(tensor, "");
}

}  // namespace saddle::exchange
