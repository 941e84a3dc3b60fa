#pragma once
// The graph on paper.
#include "app/canvas/canvas_view.h"

class QPrinter;

namespace saddle::app {

/// The whole graph of `document` on one page, as vectors, dark on white: as large as the page allows, at most twice its size
/// on the screen. The project's name above it. Chooses upright or broadside by the graph.
void printGraph(GraphDocument& document, HeatMode mode, QPrinter& printer);
/// Asks for printer or file first.
void printWithDialog(GraphDocument& document, HeatMode mode, QWidget* window);

}  // namespace saddle::app
