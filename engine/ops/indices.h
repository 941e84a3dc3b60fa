#pragma once
// Tensors of indices: negative ones count from the end; those out of range are clamped by kernels, an error nowhere.
#include <algorithm>

#include "engine/ops/op_def.h"

namespace saddle::ops {

inline TensorType f32(Shape s) { return {DType::F32, std::move(s)}; }

inline int64_t wrapped(double index, int64_t size) { return std::clamp<int64_t>(index < 0 ? int64_t(index) + size : int64_t(index), 0, size - 1); }

/// GLSL statement that declares `name` as an index read by `expression` into an axis of `size`.
inline std::string wrapped(const std::string& name, const std::string& expression, int64_t size) {
    const std::string n = std::to_string(size);
    return "int " + name + " = " + expression + ";\n    " + name + " = clamp(" + name + " < 0 ? " + name + " + " + n + " : " + name + ", 0, " + n + " - 1);\n    ";
}

/// "o<first>", ..., "o<last - 1>"
inline std::vector<std::string> coordinates(int first, int last) {
    std::vector<std::string> names;
    for (int axis = first; axis < last; ++axis) names.push_back("o" + std::to_string(axis));
    return names;
}

inline Status check_indices(const char* op, const TensorType& type) {
    if (type.dtype != DType::I32) return invalid(std::string(op) + " needs whole numbers as indices, got " + to_string(type));
    return {};
}

/// Whether axes [first, last) of `x` have elements to find, where there is anything to look up.
inline bool addressable(const Shape& x, int first, int last, const Shape& indices) {
    return indices.count() == 0 || std::all_of(x.begin() + first, x.begin() + last, [](int64_t size) { return size > 0; });
}

/// Emits a sum of rows: zeros of `shape` with updates [i..., rest of shape] added at the rows that l [i...] names, l
/// counting the first axes of the shape as one.
ir::ValueId scatter_add(Builder& b, const Shape& shape, ir::ValueId l, ir::ValueId updates);

}  // namespace saddle::ops
