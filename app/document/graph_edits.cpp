#include "app/document/graph_edits.h"

#include <algorithm>
#include <limits>

#include "app/document/compatibility.h"
#include "app/document/composite_edits.h"
#include "app/document/drawing.h"

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

constexpr double kApart = 168;   // px from a Flatten to the layer that it was placed for

/// What the data set offers for input `to`, under that name or as the only class ids that are accepted there.
std::optional<PortRef> offered(const Project& project, const compile::TypedGraph& typed, const PortRef& to, ops::PortKind kind) {
    std::optional<PortRef> found;
    for (const auto& [ref, type] : typed.ports) {
        const Node* source = project.graph.find(ref.node);
        const ops::LayerDef* def = source ? ops::find_layer(source->layer) : nullptr;
        const bool named = ref.port == to.port, ids = kind == ops::PortKind::Tokens && type.kind == kind;
        if (!def || def->role != ops::LayerRole::Dataset || !(named || ids) || !refusal(project, &typed, ref, to).isEmpty()) continue;
        if (named) return ref;
        if (found) return {};
        found = ref;
    }
    return found;
}

bool is_port(const Node& node) { return node.layer == kInputLayer || node.layer == kOutputLayer; }

/// Nodes, wires and notes that are copied.
struct Part {
    Graph graph;
    std::vector<Note> notes;
};

/// Adds `part` under fresh names; wires from nodes that are not in it keep their source.
Pasted renamed(const Project& project, Part part) {
    Pasted pasted;
    std::map<NodeId, NodeId> names;
    Graph taken = project.graph;
    for (Node& node : part.graph.nodes) {
        const NodeId old = node.id;
        if (taken.find(old)) node.id = fresh_id(taken, stem_of(old));
        names[old] = node.id;
        taken.nodes.push_back(node);
        pasted.nodes.push_back(node.id);
        pasted.edit.edits.push_back({AddNode{std::move(node), {}, {}}});
    }
    for (Edge edge : part.graph.edges) {
        if (const auto it = names.find(edge.from.node); it != names.end()) edge.from.node = it->second;
        edge.to.node = names.at(edge.to.node);
        pasted.edit.edits.push_back({Connect{edge, {}}});
    }
    Sketch sketch = project.sketch;
    for (Note& note : part.notes) {
        note.id = fresh_note(sketch, scope_of(note.id));
        sketch.notes.push_back(note);
        pasted.nodes.push_back(note.id);
        pasted.edit.edits.push_back({AddNote{std::move(note), {}}});
    }
    return pasted;
}

/// `names` of nodes and notes, moved; with wires among them, and with those that enter them where that is wished.
Part part_of(const Project& project, const std::vector<NodeId>& names, double dx, double dy, bool with_inputs) {
    const std::set<NodeId> wanted(names.begin(), names.end());
    Part part;
    const auto copy = [&](const auto& list, auto& out) {
        for (auto thing : list)
            if (wanted.count(thing.id)) {
                thing.x += dx;
                thing.y += dy;
                out.push_back(std::move(thing));
            }
    };
    copy(project.graph.nodes, part.graph.nodes);
    copy(project.sketch.notes, part.notes);
    for (const Edge& edge : project.graph.edges)
        if (wanted.count(edge.to.node) && (with_inputs || wanted.count(edge.from.node))) part.graph.edges.push_back(edge);
    return part;
}

}  // namespace

Node new_node(const Project& project, const std::string& layer, double x, double y, const NodeId& scope) {
    const auto def = ops::layer_of(project, layer);
    return {fresh_id(project.graph, scope + (def && !def->id_stem.empty() ? def->id_stem : "node")), layer, {}, x, y, false};
}

NodeId fresh_note(const Sketch& sketch, const NodeId& scope) {
    for (int number = 1;; ++number)
        if (NodeId id = scope + "note:" + std::to_string(number); !sketch.note(id)) return id;
}

