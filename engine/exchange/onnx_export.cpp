// An entry as an ONNX model, opset 17, IR version 8. Ops carry ONNX's names and meanings, so that they map as they
// are; how they differ in form follows from ONNX's own schemas: attributes that are inputs there, and integers that have 64
// bits there.
#include <onnx/onnx_pb.h>
#include <onnx/checker.h>
#include <onnx/defs/schema.h>

#include <algorithm>
#include <set>

#include "engine/core/file.h"
#include "engine/exchange/model_export.h"
#include "engine/exchange/onnx_operators.h"
#include "engine/ops/op_def.h"

namespace saddle::exchange {
namespace {

constexpr int kOpset = 17;

onnx::TensorProto::DataType onnx_type(DType dtype) {
    return dtype == DType::I32 ? onnx::TensorProto::INT32 : dtype == DType::Bool ? onnx::TensorProto::BOOL : onnx::TensorProto::FLOAT;
}

/// Whether the operator's `i`-th input or output may be of `type` ("tensor(int32)").
bool takes(const std::vector<onnx::OpSchema::FormalParameter>& ports, size_t i, const std::string& type) {
    if (ports.empty()) return false;
    const auto& types = ports[std::min(i, ports.size() - 1)].GetTypes();
    return std::any_of(types.begin(), types.end(), [&](const std::string* t) { return *t == type; });
}

/// An I32 value there must have 64 bits.
bool is_long(const std::vector<onnx::OpSchema::FormalParameter>& ports, size_t i, DType dtype) {
    return dtype == DType::I32 && !takes(ports, i, "tensor(int32)") && takes(ports, i, "tensor(int64)");
}

class Exporter {
public:
    Exporter(const ir::Program& program, const ir::EntryPoint& entry, const std::vector<NamedTensor>& weights) : program_(program), weights_(weights), entry_(entry) {}

    Result<std::string> run(const std::string& name) {
        model_.set_ir_version(8);
        model_.set_producer_name("Saddlepoint");
        model_.add_opset_import()->set_version(kOpset);
        onnx::GraphProto& graph = *model_.mutable_graph();
        graph.set_name(name.empty() ? "model" : name);
        for (const ir::ValueId id : entry_.inputs) describe(*graph.add_input(), name_of(id), id);
        for (const ir::Instruction& instruction : entry_.body) TRY_STATUS(add(instruction));
        for (const ir::Output& output : entry_.outputs) {
            // A name of its own, so that the output is called what the program calls it.
            add_node("Identity", {name_of(output.value)}, {output.name});
            describe(*graph.add_output(), output.name, output.value);
        }
        if (!missing_.empty()) return Error{ErrorKind::Incompatible, "the checkpoint has no '" + missing_ + "'", "", {}};
        try {
            onnx::checker::check_model(model_);
        } catch (const std::exception& e) {
            return Error{ErrorKind::Internal, std::string("the exported model is not valid ONNX: ") + e.what(), "", {}};
        }
        return model_.SerializeAsString();
    }

private:
    std::string name_of(ir::ValueId id) {
        if (!id.present()) return "";
        const ir::Value& value = program_[id];
        if (value.kind == ir::ValueKind::Input) return value.name;
        if (value.kind == ir::ValueKind::Temporary) return "v" + std::to_string(id.index);
        if (value.kind == ir::ValueKind::Constant) {
            const std::string name = "constant_" + std::to_string(id.index);
            const auto whole = int32_t(value.constant);
            const auto single = float(value.constant);
            const bool truth = value.constant != 0;
            const void* data = value.type.dtype == DType::I32 ? static_cast<const void*>(&whole) : value.type.dtype == DType::Bool ? static_cast<const void*>(&truth) : &single;
            return initializer(name, onnx_type(value.type.dtype), {}, data, value.type.dtype == DType::Bool ? 1 : 4);
        }
        for (const NamedTensor& weight : weights_)
            if (weight.name == value.name)
                return initializer(value.name, onnx_type(weight.tensor.type.dtype), value.type.shape.dims(),
                                   weight.tensor.type.dtype == DType::I32 ? static_cast<const void*>(weight.tensor.i32.data()) : weight.tensor.f32.data(), size_t(weight.tensor.count()) * 4);
        missing_ = value.name;
        return value.name;
    }

