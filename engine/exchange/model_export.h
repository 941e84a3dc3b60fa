#pragma once
// A trained model as files other tools open.
#include <string>
#include <vector>

#include "engine/core/tensor.h"
#include "engine/graph/project.h"
#include "engine/ops/op_def.h"

namespace saddle::exchange {

/// Whether ONNX's opset 17 has the op under its own name.
bool onnx_has(const std::string& op);
/// What an instruction that it has not is in others, as compile::rewrite wants it before the export.
std::vector<ir::ValueId> onnx_form(ops::Builder& builder, const ir::Instruction& instruction);
/// An entry of `program` with `weights` (parameters and running statistics) as ONNX, opset 17, IR version 8, batch axis
/// symbolic ("N"). Ops outside ONNX are an Error that names op and node.
Status export_onnx(const ir::Program& program, const std::string& entry, const std::vector<NamedTensor>& weights, const std::string& model_name, const std::string& path);
/// `path` = model.py; writes model.py (an nn.Module made of the same entry) and model.safetensors beside it.
Status export_pytorch(const ir::Program& program, const std::string& entry, const std::vector<NamedTensor>& weights, const std::string& model_name, const std::string& path);
/// NumPy .npy, version 1.0, little-endian float32 or int32.
std::string npy(const Tensor& tensor);
Status write_npy(const Tensor& tensor, const std::string& path);
/// NumPy .npz: an array a tensor, by its name.
Result<std::string> npz(const std::vector<NamedTensor>& tensors);

}  // namespace saddle::exchange
