#pragma once
// One row of a layered layout: the order of the nodes in each layer and their heights. Wires over several layers run
// through places of their own, so that they do not cross nodes.
#include <cstddef>
#include <vector>

namespace saddle::app {

/// A node, or (node < 0) the place where a long wire passes a layer.
struct LayeredItem {
    int node = -1;
    double height = 0, y = 0;
};

struct LayeredLink {
    size_t from, to;          ///< items in neighbouring layers
    double from_y, to_y;      ///< where the wire leaves and enters, from the items' tops
    double weight;            ///< how much it wants to be straight
};

struct LayeredRow {
    std::vector<LayeredItem> items;
    std::vector<std::vector<size_t>> layers;    ///< items from left to right, from top to bottom
    std::vector<LayeredLink> links;

    /// Reorders the layers for few crossings.
    void order();
    /// Sets every item's y, at least `gap` apart, links as level as may be.
    void align(double gap);
    size_t crossings() const;
};

}  // namespace saddle::app
