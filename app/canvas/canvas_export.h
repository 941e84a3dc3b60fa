#pragma once
// The whole graph as a picture.
#include "app/canvas/canvas_scene.h"

namespace saddle::app {

/// Bounds of what a picture shows, with a margin.
QRectF picture_area(const CanvasScene& scene);
/// Paints the graph on its ground into `target`, without selection, hover and previews.
void paint_picture(CanvasScene& scene, QPainter& painter, const QRectF& target);
/// Writes .svg or .png by the ending of `path`; `scale`: px of a .png for a logical px, less where it would be too large.
Status write_picture(CanvasScene& scene, const QString& path, double scale = 2);

}  // namespace saddle::app