    std::string initializer(const std::string& name, onnx::TensorProto::DataType type, const std::vector<int64_t>& dims, const void* data, size_t bytes) {
        if (!written_.insert(name).second) return name;
        onnx::TensorProto& tensor = *model_.mutable_graph()->add_initializer();
        tensor.set_name(name);
        tensor.set_data_type(type);
        for (const int64_t size : dims) tensor.add_dims(size);
        tensor.set_raw_data(data, bytes);
        return name;
    }
    /// An attribute of ours as ONNX's input: lists as vectors, numbers as scalars, except where ONNX wants a list of one.
    std::string initializer(const std::string& name, const AttributeValue& value, bool list_of_one) {
        std::vector<int64_t> dims;
        if (list_of_one) dims.push_back(1);
        if (const auto* number = std::get_if<int64_t>(&value)) return initializer(name, onnx::TensorProto::INT64, dims, number, 8);
        if (const auto* real = std::get_if<double>(&value)) {
            const auto single = float(*real);
            return initializer(name, onnx::TensorProto::FLOAT, dims, &single, 4);
        }
        if (const auto* list = std::get_if<std::vector<int64_t>>(&value)) return initializer(name, onnx::TensorProto::INT64, {int64_t(list->size())}, list->data(), list->size() * 8);
        const auto& reals = std::get<std::vector<double>>(value);
        const std::vector<float> singles(reals.begin(), reals.end());
        return initializer(name, onnx::TensorProto::FLOAT, {int64_t(singles.size())}, singles.data(), singles.size() * 4);
    }

    void describe(onnx::ValueInfoProto& info, const std::string& name, ir::ValueId id) {
        const ir::Value& value = program_[id];
        info.set_name(name);
        auto& type = *info.mutable_type()->mutable_tensor_type();
        type.set_elem_type(onnx_type(value.type.dtype));
        auto& shape = *type.mutable_shape();
        for (int axis = 0; axis < value.type.shape.rank(); ++axis)
            if (axis == 0 && value.batched) shape.add_dim()->set_dim_param("N");
            else shape.add_dim()->set_dim_value(value.type.shape[axis]);
    }

    onnx::NodeProto& add_node(const std::string& op, const std::vector<std::string>& inputs, const std::vector<std::string>& outputs) {
        onnx::NodeProto& node = *model_.mutable_graph()->add_node();
        node.set_op_type(op);
        node.set_name(outputs[0]);
        for (const std::string& input : inputs) node.add_input(input);
        for (const std::string& output : outputs) node.add_output(output);
        return node;
    }
    std::string cast(const std::string& from, const std::string& to, onnx::TensorProto::DataType type) {
        set_attribute(add_node("Cast", {from}, {to}), "to", int64_t(type));
        return to;
    }

    static void set_attribute(onnx::NodeProto& node, const std::string& name, const AttributeValue& value) {
        onnx::AttributeProto& a = *node.add_attribute();
        a.set_name(name);
        if (const auto* v = std::get_if<double>(&value)) a.set_type(onnx::AttributeProto::FLOAT), a.set_f(float(*v));
        else if (const auto* i = std::get_if<int64_t>(&value)) a.set_type(onnx::AttributeProto::INT), a.set_i(*i);
        else if (const auto* b = std::get_if<bool>(&value)) a.set_type(onnx::AttributeProto::INT), a.set_i(*b);
        else if (const auto* s = std::get_if<std::string>(&value)) a.set_type(onnx::AttributeProto::STRING), a.set_s(*s);
        else if (const auto* l = std::get_if<std::vector<int64_t>>(&value)) {
            a.set_type(onnx::AttributeProto::INTS);
            for (const int64_t item : *l) a.add_ints(item);
        } else {
            a.set_type(onnx::AttributeProto::FLOATS);
            for (const double item : std::get<std::vector<double>>(value)) a.add_floats(float(item));
        }
    }

    /// RNN's activation: ONNX wants one a direction.
    static void set_activations(onnx::NodeProto& node, const std::string& activation, int directions) {
        onnx::AttributeProto& a = *node.add_attribute();
        a.set_name("activations");
        a.set_type(onnx::AttributeProto::STRINGS);
        for (int d = 0; d < directions; ++d) a.add_strings(activation);
    }

