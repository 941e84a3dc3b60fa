#pragma once
// The shape on a wire as a fraction bar: the wire is the bar, axis names above, sizes below (look, section 5).
#include <QPainter>
#include <QStringList>

#include "app/canvas/canvas_style.h"
#include "engine/api/check.h"

namespace saddle::app {

struct ShapeLabel {
    QStringList axes, sizes;   ///< of equal length; empty for a scalar
    QString note;              ///< after the sizes, e.g. "class ids"
    bool operator==(const ShapeLabel&) const = default;

    double width() const;
};

/// Label of what flows through an output port of kind `kind`; `type` null: not known, sizes are "?" behind the batch.
ShapeLabel shape_label(const compile::PortType* type, ops::PortKind kind, int64_t batch);

/// Centred on `at`, a point of the wire. `behind`: paints a ground in the canvas' colour first, for labels on curves.
void paint_shape_label(QPainter& painter, const QPointF& at, const ShapeLabel& label, ops::PortKind kind, bool wrong, bool behind, const CanvasStyle& style);

}  // namespace saddle::app
