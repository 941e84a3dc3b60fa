#pragma once
// What a user types into a field, as a value of the attribute's type.
#include <QString>

#include "app/panels/fields/expression.h"
#include "engine/api/catalog.h"

namespace saddle::app {

/// The value that `text` means for `def`, or a Diagnostic-like sentence in `problem`. Numbers outside [low, high] and
/// words where a number is wanted are refused; an integer attribute takes the word "classes". Numbers may be written as
/// expressions over `names`; what is kept is their value.
std::optional<AttributeValue> parseValue(const ops::AttributeDef& def, const QString& text, QString& problem, const Names& names = {});
QString valueText(const AttributeValue& value);
/// The number `steps` steps further: integers by 1, real numbers by a tenth of their leading digit.
QString stepped(const ops::AttributeDef& def, const QString& text, int steps);

}  // namespace saddle::app
