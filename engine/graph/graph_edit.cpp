#include "engine/graph/graph_edit.h"

#include <algorithm>

namespace saddle {
namespace {

/// What edits of nodes, wires and notes are of: the project's own graph, or that of one of its composites.
struct Target {
    Project& project;
    Composite* composite = nullptr;
    Graph& graph() const { return composite ? composite->graph : project.graph; }
    Sketch& sketch() const { return composite ? composite->sketch : project.sketch; }
};

Result<GraphEdit> apply_to(Target at, const GraphEdit& edit);

Error no_node(const NodeId& id) { return invalid("there is no node '" + id + "'"); }
Error no_composite(const std::string& name) { return invalid("there is no composite '" + name + "'"); }
Error taken(const NodeId& id) { return invalid("there is already a node '" + id + "'", "choose another name"); }

/// Calls `visit` with every graph of the project.
template <class Visit>
void each_graph(Project& project, Visit visit) {
    visit(project.graph);
    for (Composite& composite : project.composites) visit(composite.graph);
}

bool is_instance(const Graph& graph, const NodeId& id, const std::string& composite) {
    const Node* node = graph.find(id);
    return node && node->layer == composite;
}

Result<GraphEdit> run(Target at, const AddNode& edit) {
    Graph& graph = at.graph();
    if (edit.node.id.empty()) return invalid("a node needs a name");
    if (graph.find(edit.node.id)) return taken(edit.node.id);
    // What is put back where it was (it has an index) was there before, right or wrong.
    if (at.composite && !edit.index && at.project.contains(edit.node.layer, at.composite->name))
        return invalid("'" + edit.node.layer + "' contains '" + at.composite->name + "'", "a composite may hold others, not itself");
    const size_t place = edit.index ? std::min(*edit.index, graph.nodes.size()) : graph.nodes.size();
    graph.nodes.insert(graph.nodes.begin() + long(place), edit.node);
    for (const auto& [index, edge] : edit.edges)
        graph.edges.insert(graph.edges.begin() + long(std::min(index, graph.edges.size())), edge);
    if (edit.expanded) at.sketch().expanded.insert(edit.node.id);
    return GraphEdit{RemoveNode{edit.node.id}};
}

Result<GraphEdit> run(Target at, const RemoveNode& edit) {
    Graph& graph = at.graph();
    const auto it = std::find_if(graph.nodes.begin(), graph.nodes.end(), [&](const Node& n) { return n.id == edit.id; });
    if (it == graph.nodes.end()) return no_node(edit.id);
    AddNode inverse{*it, {}, size_t(it - graph.nodes.begin()), at.sketch().expanded.erase(edit.id) > 0};
    graph.nodes.erase(it);
    std::vector<Edge> kept;
    for (size_t i = 0; i < graph.edges.size(); ++i) {
        const Edge& edge = graph.edges[i];
        if (edge.from.node == edit.id || edge.to.node == edit.id) inverse.edges.emplace_back(i, edge);
        else kept.push_back(edge);
    }
    graph.edges = std::move(kept);
    return GraphEdit{std::move(inverse)};
}

Result<GraphEdit> run(Target at, const Connect& edit) {
    Graph& graph = at.graph();
    for (const PortRef* end : {&edit.edge.from, &edit.edge.to})
        if (!graph.find(end->node)) return no_node(end->node);
    if (edit.edge.from.node == edit.edge.to.node) return invalid("'" + edit.edge.from.node + "' cannot feed itself");
    auto& edges = graph.edges;
    const auto old = std::find_if(edges.begin(), edges.end(), [&](const Edge& e) { return e.to == edit.edge.to; });
    if (old != edges.end()) {
        GraphEdit inverse{Connect{*old}};
        old->from = edit.edge.from;
        return inverse;
    }
    edges.insert(edges.begin() + long(edit.index ? std::min(*edit.index, edges.size()) : edges.size()), edit.edge);
    return GraphEdit{Disconnect{edit.edge}};
}

Result<GraphEdit> run(Target at, const Disconnect& edit) {
    Graph& graph = at.graph();
    auto& edges = graph.edges;
    const auto it = std::find(edges.begin(), edges.end(), edit.edge);
    if (it == edges.end())
        return invalid("there is no wire from " + edit.edge.from.node + "." + edit.edge.from.port + " to " + edit.edge.to.node + "." + edit.edge.to.port);
    GraphEdit inverse{Connect{edit.edge, size_t(it - edges.begin())}};
    edges.erase(it);
    return inverse;
}

Result<GraphEdit> run(Target at, const SetAttribute& edit) {
    Graph& graph = at.graph();
    Node* node = graph.find(edit.id);
    if (!node) return no_node(edit.id);
    SetAttribute inverse{edit.id, edit.name, std::nullopt};
    if (const auto it = node->attributes.find(edit.name); it != node->attributes.end()) inverse.value = it->second;
    if (edit.value) node->attributes[edit.name] = *edit.value;
    else node->attributes.erase(edit.name);
    return GraphEdit{std::move(inverse)};
}

Result<GraphEdit> run(Target at, const SetBypass& edit) {
    Graph& graph = at.graph();
    Node* node = graph.find(edit.id);
    if (!node) return no_node(edit.id);
    GraphEdit inverse{SetBypass{edit.id, node->bypassed}};
    node->bypassed = edit.bypassed;
    return inverse;
}

/// Wires of all instances of `composite` at the input or output `from` go to the port `to`.
void rename_port(Project& project, const std::string& composite, bool input, const std::string& from, const std::string& to) {
    each_graph(project, [&](Graph& graph) {
        for (Edge& edge : graph.edges)
            if (PortRef& end = input ? edge.to : edge.from; end.port == from && is_instance(graph, end.node, composite)) end.port = to;
    });
    for (Objective& objective : project.train.objectives)
        if (!input && objective.loss.port == from && is_instance(project.graph, objective.loss.node, composite)) objective.loss.port = to;
}

bool has_wires(Project& project, const std::string& composite, bool input, const std::string& port) {
    bool found = false;
    each_graph(project, [&](const Graph& graph) {
        for (const Edge& edge : graph.edges)
            if (const PortRef& end = input ? edge.to : edge.from; end.port == port && is_instance(graph, end.node, composite)) found = true;
    });
    for (const Objective& objective : project.train.objectives) found |= !input && objective.loss.port == port && is_instance(project.graph, objective.loss.node, composite);
    return found;
}

/// "block" names "block" and, in an objective, what is in it: "block/loss".
bool names(const Objective& objective, const NodeId& node) { return objective.loss.node == node || objective.loss.node.rfind(node + '/', 0) == 0; }

Result<GraphEdit> run(Target at, const Rename& edit) {
    Graph& graph = at.graph();
    Node* node = graph.find(edit.from);
    if (!node) return no_node(edit.from);
    if (edit.to.empty() || edit.to.find_first_of(".:/ \"") != std::string::npos)
        return invalid("'" + edit.to + "' cannot be a name", "use letters, digits, - and _");
    if (edit.to != edit.from && graph.find(edit.to)) return taken(edit.to);
    GraphEdit inverse{Rename{edit.to, edit.from}};
    if (edit.to == edit.from) return inverse;
    const bool input = node->layer == kInputLayer;
    if (at.composite && (input || node->layer == kOutputLayer)) {
        if (has_wires(at.project, at.composite->name, input, edit.to))
            return invalid("a wire names the port '" + edit.to + "' already", "remove that wire, or choose another name");
        rename_port(at.project, at.composite->name, input, edit.from, edit.to);
    }
    std::vector<Objective>& objectives = at.project.train.objectives;
    if (!at.composite) {
        // An objective that named the new name before (its node was removed) must not follow when the name is taken back.
        if (std::any_of(objectives.begin(), objectives.end(), [&](const Objective& o) { return names(o, edit.to); }))
            inverse = GraphEdit{EditList{{GraphEdit{Rename{edit.to, edit.from}}, GraphEdit{SetTrain{at.project.train}}}}};
        for (Objective& objective : objectives)
            if (names(objective, edit.from)) objective.loss.node.replace(0, edit.from.size(), edit.to);
    }
    node->id = edit.to;
    if (at.sketch().expanded.erase(edit.from)) at.sketch().expanded.insert(edit.to);
    for (Edge& edge : graph.edges)
        for (PortRef* end : {&edge.from, &edge.to})
            if (end->node == edit.from) end->node = edit.to;
    return inverse;
}

Result<GraphEdit> run(Target at, const SetExpanded& edit) {
    if (!at.graph().find(edit.id)) return no_node(edit.id);
    std::set<NodeId>& expanded = at.sketch().expanded;
    const bool was = edit.expanded ? !expanded.insert(edit.id).second : expanded.erase(edit.id) > 0;
    return GraphEdit{SetExpanded{edit.id, was}};
}

Result<GraphEdit> run(Target at, const MoveTo& edit) {
    const auto move = [&](auto& thing) { return GraphEdit{MoveTo{edit.id, std::exchange(thing.x, edit.x), std::exchange(thing.y, edit.y)}}; };
    if (Node* node = at.graph().find(edit.id)) return move(*node);
    if (Note* note = at.sketch().note(edit.id)) return move(*note);
    return no_node(edit.id);
}

Result<GraphEdit> run(Target at, const AddNote& edit) {
    std::vector<Note>& notes = at.sketch().notes;
    if (edit.note.id.find(':') == NodeId::npos || at.sketch().note(edit.note.id)) return invalid("'" + edit.note.id + "' cannot be the name of a note");
    notes.insert(notes.begin() + long(std::min(edit.index.value_or(notes.size()), notes.size())), edit.note);
    return GraphEdit{RemoveNote{edit.note.id}};
}

Result<GraphEdit> run(Target at, const RemoveNote& edit) {
    const Note* note = at.sketch().note(edit.id);
    if (!note) return invalid("there is no note '" + edit.id + "'");
    std::vector<Note>& notes = at.sketch().notes;
    const long place = note - notes.data();
    GraphEdit inverse{AddNote{*note, size_t(place)}};
    notes.erase(notes.begin() + place);
    return inverse;
}

Result<GraphEdit> run(Target at, const SetNote& edit) {
    Note* note = at.sketch().note(edit.note.id);
    if (!note) return invalid("there is no note '" + edit.note.id + "'");
    return GraphEdit{SetNote{std::exchange(*note, edit.note)}};
}

/// The name of an instance of `composite`; empty where there is none.
std::string instance_of(Project& project, const std::string& composite) {
    std::string found;
    each_graph(project, [&](const Graph& graph) {
        for (const Node& node : graph.nodes)
            if (found.empty() && node.layer == composite) found = node.id;
    });
    return found;
}

Result<GraphEdit> run(Target at, const AddComposite& edit) {
    Project& project = at.project;
    const std::string& name = edit.composite.name;
    if (name.empty()) return invalid("a composite needs a name");
    if (project.composite(name)) return invalid("there is already a composite '" + name + "'", "choose another name");
    // Nodes of that layer, unknown so far, would keep it from being taken back.
    if (const std::string user = instance_of(project, name); !user.empty()) return invalid("'" + user + "' is of a layer '" + name + "' already", "choose another name");
    for (const Node& node : edit.composite.graph.nodes)
        if (!edit.index && project.contains(node.layer, name)) return invalid("'" + name + "' contains itself", "a composite may hold others, not itself");
    std::vector<Composite>& list = project.composites;
    list.insert(list.begin() + long(std::min(edit.index.value_or(list.size()), list.size())), edit.composite);
    return GraphEdit{RemoveComposite{name}};
}

Result<GraphEdit> run(Target at, const RemoveComposite& edit) {
    const Composite* composite = at.project.composite(edit.name);
    if (!composite) return no_composite(edit.name);
    if (const std::string user = instance_of(at.project, edit.name); !user.empty()) return invalid("'" + user + "' is a '" + edit.name + "'", "remove or unpack it first");
    std::vector<Composite>& list = at.project.composites;
    const long place = composite - list.data();
    GraphEdit inverse{AddComposite{*composite, size_t(place)}};
    list.erase(list.begin() + place);
    return inverse;
}

Result<GraphEdit> run(Target at, const RenameComposite& edit) {
    Composite* composite = at.project.composite(edit.from);
    if (!composite) return no_composite(edit.from);
    GraphEdit inverse{RenameComposite{edit.to, edit.from}};
    if (edit.to == edit.from) return inverse;
    if (edit.to.empty()) return invalid("a composite needs a name");
    if (at.project.composite(edit.to) || !instance_of(at.project, edit.to).empty()) return invalid("'" + edit.to + "' is the name of another layer", "choose another name");
    composite->name = edit.to;
    each_graph(at.project, [&](Graph& graph) {
        for (Node& node : graph.nodes)
            if (node.layer == edit.from) node.layer = edit.to;
    });
    return inverse;
}

Result<GraphEdit> run(Target at, const SetComposite& edit) {
    Composite* composite = at.project.composite(edit.name);
    if (!composite) return no_composite(edit.name);
    return GraphEdit{SetComposite{edit.name, std::exchange(composite->description, edit.description), std::exchange(composite->attributes, edit.attributes)}};
}

Result<GraphEdit> run(Target at, const SetTrain& edit) { return GraphEdit{SetTrain{std::exchange(at.project.train, edit.train)}}; }
Result<GraphEdit> run(Target at, const SetData& edit) { return GraphEdit{SetData{std::exchange(at.project.data, edit.data)}}; }
Result<GraphEdit> run(Target at, const SetTitle& edit) {
    return GraphEdit{SetTitle{std::exchange(at.project.name, edit.name), std::exchange(at.project.description, edit.description)}};
}

Result<EditList> run_all(Target at, const EditList& list) {
    EditList inverse;
    for (const GraphEdit& edit : list.edits) {
        auto undone = apply_to(at, edit);
        if (!undone.ok()) {  // all or nothing: take back what was done
            for (const GraphEdit& each : inverse.edits) SADDLE_ASSERT(apply_to(at, each).ok(), "an edit could not be taken back");
            return std::move(undone.error());
        }
        inverse.edits.insert(inverse.edits.begin(), std::move(*undone));
    }
    return inverse;
}

Result<GraphEdit> run(Target at, const EditList& list) {
    TRY(EditList inverse, run_all(at, list));
    return GraphEdit{std::move(inverse)};
}

/// Edits that add, remove or rename composites would move the one that is being edited.
bool of_one_graph(const GraphEdit& edit) {
    if (const auto* list = std::get_if<EditList>(&edit.edit)) return std::all_of(list->edits.begin(), list->edits.end(), of_one_graph);
    return !std::holds_alternative<AddComposite>(edit.edit) && !std::holds_alternative<RemoveComposite>(edit.edit) && !std::holds_alternative<RenameComposite>(edit.edit) &&
           !std::holds_alternative<Inside>(edit.edit);
}

Result<GraphEdit> run(Target at, const Inside& inside) {
    Composite* composite = at.project.composite(inside.composite);
    if (!composite) return no_composite(inside.composite);
    if (!std::all_of(inside.list.edits.begin(), inside.list.edits.end(), of_one_graph)) return invalid("composites are edited from outside of '" + inside.composite + "'");
    TRY(EditList inverse, run_all({at.project, composite}, inside.list));
    return GraphEdit{Inside{inside.composite, std::move(inverse)}};
}

Result<GraphEdit> apply_to(Target at, const GraphEdit& edit) {
    return std::visit([&](const auto& e) { return run(at, e); }, edit.edit);
}

}  // namespace

Result<GraphEdit> apply(Project& project, const GraphEdit& edit) { return apply_to({project}, edit); }

}  // namespace saddle
