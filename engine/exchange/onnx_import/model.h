#pragma once
// What an ONNX file says, as plain values that point into the file's bytes (which must outlive them). Sub-graphs and
// functions are noticed, not read, so that nesting has a fixed depth.
// https://github.com/onnx/onnx/blob/main/onnx/onnx.proto
#include <cstdint>
#include <memory>
#include <optional>
#include <string_view>
#include <vector>

#include "engine/core/result.h"

namespace saddle::exchange {

/// Numbers of TensorProto.DataType.
enum class OnnxType : int32_t {
    Undefined = 0, Float = 1, Uint8 = 2, Int8 = 3, Uint16 = 4, Int16 = 5, Int32 = 6, Int64 = 7, String = 8, Bool = 9,
    Float16 = 10, Double = 11, Uint32 = 12, Uint64 = 13, Complex64 = 14, Complex128 = 15, Bfloat16 = 16,
};
const char* name(OnnxType type);

struct OnnxTensor {
    std::string_view name;
    std::vector<int64_t> dims;
    OnnxType type = OnnxType::Undefined;
    std::optional<std::string_view> raw;             ///< little-endian elements
    std::vector<std::string_view> numbers;           ///< float_data, int32_data, ...: packed runs in order, still encoded
    bool external = false;                           ///< the data lies in another file
    std::vector<std::pair<std::string_view, std::string_view>> location;  ///< of external data: key, value
};

struct OnnxAttribute {
    enum class Kind : int32_t { Undefined = 0, Float = 1, Int = 2, String = 3, Tensor = 4, Graph = 5, Floats = 6, Ints = 7, Strings = 8 };
    std::string_view name;
    Kind kind = Kind::Undefined;
    float real = 0;
    int64_t integer = 0;
    std::string_view text;
    std::shared_ptr<const OnnxTensor> tensor;
    std::vector<float> reals;
    std::vector<int64_t> integers;
    std::vector<std::string_view> texts;
};

struct OnnxNode {
    std::string_view name, op, domain;
    std::vector<std::string_view> inputs, outputs;   ///< an empty name: an optional one that is absent
    std::vector<OnnxAttribute> attributes;
};

struct OnnxDimension {
    std::optional<int64_t> size;
    std::string_view symbol;                         ///< where there is no size
};
struct OnnxValueInfo {
    std::string_view name;
    bool tensor = false;                             ///< false: a sequence, a map, an optional
    OnnxType type = OnnxType::Undefined;
    bool has_shape = false;
    std::vector<OnnxDimension> shape;
};

struct OnnxModel {
    int64_t ir_version = 0;
    int64_t opset = 0;                               ///< of the standard domain; 0: not imported
    std::string_view producer, graph_name;
    std::vector<OnnxNode> nodes;
    std::vector<OnnxTensor> initializers;
    std::vector<OnnxValueInfo> inputs, outputs;
};

/// Reads a model; an error says what in the file is damaged or not supported. A file may hold at most 250,000 parts (nodes,
/// attributes, names, tensors, dimensions), which bounds the memory by a small multiple of the file.
Result<OnnxModel> read_onnx_model(std::string_view bytes);
/// A tensor alone in a file, as ONNX's test data have it.
Result<OnnxTensor> read_onnx_tensor(std::string_view bytes);

}  // namespace saddle::exchange
