#include "app/document/graph_edits.h"

#include <algorithm>
#include <limits>

#include "app/document/compatibility.h"

namespace saddle::app {
namespace {

/// `project` after `edit`: what the next edits of the same gesture are checked against.
Project after(Project project, const GraphEdit& edit) {
    SADDLE_ASSERT(saddle::apply(project, edit).ok(), "a gesture made an edit that does not apply");
    return project;
}

/// "conv1" -> "conv": the part of a name that numbers follow.
std::string stem_of(const NodeId& id) {
    const size_t end = id.find_last_not_of("0123456789");
    return end == std::string::npos ? "node" : id.substr(0, end + 1);
}

/// Adds `nodes` under fresh names and `wires` between them; wires from nodes outside keep their source.
Pasted renamed(const Project& project, std::vector<Node> nodes, const std::vector<Edge>& wires) {
    Pasted pasted;
    std::map<NodeId, NodeId> names;
    Graph taken = project.graph;
    for (Node& node : nodes) {
        const NodeId old = node.id;
        if (taken.find(old)) node.id = fresh_id(taken, stem_of(old));
        names[old] = node.id;
        taken.nodes.push_back(node);
        pasted.nodes.push_back(node.id);
        pasted.edit.edits.push_back({AddNode{std::move(node), {}, {}}});
    }
    for (Edge edge : wires) {
        if (const auto it = names.find(edge.from.node); it != names.end()) edge.from.node = it->second;
        edge.to.node = names.at(edge.to.node);
        pasted.edit.edits.push_back({Connect{edge, {}}});
    }
    return pasted;
}

}  // namespace

Node new_node(const Project& project, const std::string& layer, double x, double y) {
    const auto def = ops::layer_of(project, layer);
    return {fresh_id(project.graph, def && !def->id_stem.empty() ? def->id_stem : "node"), layer, {}, x, y, false};
}

EditList add_after(const Project& project, const compile::TypedGraph* typed, const Node& node, const PortRef& from) {
    EditList list{{{AddNode{node, {}, {}}}}};
    if (const std::string input = accepting_input(after(project, list.edits[0]), typed, from, node.id); !input.empty())
        list.edits.push_back({Connect{{from, {node.id, input}}, {}}});
    return list;
}

EditList add_before(const Project& project, const compile::TypedGraph* typed, const Node& node, const PortRef& to) {
    EditList list{{{AddNode{node, {}, {}}}}};
    const Project with = after(project, list.edits[0]);
    if (const auto def = ops::layer_of(project, node.layer))
        for (const ops::LayerPort& output : def->outputs)
            if (const PortRef from{node.id, output.name}; refusal(with, typed, from, to).isEmpty()) {
                list.edits.push_back({Connect{{from, to}, {}}});
                break;
            }
    return list;
}

std::optional<EditList> insert_into(const Project& project, const compile::TypedGraph* typed, const Node& node, const Edge& wire) {
    const auto def = ops::layer_of(project, node.layer);
    if (!def || def->role != ops::LayerRole::Layer || def->inputs.empty() || def->outputs.empty() || wire.from.node == node.id || wire.to.node == node.id) return {};
    EditList list;
    if (!project.graph.find(node.id)) list.edits.push_back({AddNode{node, {}, {}}});
    const Project with = after(project, GraphEdit{list});
    const std::string input = accepting_input(with, typed, wire.from, node.id);
    const PortRef output{node.id, def->outputs[0].name};
    if (input.empty() || !refusal(with, typed, output, wire.to).isEmpty()) return {};
    list.edits.push_back({Connect{{wire.from, {node.id, input}}, {}}});
    list.edits.push_back({Connect{{output, wire.to}, {}}});   // takes the place of the old wire
    return list;
}

EditList remove_and_heal(const Project& project, const compile::TypedGraph* typed, const std::vector<NodeId>& nodes, const std::vector<Edge>& wires) {
    EditList list;
    const std::set<NodeId> gone(nodes.begin(), nodes.end());
    for (const Edge& wire : wires)
        if (!gone.count(wire.from.node) && !gone.count(wire.to.node)) list.edits.push_back({Disconnect{wire}});
    for (const NodeId& id : nodes) list.edits.push_back({RemoveNode{id}});
    Project left = after(project, GraphEdit{list});
    for (const Edge& wire : project.graph.edges) {
        if (!gone.count(wire.from.node) || gone.count(wire.to.node)) continue;
        // Upstream through the first wired input of each removed node, to the first that stays.
        std::optional<PortRef> source = wire.from;
        std::set<NodeId> passed;
        while (source && gone.count(source->node)) {
            const Node* node = project.graph.find(source->node);
            const auto def = node && passed.insert(source->node).second ? ops::layer_of(project, node->layer) : nullptr;
            source.reset();
            for (const ops::LayerPort& input : def ? def->inputs : std::vector<ops::LayerPort>{})
                if (const Edge* into = project.graph.into({node->id, input.name}); into && std::find(wires.begin(), wires.end(), *into) == wires.end()) {
                    source = into->from;
                    break;
                }
        }
        if (!source || !refusal(left, typed, *source, wire.to).isEmpty()) continue;
        list.edits.push_back({Connect{{*source, wire.to}, {}}});
        left = after(std::move(left), list.edits.back());
    }
    return list;
}

std::string copy_text(const Project& project, const std::vector<NodeId>& nodes) {
    const std::set<NodeId> wanted(nodes.begin(), nodes.end());
    Project part;
    part.name = project.name;
    for (const Node& node : project.graph.nodes)
        if (wanted.count(node.id)) part.graph.nodes.push_back(node);
    for (const Edge& edge : project.graph.edges)
        if (wanted.count(edge.from.node) && wanted.count(edge.to.node)) part.graph.edges.push_back(edge);
    return write_project(part);
}

Result<Pasted> paste(const Project& project, const std::string& text, double x, double y) {
    TRY(Project part, read_project(text, "clipboard"));
    if (part.graph.nodes.empty()) return invalid("the clipboard holds a project without layers");
    double left = std::numeric_limits<double>::infinity(), top = left;
    for (const Node& node : part.graph.nodes) {
        left = std::min(left, node.x);
        top = std::min(top, node.y);
    }
    for (Node& node : part.graph.nodes) {
        node.x += x - left;
        node.y += y - top;
    }
    return renamed(project, std::move(part.graph.nodes), part.graph.edges);
}

Pasted duplicate(const Project& project, const std::vector<NodeId>& nodes, double dx, double dy, bool with_inputs) {
    const std::set<NodeId> wanted(nodes.begin(), nodes.end());
    std::vector<Node> copies;
    std::vector<Edge> wires;
    for (const Node& node : project.graph.nodes)
        if (wanted.count(node.id)) {
            copies.push_back(node);
            copies.back().x += dx;
            copies.back().y += dy;
        }
    for (const Edge& edge : project.graph.edges)
        if (wanted.count(edge.to.node) && (with_inputs || wanted.count(edge.from.node))) wires.push_back(edge);
    return renamed(project, std::move(copies), wires);
}

}  // namespace saddle::app
