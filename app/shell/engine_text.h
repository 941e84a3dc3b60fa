#pragma once
// What the engine says, in the window's language.
#include <QString>
#include <string>

namespace saddle::app {

/// A text or hint of a Diagnostic or Error. The engine speaks English and puts names and numbers in; a sentence that is not
/// known stays English.
QString engineText(const std::string& english);
/// What is wrong and what to do about it, as two sentences; `hint` may be empty.
QString withHint(const QString& text, const QString& hint);

}  // namespace saddle::app
