#pragma once
// Look-ups of a graph that stays as it is meanwhile, in constant time: what checks of large graphs are made of.
#include <unordered_map>

#include "engine/graph/graph.h"

namespace saddle {

class GraphIndex {
public:
    explicit GraphIndex(const Graph& graph) {
        for (const Node& node : graph.nodes) nodes_.emplace(node.id, &node);
        for (const Edge& edge : graph.edges) wires_[edge.to.node].push_back(&edge);
    }
    /// As Graph::find and Graph::into; nullptr where there is none.
    const Node* find(const NodeId& id) const {
        const auto it = nodes_.find(id);
        return it == nodes_.end() ? nullptr : it->second;
    }
    const Edge* into(const PortRef& port) const {
        if (const auto it = wires_.find(port.node); it != wires_.end())
            for (const Edge* edge : it->second)
                if (edge->to.port == port.port) return edge;
        return nullptr;
    }

private:
    std::unordered_map<NodeId, const Node*> nodes_;
    std::unordered_map<NodeId, std::vector<const Edge*>> wires_;   ///< by the node they enter
};

}  // namespace saddle
