#pragma once
// What the engine says, in the window's language.
#include <QString>
#include <string>

#include "engine/api/core.h"

namespace saddle::app {

/// A text or hint of a Diagnostic or Error. The engine speaks English and puts names and numbers in; a sentence that is not
/// known stays English.
QString engineText(const std::string& english);
/// What is wrong and what to do about it, as two sentences; `hint` may be empty.
QString withHint(const QString& text, const QString& hint);

/// Message, hint, and below them what is wrong where in the graph.
QString engineText(const Error& error);
/// "conv1.groups: 4 does not divide ...", with its hint.
QString engineText(const Diagnostic& diagnostic);

}  // namespace saddle::app
