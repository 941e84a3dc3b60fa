#pragma once
// A function of x and y as a user writes it ("(1 - x)^2 + 100*(y - x^2)^2"), turned into instructions.
#include <map>

#include "engine/ops/op_def.h"

namespace saddle::analysis {

/// Numbers that a formula may name, beside pi and e.
using Constants = std::map<std::string, double>;

/// Emits what `text` says of the tensors x and y (one shape; the result has it too). Numbers, + - * / ^ (to the right, before a
/// minus sign), parentheses and the functions of formula_functions(). Invalid: what is wrong and at which character.
Result<ir::ValueId> emit_formula(ops::Builder& builder, const std::string& text, ir::ValueId x, ir::ValueId y, const Constants& constants);

/// "abs", "acos", ...
std::vector<std::string> formula_functions();

}  // namespace saddle::analysis