    /// The instruction's inputs in ONNX's places; attributes that are inputs there leave `attributes`.
    std::vector<std::string> inputs_of(const ir::Instruction& instruction, const onnx::OpSchema& schema, Attributes& attributes) {
        const std::string prefix = "v" + std::to_string(instruction.outputs[0].index) + "_";
        const std::vector<std::string>* names = onnx_inputs(instruction.op);
        std::vector<std::string> inputs;
        size_t next = 0;
        const auto take = [&] {
            const ir::ValueId id = instruction.inputs[next++];
            std::string name = name_of(id);
            // Runtimes know OneHot with 64-bit indices only.
            if (id.present() && (is_long(schema.inputs(), inputs.size(), program_[id].type.dtype) || instruction.op == "OneHot")) name = cast(name, prefix + "long_" + std::to_string(next), onnx::TensorProto::INT64);
            inputs.push_back(std::move(name));
        };
        for (size_t place = 0; names && place < names->size() && int(place) < schema.max_input(); ++place) {
            const auto given = attributes.find((*names)[place]);
            const AttributeValue* ours = fallback(instruction.op, (*names)[place]);
            if (!ours && next < instruction.inputs.size()) {
                take();
                continue;
            }
            const bool required = schema.inputs()[place].GetOption() != onnx::OpSchema::Optional;
            const AttributeValue* value = given != attributes.end() ? &given->second : required ? ours : nullptr;
            inputs.push_back(!value || is_empty(*value) ? "" : initializer(prefix + (*names)[place], *value, instruction.op == "TopK"));
            if (given != attributes.end()) attributes.erase(given);
        }
        while (next < instruction.inputs.size()) take();
        while (!inputs.empty() && inputs.back().empty()) inputs.pop_back();
        return inputs;
    }
    /// What our op takes for an attribute that is not given; nullptr: it has no such attribute.
    static const AttributeValue* fallback(const std::string& op, const std::string& attribute) {
        for (const ops::AttributeDef& a : ops::find_op(op)->attributes)
            if (a.name == attribute) return &a.fallback;
        return nullptr;
    }
    static bool is_empty(const AttributeValue& value) {
        const auto* list = std::get_if<std::vector<int64_t>>(&value);
        const auto* reals = std::get_if<std::vector<double>>(&value);
        return (list && list->empty()) || (reals && reals->empty());
    }

    Status add(const ir::Instruction& instruction) {
        const auto* schema = onnx_has(instruction.op) ? onnx::OpSchemaRegistry::Schema(instruction.op, kOpset) : nullptr;
        if (!schema) return invalid(instruction.node + ": ONNX has no operator '" + instruction.op + "' in opset " + std::to_string(kOpset), "this layer cannot be exported to ONNX");
        Attributes attributes = instruction.attributes;
        keep_batch_free(instruction, attributes);
        if (instruction.op == "Cast") attributes["to"] = int64_t(onnx_type(program_[instruction.outputs[0]].type.dtype));
        if (fallback(instruction.op, "hidden_size")) attributes["hidden_size"] = program_[instruction.inputs[2]].type.shape[-1];
        if (instruction.op == "Pad") attributes = pad_all_axes(program_[instruction.inputs[0]].type.shape.rank(), std::move(attributes));
        if (instruction.op == "Resize") attributes = scale_all_axes(program_[instruction.inputs[0]].type.shape.rank(), std::move(attributes));
        std::vector<std::string> inputs = inputs_of(instruction, *schema, attributes);
        if (instruction.op == "MatMul") transpose_operands(instruction, inputs, attributes);
        std::vector<std::string> outputs, longs;
        for (const ir::ValueId id : instruction.outputs) {
            const bool widened = is_long(schema->outputs(), outputs.size(), program_[id].type.dtype);
            longs.push_back(widened ? name_of(id) : "");
            outputs.push_back(name_of(id) + (widened ? "_long" : ""));
        }
        onnx::NodeProto& node = add_node(instruction.op, inputs, outputs);
        for (const auto& [name, attribute] : schema->attributes())
            if (const AttributeValue* value = fallback(instruction.op, name); value && attribute.required) attributes.emplace(name, *value);
        for (const auto& [name, value] : attributes)
            if (is_empty(value) || name == "batched" || name == "stream") continue;
            else if (schema->attributes().count(name)) set_attribute(node, name, value);
            else if (instruction.op == "RNN" && name == "activation") set_activations(node, std::get<std::string>(value), attributes.text("direction") == "bidirectional" ? 2 : 1);
            else return invalid(instruction.node + ": ONNX's " + instruction.op + " has no attribute '" + name + "' in opset " + std::to_string(kOpset));
        for (size_t k = 0; k < longs.size(); ++k)
            if (!longs[k].empty()) cast(outputs[k], longs[k], onnx::TensorProto::INT32);
        return {};
    }

