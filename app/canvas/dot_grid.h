#pragma once
// The dots behind the graph: a small one every grid step, a larger one every fifth; sparser the further away.
#include <QPainter>

#include "app/canvas/canvas_style.h"

namespace saddle::app {

/// Fills `area` (scene) of a painter whose transform is only scale and translation.
void paint_dot_grid(QPainter& painter, const QRectF& area, const CanvasStyle& style);

}  // namespace saddle::app
