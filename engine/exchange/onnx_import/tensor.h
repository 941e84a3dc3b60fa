#pragma once
// The numbers of an ONNX tensor as the engine holds them.
#include <string>

#include "engine/core/tensor.h"
#include "engine/exchange/onnx_import/model.h"
#include "engine/ops/op_def.h"

namespace saddle::exchange {

/// No tensor of an imported model may have more elements, or a longer axis.
inline constexpr int64_t kMaximumElements = int64_t(1) << 31;

/// How a program holds elements of `type`: float16, bfloat16 and double become F32, all integers I32. Strings and complex
/// numbers are refused.
Result<DType> program_type(OnnxType type);
/// Sizes that are not negative and whose product is bounded.
Result<Shape> checked_shape(const std::vector<int64_t>& dims);

/// Integers outside 32 bits are an error that names the first. External data is looked for below `folder`: a path that
/// leaves it, by name or by link, is refused.
Result<Tensor> decode(const OnnxTensor& tensor, const std::string& folder);
/// The same in double, so that ONNX's "to the end" (2^63 - 1) survives. For shapes, axes and other small constants.
Result<ops::ReferenceTensor> decode_numbers(const OnnxTensor& tensor, const std::string& folder);

/// An I32 or Bool tensor's or a float tensor's numbers in the engine's element type.
Result<Tensor> narrow(const ops::ReferenceTensor& numbers);

}  // namespace saddle::exchange
