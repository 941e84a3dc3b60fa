#pragma once
// Where ONNX's operators and our ops differ in form: what is an input there may be an attribute here.
#include <string>
#include <vector>

namespace saddle::exchange {

/// Names of the inputs of ONNX's operator `op`, where our op has some of them as attributes (a shape, axes, pads), or
/// nullptr.
const std::vector<std::string>* onnx_inputs(const std::string& op);

}  // namespace saddle::exchange
