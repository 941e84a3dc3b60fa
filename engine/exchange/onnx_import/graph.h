#pragma once
// The walk over an ONNX graph that makes a program, and what rules for single operators may ask of it.
#include <map>
#include <memory>
#include <string>

#include "engine/exchange/onnx_import.h"
#include "engine/exchange/onnx_import/tensor.h"

namespace saddle::exchange {

/// A node being imported. Rules of older opsets change it before it is emitted.
struct OnnxCall {
    std::string op;                       ///< ONNX's name
    NodeId node;                          ///< unique
    std::vector<ir::ValueId> inputs;      ///< absent: not given
    std::vector<std::string> outputs;     ///< names; empty: not wanted
    Attributes attributes;                ///< all but tensors
    const OnnxNode* source = nullptr;
    bool has_input(size_t i) const { return i < inputs.size() && inputs[i].present(); }
    /// The attribute of kind tensor called `name`, or nullptr.
    const OnnxTensor* tensor(const std::string& name) const;
};

class OnnxGraph {
public:
    OnnxGraph(const OnnxModel& model, const std::string& folder, const OnnxImportOptions& options);
    Result<OnnxImport> run();

    int64_t opset() const { return model_.opset; }
    const TensorType& type(ir::ValueId id) const { return result_.program[id].type; }
    /// The numbers of a value that is known before anything runs, or nullptr. At most 65,536 elements are looked at.
    Result<const ops::ReferenceTensor*> known(ir::ValueId id);

    ir::ValueId scalar(double value, DType dtype = DType::F32);
    ir::ValueId constant(ops::ReferenceTensor numbers);
    Result<ir::ValueId> constant(const OnnxTensor& tensor);
    /// Emits an op of ours. What depends on constants alone is computed here and becomes a constant.
    Result<std::vector<ir::ValueId>> emit_all(const OnnxCall& call, const std::string& op, std::vector<ir::ValueId> inputs, Attributes attributes, size_t outputs);
    Result<ir::ValueId> emit(const OnnxCall& call, const std::string& op, std::vector<ir::ValueId> inputs, Attributes attributes = {});
    /// Names the results of the call.
    Status define(const OnnxCall& call, const std::vector<ir::ValueId>& values);

private:
    /// A value whose content the file holds: a parameter, unless it is `constant`.
    struct Known {
        const OnnxTensor* source = nullptr;
        std::shared_ptr<const ops::ReferenceTensor> numbers;
        bool constant = false;
    };
    Status add_initializers();
    Status add_inputs();
    Status add_input(const OnnxValueInfo& info);
    Status add_outputs();
    Result<Shape> shape_of(const OnnxValueInfo& info, bool& batched) const;
    Status import_node(const OnnxNode& node);
    Result<OnnxCall> call_of(const OnnxNode& node);
    Status define(const std::string& name, ir::ValueId id);
    ir::ValueId add_value(std::string name, TensorType type, ir::ValueKind kind);
    Result<bool> compute(const ir::Instruction& instruction);
    Status keep_known_values();
    Status inline_literals();

    const OnnxModel& model_;
    const std::string& folder_;
    const OnnxImportOptions& options_;
    OnnxImport result_;
    ops::Builder builder_;
    std::map<std::string, ir::ValueId, std::less<>> names_;
    std::map<ir::ValueId, Known> known_;
    std::map<std::string, int> node_names_;
};

/// Nodes that are constants by themselves: Constant, Shape, Size, ConstantOfShape, Range, EyeLike. True when it was one.
Result<bool> import_constant(OnnxGraph& graph, const OnnxCall& call);
/// Brings the call to the form of opset 17 and emits it as ops of ours.
Status import_operator(OnnxGraph& graph, OnnxCall call);

}  // namespace saddle::exchange
