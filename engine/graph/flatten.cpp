#include "engine/graph/flatten.h"

#include <algorithm>
#include <utility>

#include "engine/graph/graph_index.h"

namespace saddle {
namespace {

std::string listing(const std::vector<std::string>& names) {
    std::string text;
    for (const std::string& name : names) text += (text.empty() ? "" : ", ") + name;
    return text.empty() ? "none" : text;
}

class Flattener {
public:
    explicit Flattener(const Project& project) : project_(project) {}

    FlatGraph run() {
        add(project_.graph, "", {}, {});
        return std::move(flat_);
    }

private:
    using Sources = std::map<std::string, PortRef>;   ///< by port name: the flat output port behind it

    void report(const NodeId& node, const std::string& port, const std::string& field, const std::string& text, const std::string& hint) {
        flat_.diagnostics.push_back({Severity::Error, node, port, field, text, hint});
    }

    /// Adds the nodes of `graph` as "<prefix><id>"; `attributes` and `inputs` are the enclosing composite's. Returns what its
    /// Output nodes are fed with.
    Sources add(const Graph& graph, const std::string& prefix, const Attributes& attributes, const Sources& inputs) {
        const bool inside = !prefix.empty();
        const TopologicalOrder order = topological_order(graph);
        const GraphIndex index_of(graph);
        if (!order.cycle.empty())
            for (const NodeId& id : order.cycle)
                report(prefix + id, "", "", "is part of a cycle: " + listing(order.cycle), "remove one of the wires between these nodes");
        Sources outputs;
        std::map<PortRef, PortRef> known;                       // of Input nodes and composites: port here -> flat port
        std::vector<Graph> parts(graph.nodes.size());           // of each node, so that drawing order is kept
        const auto source_of = [&](const PortRef& from) -> std::optional<PortRef> {
            if (const auto it = known.find(from); it != known.end()) return it->second;
            const Node* node = index_of.find(from.node);
            if (node && (project_.composite(node->layer) || (inside && node->layer == kInputLayer))) return {};  // open, or no such port
            return PortRef{prefix + from.node, from.port};
        };
        const auto visit = [&](size_t index) {
            const Node& node = graph.nodes[index];
            if (inside && node.layer == kInputLayer) {
                if (const auto it = inputs.find(node.id); it != inputs.end()) known[{node.id, kInnerPort}] = flat_.ports[{prefix + node.id, kInnerPort}] = it->second;
            } else if (inside && node.layer == kOutputLayer) {
                const Edge* edge = index_of.into({node.id, kInnerPort});
                if (!edge) report(prefix + node.id, kInnerPort, "", "is not connected", "wire the result of the composite to it");
                else if (const auto source = source_of(edge->from)) outputs[node.id] = flat_.ports[{prefix + node.id, kInnerPort}] = *source;
            } else if (const Composite* composite = project_.composite(node.layer)) {
                std::swap(flat_.graph, parts[index]);
                place(*composite, node, graph, prefix, attributes, source_of, known);
                std::swap(flat_.graph, parts[index]);
            } else {
                parts[index].nodes.push_back(node);
                Node& copy = parts[index].nodes.back();
                copy.id = prefix + node.id;
                substitute(copy, attributes, inside);
            }
        };
        std::vector<bool> visited(graph.nodes.size());
        for (const size_t index : order.order) {
            visited[index] = true;
            visit(index);
        }
        for (size_t index = 0; index < graph.nodes.size(); ++index)
            if (!visited[index]) visit(index);

        for (const Edge& edge : graph.edges) {
            const Node* to = index_of.find(edge.to.node);
            if (to && (project_.composite(to->layer) || (inside && to->layer == kOutputLayer))) continue;
            if (const auto source = source_of(edge.from)) flat_.graph.edges.push_back({*source, {prefix + edge.to.node, edge.to.port}});
        }
        for (Graph& part : parts) {
            std::move(part.nodes.begin(), part.nodes.end(), std::back_inserter(flat_.graph.nodes));
            std::move(part.edges.begin(), part.edges.end(), std::back_inserter(flat_.graph.edges));
        }
        return outputs;
    }

    /// One instance of a composite: checks its wires and attributes, adds its contents, says where its outputs come from.
    template <class SourceOf>
    void place(const Composite& composite, const Node& node, const Graph& graph, const std::string& prefix, const Attributes& outer,
               const SourceOf& source_of, std::map<PortRef, PortRef>& known) {
        const NodeId id = prefix + node.id;
        if (std::count(open_.begin(), open_.end(), composite.name))
            return report(id, "", "layer", "'" + composite.name + "' contains itself", "a composite may hold others, not itself");
        const std::vector<std::string> in = composite.ports(kInputLayer), out = composite.ports(kOutputLayer);
        for (const Edge& edge : graph.edges) {
            if (edge.to.node == node.id && !std::count(in.begin(), in.end(), edge.to.port))
                report(id, edge.to.port, "", composite.name + " has no input '" + edge.to.port + "'", "it has: " + listing(in));
            if (edge.from.node == node.id && !std::count(out.begin(), out.end(), edge.from.port))
                report(id, edge.from.port, "", composite.name + " has no output '" + edge.from.port + "'", "it has: " + listing(out));
        }
        Node given = node;
        given.id = id;
        substitute(given, outer, !prefix.empty());
        Attributes attributes = composite.attributes;
        for (const auto& [name, value] : given.attributes) {
            std::vector<std::string> names;
            for (const auto& [known_name, fallback] : composite.attributes) names.push_back(known_name);
            if (!composite.attributes.count(name)) report(id, "", name, composite.name + " has no attribute '" + name + "'", "it has: " + listing(names));
            attributes[name] = value;
        }
        Sources inputs;
        for (const std::string& port : in) {
            const Edge* edge = graph.into({node.id, port});
            if (!edge) report(id, port, "", "is not connected", "drag a wire to it, or remove " + id);
            else if (const auto source = source_of(edge->from)) flat_.ports[{id, port}] = inputs[port] = *source;
        }
        Sources outputs;
        if (node.bypassed) {
            if (!in.empty() && !out.empty() && inputs.count(in[0])) outputs[out[0]] = inputs[in[0]];
        } else {
            open_.push_back(composite.name);
            outputs = add(composite.graph, id + "/", attributes, inputs);
            open_.pop_back();
        }
        for (const auto& [port, source] : outputs) flat_.ports[{id, port}] = known[{node.id, port}] = source;
    }

    /// "$name" takes the enclosing composite's attribute.
    void substitute(Node& node, const Attributes& attributes, bool inside) {
        if (!inside) return;
        for (auto& [name, value] : node.attributes) {
            const std::string* text = std::get_if<std::string>(&value);
            if (!text || text->empty() || text->front() != '$') continue;
            const auto it = attributes.find(text->substr(1));
            if (it != attributes.end()) value = it->second;
            else report(node.id, "", name, "'" + *text + "' is no attribute of the composite around it", "declare it among the composite's attributes");
        }
    }

    const Project& project_;
    FlatGraph flat_;
    std::vector<std::string> open_;   ///< composites that are being placed, outermost first
};

}  // namespace

FlatGraph flatten(const Project& project) { return Flattener(project).run(); }

}  // namespace saddle
