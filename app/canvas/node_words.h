#pragma once
// Nodes, ports and wires in words: for tooltips and for who does not see the canvas.
#include "app/canvas/canvas_scene.h"

namespace saddle::app {

/// "conv1, Conv2d, channels 1→6, kernel 5×5, 156 parameters, bypassed. Error: ..."
QString node_words(const NodeItem& node, const GraphDocument& document);
/// Two or three lines: what the layer does, its name and what is wrong.
QString node_tooltip(const NodeItem& node, const GraphDocument& document);
/// "conv1.x: image N C H W, 64 × 1 × 28 × 28", and what the port is for.
QString port_tooltip(const NodeItem& node, const FacePort& port, const GraphDocument& document);
/// "conv1.y → relu1.x", and what it carries: "image N C H W: 64 × 6 × 28 × 28".
QString wire_tooltip(const Edge& edge, const GraphDocument& document);

}  // namespace saddle::app