    /// ONNX's MatMul multiplies as things lie: operands that ours takes transposed are turned before it.
    void transpose_operands(const ir::Instruction& instruction, std::vector<std::string>& inputs, Attributes& attributes) {
        for (const size_t i : {0, 1}) {
            const char* which = i == 0 ? "transA" : "transB";
            if (attributes.integer(which) != 0) {
                std::vector<int64_t> order;
                for (int axis = 0; axis < program_[instruction.inputs[i]].type.shape.rank(); ++axis) order.push_back(axis);
                std::swap(order[order.size() - 1], order[order.size() - 2]);
                const std::string turned = "v" + std::to_string(instruction.outputs[0].index) + "_" + which;
                set_attribute(add_node("Transpose", {inputs[i]}, {turned}), "perm", order);
                inputs[i] = turned;
            }
            attributes.erase(which);
        }
    }

    /// Until opset 18 the widths are for all axes.
    static Attributes pad_all_axes(int rank, Attributes attributes) {
        const std::vector<int64_t> pads = attributes.integers("pads"), axes = attributes.integers("axes");
        if (axes.empty()) return attributes;
        std::vector<int64_t> all(size_t(rank) * 2);
        for (size_t k = 0; k < axes.size(); ++k) {
            const auto axis = size_t(axes[k] < 0 ? axes[k] + rank : axes[k]);
            all[axis] = pads[k];
            all[axis + size_t(rank)] = pads[k + axes.size()];
        }
        attributes["pads"] = std::move(all);
        attributes.erase("axes");
        return attributes;
    }

    /// So are scales.
    static Attributes scale_all_axes(int rank, Attributes attributes) {
        const std::vector<double> scales = attributes.reals("scales");
        const std::vector<int64_t> axes = attributes.integers("axes");
        if (axes.empty() || scales.empty()) return attributes;
        std::vector<double> all(size_t(rank), 1);
        for (size_t k = 0; k < axes.size(); ++k) all[size_t(axes[k] < 0 ? axes[k] + rank : axes[k])] = scales[k];
        attributes["scales"] = std::move(all);
        attributes.erase("axes");
        return attributes;
    }

    /// Sizes that are the batch's must not be written down.
    void keep_batch_free(const ir::Instruction& instruction, Attributes& attributes) const {
        const ir::ValueId from = instruction.inputs.empty() ? ir::ValueId{} : instruction.inputs[0];
        const auto it = attributes.find("shape");
        if (it == attributes.end() || !from.present() || !program_[from].batched || !program_[instruction.outputs[0]].batched) return;
        auto& shape = std::get<std::vector<int64_t>>(it->second);
        if (instruction.op == "Reshape" && !shape.empty() && shape[0] == program_[from].type.shape[0]) {
            const bool taken = std::count(shape.begin(), shape.end(), -1) > 0;
            if (!taken) shape[0] = -1;
        }
        if (instruction.op == "Expand" && int(shape.size()) == program_[from].type.shape.rank()) shape[0] = 1;
    }

    const ir::Program& program_;
    const std::vector<NamedTensor>& weights_;
    const ir::EntryPoint& entry_;
    onnx::ModelProto model_;
    std::set<std::string> written_;
    std::string missing_;
};

}  // namespace

bool onnx_has(const std::string& op) {
    const ops::OpDef* def = ops::find_op(op);
    return def && def->onnx && onnx::OpSchemaRegistry::Schema(op, kOpset);
}

Status export_onnx(const ir::Program& program, const std::string& entry, const std::vector<NamedTensor>& weights, const std::string& model_name, const std::string& path) {
    TRY(const std::string bytes, Exporter(program, *program.entry(entry), weights).run(model_name));
    return write_file(path, bytes);
}

}  // namespace saddle::exchange
