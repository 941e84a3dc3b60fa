#include "engine/graph/graph.h"

#include <algorithm>
#include <map>
#include <queue>

namespace saddle {

const Node* Graph::find(const NodeId& id) const {
    const auto it = std::find_if(nodes.begin(), nodes.end(), [&](const Node& n) { return n.id == id; });
    return it == nodes.end() ? nullptr : &*it;
}

Node* Graph::find(const NodeId& id) { return const_cast<Node*>(std::as_const(*this).find(id)); }

const Edge* Graph::into(const PortRef& port) const {
    const auto it = std::find_if(edges.begin(), edges.end(), [&](const Edge& e) { return e.to == port; });
    return it == edges.end() ? nullptr : &*it;
}

TopologicalOrder topological_order(const Graph& graph) {
    std::map<NodeId, size_t> index;
    for (size_t i = 0; i < graph.nodes.size(); ++i) index[graph.nodes[i].id] = i;
    std::vector<std::vector<size_t>> next(graph.nodes.size());
    std::vector<int> waits(graph.nodes.size(), 0);
    for (const Edge& edge : graph.edges) {
        const auto from = index.find(edge.from.node), to = index.find(edge.to.node);
        if (from == index.end() || to == index.end()) continue;
        next[from->second].push_back(to->second);
        ++waits[to->second];
    }
    TopologicalOrder result;
    std::priority_queue<size_t, std::vector<size_t>, std::greater<>> ready;  // the first drawn comes first
    for (size_t i = 0; i < waits.size(); ++i)
        if (waits[i] == 0) ready.push(i);
    while (!ready.empty()) {
        const size_t i = ready.top();
        ready.pop();
        result.order.push_back(i);
        for (const size_t k : next[i])
            if (--waits[k] == 0) ready.push(k);
    }
    if (result.order.size() == graph.nodes.size()) return result;
    // What is left lies on a cycle or behind one: drop, again and again, nodes that lead nowhere within the rest.
    std::vector<bool> on(graph.nodes.size(), true);
    for (const size_t i : result.order) on[i] = false;
    for (bool changed = true; changed;) {
        changed = false;
        for (size_t i = 0; i < on.size(); ++i)
            if (on[i] && std::none_of(next[i].begin(), next[i].end(), [&](size_t k) { return on[k]; })) {
                on[i] = false;
                changed = true;
            }
    }
    for (size_t i = 0; i < on.size(); ++i)
        if (on[i]) result.cycle.push_back(graph.nodes[i].id);
    return result;
}

NodeId fresh_id(const Graph& graph, const std::string& stem) {
    for (int number = 1;; ++number)
        if (NodeId id = stem + std::to_string(number); !graph.find(id)) return id;
}

}  // namespace saddle
