#pragma once
// A small picture of a graph: boxes in the colours of their families, where the project has them, with their wires.
#include <QRectF>

#include "engine/api/document.h"

class QPainter;

namespace saddle::app {

void paintThumbnail(QPainter& painter, const QRectF& rect, const Graph& graph);

}  // namespace saddle::app
