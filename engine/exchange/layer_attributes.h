#pragma once
// What ops call their attributes, in the words of layers: for finding the layer that an instruction came from.
#include <functional>
#include <optional>

#include "engine/ir/program.h"

namespace saddle::exchange {

/// The instruction's attributes under the names that layers give them ("strides" is "stride"), and those that its weights'
/// sizes and constant operands tell ("out_channels", "exponent"). `number` is the value of a constant operand.
Attributes layer_attributes(const ir::Program& program, const ir::Instruction& i, const std::function<std::optional<double>(ir::ValueId)>& number);

/// `value` in the type of a layer's attribute: 1 is true for a flag, one number stands for a list of equal ones.
AttributeValue as(const AttributeValue& fallback, const AttributeValue& value);

/// Whether two instructions of one op with equal operands compute the same: defaults may be written or not, axes may be
/// counted from either end, and where only the result's shape matters, that is compared.
bool same_meaning(const ir::Program& program, const ir::Instruction& a, const ir::Program& its_program, const ir::Instruction& b);

}  // namespace saddle::exchange
