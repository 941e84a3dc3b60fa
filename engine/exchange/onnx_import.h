#pragma once
// ONNX models of others as programs. Opsets 7 to 21; graphs whose shapes are known once the free sizes are given.
// A file is judged here, by us: libonnx's checker is no safety check. What is wrong comes back as Error{Invalid} that
// names node and field; nothing that a file says is believed before it is bounded.
#include <map>
#include <string>
#include <string_view>
#include <vector>

#include "engine/core/tensor.h"
#include "engine/ir/program.h"

namespace saddle::exchange {

struct OnnxImportOptions {
    int64_t batch = 1;                           ///< for a first axis without a size
    std::map<std::string, int64_t> sizes;        ///< by symbol ("sequence"), for other axes without one
    /// Values of graph inputs that an operator of ours takes as an attribute (a shape, axes, pads).
    std::map<std::string, Tensor> fixed_inputs;
};

struct OnnxImport {
    /// One entry, "predict", with the graph's inputs and outputs by their names. Float initializers are parameters under
    /// their own names; running statistics, integers and constants are state.
    ir::Program program;
    std::vector<NamedTensor> tensors;            ///< values of all parameters and state
    std::string name, producer;
    int64_t opset = 0;
};

/// Reads the file; external data must lie in its folder.
Result<OnnxImport> import_onnx(const std::string& path, const OnnxImportOptions& options = {});
/// The same of bytes in memory; `folder` holds external data (empty: there is none).
Result<OnnxImport> import_onnx_model(std::string_view bytes, const std::string& folder, const OnnxImportOptions& options = {});
/// A file that holds one tensor (ONNX's test data).
Result<Tensor> read_onnx_tensor_file(const std::string& path);

}  // namespace saddle::exchange
