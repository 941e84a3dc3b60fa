#pragma once
// "$name" in a field: the attribute takes what the group around its node has under that name. It stands alone.
#include <QString>

#include "engine/api/catalog.h"

namespace saddle::app {

/// Whether a text is meant as a reference, right or wrong.
inline bool isReference(const QString& text) { return text.contains('$'); }
/// The references that `def` can take, "$channels": to attributes in `around` whose values it takes.
QStringList references(const ops::AttributeDef& def, const Attributes& around);
/// What is wrong with `text` as a reference; empty: nothing.
QString referenceProblem(const ops::AttributeDef& def, const QString& text, const Attributes& around);

}  // namespace saddle::app
