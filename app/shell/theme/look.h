#pragma once
// Widgets say what they are by the property "look"; style.qss says how that looks.
#include <QStyle>
#include <QVariant>
#include <QWidget>

#include "engine/api/core.h"

namespace saddle::app {

inline void setLook(QWidget& widget, const QString& look) {
    if (widget.property("look").toString() == look) return;
    widget.setProperty("look", look);
    widget.style()->unpolish(&widget);   // the style sheet looks at properties only then
    widget.style()->polish(&widget);
    widget.update();
}

/// Look and icon of a message.
inline QString lookOf(Severity severity) { return severity == Severity::Error ? "error" : severity == Severity::Warning ? "warning" : "info"; }

}  // namespace saddle::app
