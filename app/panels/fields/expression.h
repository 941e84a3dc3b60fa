#pragma once
// Arithmetic that a user may type where a number is wanted: + - * / ( ) and names.
#include <QString>
#include <map>
#include <optional>

namespace saddle::app {

/// What names in an expression stand for: "in_channels", "kernel", "x.H".
using Names = std::map<QString, double>;

/// The value, or a sentence in `problem` (unknown name, missing parenthesis, division by zero).
std::optional<double> evaluate(const QString& text, const Names& names, QString& problem);

}  // namespace saddle::app
