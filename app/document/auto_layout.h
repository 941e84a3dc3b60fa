#pragma once
// Places for the nodes of a graph: layers from left to right (Sugiyama, Tagawa, Toda 1981), few crossings by barycentre
// sweeps, straight chains, broken into rows as text is so that the whole fits a view. Pure geometry, in px.
#include <QPointF>
#include <QSizeF>
#include <vector>

namespace saddle::app {

struct LayoutWire {
    size_t from, to;          ///< indices of nodes
    double from_y, to_y;      ///< of the ports, from the tops of their nodes
    double label = 0;         ///< width that the label wants between them
};

struct LayoutGraph {
    std::vector<QSizeF> nodes;
    std::vector<LayoutWire> wires;
};

/// Top left corners, one a node, from (0, 0); x on a grid of 16, y of 8. `view` is the size to fit at zoom 1. Wires that
/// close a cycle are left out of account. The same graph gives the same places.
std::vector<QPointF> auto_layout(const LayoutGraph& graph, const QSizeF& view);

}  // namespace saddle::app
