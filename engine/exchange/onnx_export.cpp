// The predict entry as an ONNX model, opset 17, IR version 8. Ops carry ONNX's names and attributes, so that most map as
// they are; what differs is said here.
#include <onnx/onnx_pb.h>
#include <onnx/checker.h>

#include <algorithm>
#include <set>

#include "engine/core/file.h"
#include "engine/exchange/model_export.h"
#include "engine/ops/op_def.h"

namespace saddle::exchange {
namespace {

class Exporter {
public:
    Exporter(const ir::Program& program, const std::vector<NamedTensor>& weights) : program_(program), weights_(weights), entry_(*program.entry("predict")) {}

    Result<std::string> run(const std::string& name) {
        model_.set_ir_version(8);
        model_.set_producer_name("Saddlepoint");
        model_.add_opset_import()->set_version(17);
        onnx::GraphProto& graph = *model_.mutable_graph();
        graph.set_name(name.empty() ? "model" : name);
        for (const ir::ValueId id : entry_.inputs) describe(*graph.add_input(), id);
        for (const ir::Instruction& instruction : entry_.body) TRY_STATUS(add(instruction));
        for (const ir::Output& output : entry_.outputs) {
            // A name of its own, so that the output is called what the program calls it.
            onnx::NodeProto& node = *graph.add_node();
            node.set_op_type("Identity");
            node.add_input(name_of(output.value));
            node.add_output(output.name);
            describe(*graph.add_output(), output.value);
            graph.mutable_output(graph.output_size() - 1)->set_name(output.name);
        }
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
        if (value.kind == ir::ValueKind::Constant) return initializer("constant_" + std::to_string(id.index), {}, {float(value.constant)});
        if (value.kind == ir::ValueKind::Temporary) return "v" + std::to_string(id.index);
        for (const NamedTensor& weight : weights_)
            if (weight.name == value.name) return initializer(value.name, value.type.shape.dims(), weight.tensor.f32);
        missing_ = value.name;
        return value.name;
    }

    std::string initializer(const std::string& name, const std::vector<int64_t>& dims, const std::vector<float>& data) {
        if (!written_.insert(name).second) return name;
        onnx::TensorProto& tensor = *model_.mutable_graph()->add_initializer();
        tensor.set_name(name);
        tensor.set_data_type(onnx::TensorProto::FLOAT);
        for (const int64_t size : dims) tensor.add_dims(size);
        tensor.set_raw_data(data.data(), data.size() * 4);
        return name;
    }
    std::string integers(const std::string& name, const std::vector<int64_t>& values) {
        onnx::TensorProto& tensor = *model_.mutable_graph()->add_initializer();
        tensor.set_name(name);
        tensor.set_data_type(onnx::TensorProto::INT64);
        tensor.add_dims(int64_t(values.size()));
        tensor.set_raw_data(values.data(), values.size() * 8);
        return name;
    }

    void describe(onnx::ValueInfoProto& info, ir::ValueId id) {
        const ir::Value& value = program_[id];
        info.set_name(value.kind == ir::ValueKind::Input ? value.name : name_of(id));
        auto& type = *info.mutable_type()->mutable_tensor_type();
        type.set_elem_type(value.type.dtype == DType::I32 ? onnx::TensorProto::INT32 : onnx::TensorProto::FLOAT);
        auto& shape = *type.mutable_shape();
        for (int axis = 0; axis < value.type.shape.rank(); ++axis)
            if (axis == 0 && value.batched) shape.add_dim()->set_dim_param("N");
            else shape.add_dim()->set_dim_value(value.type.shape[axis]);
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

    Status add(const ir::Instruction& instruction) {
        const ops::OpDef* op = ops::find_op(instruction.op);
        if (!op || !op->onnx)
            return invalid(instruction.node + ": ONNX has no operator '" + instruction.op + "'", "this layer cannot be exported to ONNX");
        onnx::NodeProto node;
        node.set_op_type(instruction.op);
        node.set_name(instruction.node + "_" + std::to_string(instruction.outputs[0].index));
        for (const ir::ValueId id : instruction.inputs) node.add_input(name_of(id));
        for (const ir::ValueId id : instruction.outputs) node.add_output(name_of(id));
        Attributes attributes = instruction.attributes;
        if (instruction.op == "Reshape") {  // the shape is an input; -1 stands for the batch
            std::vector<int64_t> shape = attributes.integers("shape");
            if (program_[instruction.inputs[0]].batched && !shape.empty()) shape[0] = -1;
            attributes.erase("shape");
            node.add_input(integers(node.name() + "_shape", shape));
        }
        if (instruction.op == "ReduceSum") {  // since opset 13
            node.add_input(integers(node.name() + "_axes", attributes.integers("axes")));
            attributes.erase("axes");
        }
        if (instruction.op == "BatchNormalization") attributes["training_mode"] = int64_t(0);
        for (const auto& [name, value] : attributes) set_attribute(node, name, value);
        if (!missing_.empty()) return Error{ErrorKind::Incompatible, "the checkpoint has no '" + missing_ + "'", "", {}};
        *model_.mutable_graph()->add_node() = std::move(node);
        return {};
    }

    const ir::Program& program_;
    const std::vector<NamedTensor>& weights_;
    const ir::EntryPoint& entry_;
    onnx::ModelProto model_;
    std::set<std::string> written_;
    std::string missing_;
};

}  // namespace

Status export_onnx(const ir::Program& program, const std::vector<NamedTensor>& weights, const std::string& model_name, const std::string& path) {
    TRY(const std::string bytes, Exporter(program, weights).run(model_name));
    return write_file(path, bytes);
}

}  // namespace saddle::exchange
