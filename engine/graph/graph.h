#pragma once
// What the user drew and asked for: plain values, no behaviour beyond look-up. Thread rule: copy freely, share nothing.
#include <string>
#include <vector>

#include "engine/core/attributes.h"
#include "engine/core/result.h"

namespace saddle {

/// A node's name, unique in its graph; inside groups a path ("head/fc1"). It rides to the last kernel as provenance.
using NodeId = std::string;

struct PortRef {
    NodeId node;
    std::string port;
    auto operator<=>(const PortRef&) const = default;
};

/// A box on the canvas: an instance of a layer. `attributes` holds only what differs from the layer's defaults.
struct Node {
    NodeId id;
    std::string layer;       ///< LayerDef name, e.g. "Conv2d"
    Attributes attributes;
    double x = 0, y = 0;     ///< top left on the canvas, logical px
    bool bypassed = false;   ///< passes its first input through
    bool operator==(const Node&) const = default;
};

/// A wire from an output port to an input port. An input takes one wire, an output feeds any number.
struct Edge {
    PortRef from, to;
    auto operator<=>(const Edge&) const = default;
};

struct Graph {
    std::vector<Node> nodes;
    std::vector<Edge> edges;

    const Node* find(const NodeId& id) const;
    Node* find(const NodeId& id);
    /// The wire that enters `port`, or nullptr.
    const Edge* into(const PortRef& port) const;
    bool operator==(const Graph&) const = default;
};

/// Node indices in an order in which every wire goes forward (stable: ties in drawing order), or the nodes of a cycle.
struct TopologicalOrder {
    std::vector<size_t> order;
    std::vector<NodeId> cycle;  ///< empty when acyclic
};
TopologicalOrder topological_order(const Graph& graph);

/// A free name made from `stem`: "conv1", "conv2", ...
NodeId fresh_id(const Graph& graph, const std::string& stem);

}  // namespace saddle