EditList add_after(const Project& project, const compile::TypedGraph* typed, const Node& node, const PortRef& from) {
    EditList list{{{AddNode{node, {}, {}}}}};
    const auto def = ops::layer_of(project, node.layer);
    Project with = after(project, list.edits[0]);
    if (const std::string input = accepting_input(with, typed, from, node.id); !input.empty()) {
        list.edits.push_back({Connect{{from, {node.id, input}}, {}}});
        if (!typed || !def || def->role != ops::LayerRole::Loss) return list;
        with = after(std::move(with), list.edits.back());
        for (const ops::LayerPort& port : def->inputs)
            if (const PortRef to{node.id, port.name}; port.required && !with.graph.into(to))
                if (const auto source = offered(with, *typed, to, port.kind)) list.edits.push_back({Connect{{*source, to}, {}}});
        return list;
    }
    const auto type = typed ? typed->ports.find(from) : decltype(typed->ports.end()){};
    if (!typed || type == typed->ports.end() || type->second.type.shape.rank() <= 2) return list;
    if (!def || def->role != ops::LayerRole::Layer || def->inputs.empty() || def->inputs[0].kind != ops::PortKind::Features) return list;
    const Node flatten = new_node(project, "Flatten", node.x, node.y, scope_of(node.id));
    Node moved = node;
    moved.x += kApart;
    return {{{AddNode{flatten, {}, {}}}, {Connect{{from, {flatten.id, "x"}}, {}}}, {AddNode{std::move(moved), {}, {}}}, {Connect{{{flatten.id, "y"}, {node.id, def->inputs[0].name}}, {}}}}};
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
    for (const NodeId& id : nodes) list.edits.push_back(project.sketch.note(id) ? GraphEdit{RemoveNote{id}} : GraphEdit{RemoveNode{id}});
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
    Project part;
    part.name = project.name;
    // Names without the way to them; of two that are then the same one gets another.
    std::map<NodeId, NodeId> names;
    Part copied = part_of(project, nodes, 0, 0, false);
    for (Node& node : copied.graph.nodes) {
        const NodeId leaf = leaf_of(node.id);
        node.id = names[node.id] = part.graph.find(leaf) ? fresh_id(part.graph, stem_of(leaf)) : leaf;
        part.graph.nodes.push_back(std::move(node));
    }
    for (Note& note : copied.notes) {
        note.id = fresh_note(part.sketch, {});
        part.sketch.notes.push_back(std::move(note));
    }
    for (const Edge& edge : copied.graph.edges) part.graph.edges.push_back({{names.at(edge.from.node), edge.from.port}, {names.at(edge.to.node), edge.to.port}});
    std::vector<std::string> layers;
    for (const Node& node : part.graph.nodes) layers.push_back(node.layer);
    part.composites = with_inner(project, layers);
    return write_project(part);
}

Result<Pasted> paste(const Project& project, const std::string& text, double x, double y, const NodeId& scope) {
    TRY(Project part, read_project(text, "clipboard"));
    Graph& graph = part.graph;
    std::vector<Note>& notes = part.sketch.notes;
    if (scope.empty()) {   // only groups have ports
        std::erase_if(graph.edges, [&](const Edge& e) { return is_port(*graph.find(e.from.node)) || is_port(*graph.find(e.to.node)); });
        std::erase_if(graph.nodes, is_port);
    }
    if (graph.nodes.empty() && notes.empty()) return invalid("the clipboard holds a project without layers");
    double left = std::numeric_limits<double>::infinity(), top = left;
    const auto corner = [&](const auto& list) {
        for (const auto& thing : list) {
            left = std::min(left, thing.x);
            top = std::min(top, thing.y);
        }
    };
    corner(graph.nodes);
    corner(notes);
    Brought brought = bring(project, part.composites);
    const auto place = [&](auto& list) {
        for (auto& thing : list) {
            thing.id = scope + thing.id;
            thing.x += x - left;
            thing.y += y - top;
        }
    };
    place(graph.nodes);
    place(notes);
    for (Node& node : graph.nodes)
        if (const auto it = brought.names.find(node.layer); it != brought.names.end()) node.layer = it->second;
    for (Edge& edge : graph.edges)
        for (PortRef* end : {&edge.from, &edge.to}) end->node = scope + end->node;
    Pasted pasted = renamed(project, {std::move(graph), std::move(notes)});
    pasted.edit.edits.insert(pasted.edit.edits.begin(), std::make_move_iterator(brought.edit.edits.begin()), std::make_move_iterator(brought.edit.edits.end()));
    return pasted;
}

Pasted duplicate(const Project& project, const std::vector<NodeId>& nodes, double dx, double dy, bool with_inputs) {
    return renamed(project, part_of(project, nodes, dx, dy, with_inputs));
}

}  // namespace saddle::app
