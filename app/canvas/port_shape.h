#pragma once
// The mark of a port: its shape says the kind of what flows, its fill whether it is wired (look, section 5).
#include <QPainter>

#include "app/canvas/canvas_style.h"

namespace saddle::app {

enum class PortFill { Connected, Free, Required };   ///< Required: free, but the layer cannot do without

/// `scale` 1.2 while the pointer is on the node. The mark is centred on `at` and fits in 14 x 14 px at scale 1.
void paint_port(QPainter& painter, const QPointF& at, ops::PortKind kind, PortFill fill, const CanvasStyle& style, double scale = 1);

}  // namespace saddle::app
