#include "engine/graph/graph_edit.h"

#include <algorithm>

namespace saddle {
namespace {

Error no_node(const NodeId& id) { return invalid("there is no node '" + id + "'"); }

Result<GraphEdit> run(Project& project, const AddNode& edit) {
    if (edit.node.id.empty()) return invalid("a node needs a name");
    if (project.graph.find(edit.node.id)) return invalid("there is already a node '" + edit.node.id + "'", "choose another name");
    const size_t place = edit.index ? std::min(*edit.index, project.graph.nodes.size()) : project.graph.nodes.size();
    project.graph.nodes.insert(project.graph.nodes.begin() + long(place), edit.node);
    for (const auto& [at, edge] : edit.edges)
        project.graph.edges.insert(project.graph.edges.begin() + long(std::min(at, project.graph.edges.size())), edge);
    return GraphEdit{RemoveNode{edit.node.id}};
}

Result<GraphEdit> run(Project& project, const RemoveNode& edit) {
    const auto it = std::find_if(project.graph.nodes.begin(), project.graph.nodes.end(), [&](const Node& n) { return n.id == edit.id; });
    if (it == project.graph.nodes.end()) return no_node(edit.id);
    AddNode inverse{*it, {}, size_t(it - project.graph.nodes.begin())};
    project.graph.nodes.erase(it);
    std::vector<Edge> kept;
    for (size_t i = 0; i < project.graph.edges.size(); ++i) {
        const Edge& edge = project.graph.edges[i];
        if (edge.from.node == edit.id || edge.to.node == edit.id) inverse.edges.emplace_back(i, edge);
        else kept.push_back(edge);
    }
    project.graph.edges = std::move(kept);
    return GraphEdit{std::move(inverse)};
}

Result<GraphEdit> run(Project& project, const Connect& edit) {
    for (const PortRef* end : {&edit.edge.from, &edit.edge.to})
        if (!project.graph.find(end->node)) return no_node(end->node);
    if (edit.edge.from.node == edit.edge.to.node) return invalid("'" + edit.edge.from.node + "' cannot feed itself");
    auto& edges = project.graph.edges;
    const auto old = std::find_if(edges.begin(), edges.end(), [&](const Edge& e) { return e.to == edit.edge.to; });
    if (old != edges.end()) {
        GraphEdit inverse{Connect{*old}};
        old->from = edit.edge.from;
        return inverse;
    }
    edges.insert(edges.begin() + long(edit.index ? std::min(*edit.index, edges.size()) : edges.size()), edit.edge);
    return GraphEdit{Disconnect{edit.edge}};
}

Result<GraphEdit> run(Project& project, const Disconnect& edit) {
    auto& edges = project.graph.edges;
    const auto it = std::find(edges.begin(), edges.end(), edit.edge);
    if (it == edges.end())
        return invalid("there is no wire from " + edit.edge.from.node + "." + edit.edge.from.port + " to " + edit.edge.to.node + "." + edit.edge.to.port);
    GraphEdit inverse{Connect{edit.edge, size_t(it - edges.begin())}};
    edges.erase(it);
    return inverse;
}

Result<GraphEdit> run(Project& project, const SetAttribute& edit) {
    Node* node = project.graph.find(edit.id);
    if (!node) return no_node(edit.id);
    SetAttribute inverse{edit.id, edit.name, std::nullopt};
    if (const auto it = node->attributes.find(edit.name); it != node->attributes.end()) inverse.value = it->second;
    if (edit.value) node->attributes[edit.name] = *edit.value;
    else node->attributes.erase(edit.name);
    return GraphEdit{std::move(inverse)};
}

Result<GraphEdit> run(Project& project, const SetBypass& edit) {
    Node* node = project.graph.find(edit.id);
    if (!node) return no_node(edit.id);
    GraphEdit inverse{SetBypass{edit.id, node->bypassed}};
    node->bypassed = edit.bypassed;
    return inverse;
}

Result<GraphEdit> run(Project& project, const Rename& edit) {
    Node* node = project.graph.find(edit.from);
    if (!node) return no_node(edit.from);
    if (edit.to.empty() || edit.to.find_first_of(".:/ \"") != std::string::npos)
        return invalid("'" + edit.to + "' cannot be a name", "use letters, digits, - and _");
    if (edit.to != edit.from && project.graph.find(edit.to)) return invalid("there is already a node '" + edit.to + "'", "choose another name");
    GraphEdit inverse{Rename{edit.to, edit.from}};
    // An objective that named the new name before (its node was removed) must not follow when the name is taken back.
    for (const Objective& objective : project.train.objectives)
        if (objective.loss.node == edit.to && edit.to != edit.from) inverse = GraphEdit{EditList{{GraphEdit{Rename{edit.to, edit.from}}, GraphEdit{SetTrain{project.train}}}}};
    node->id = edit.to;
    for (Edge& edge : project.graph.edges)
        for (PortRef* end : {&edge.from, &edge.to})
            if (end->node == edit.from) end->node = edit.to;
    for (Objective& objective : project.train.objectives)
        if (objective.loss.node == edit.from) objective.loss.node = edit.to;
    return inverse;
}

Result<GraphEdit> run(Project& project, const MoveTo& edit) {
    Node* node = project.graph.find(edit.id);
    if (!node) return no_node(edit.id);
    GraphEdit inverse{MoveTo{edit.id, node->x, node->y}};
    node->x = edit.x;
    node->y = edit.y;
    return inverse;
}

Result<GraphEdit> run(Project& project, const SetTrain& edit) { return GraphEdit{SetTrain{std::exchange(project.train, edit.train)}}; }
Result<GraphEdit> run(Project& project, const SetData& edit) { return GraphEdit{SetData{std::exchange(project.data, edit.data)}}; }
Result<GraphEdit> run(Project& project, const SetTitle& edit) {
    return GraphEdit{SetTitle{std::exchange(project.name, edit.name), std::exchange(project.description, edit.description)}};
}

Result<GraphEdit> run(Project& project, const EditList& list) {
    EditList inverse;
    for (const GraphEdit& edit : list.edits) {
        auto undone = apply(project, edit);
        if (!undone.ok()) {  // all or nothing: take back what was done
            for (auto it = inverse.edits.begin(); it != inverse.edits.end(); ++it)
                SADDLE_ASSERT(apply(project, *it).ok(), "an edit could not be taken back");
            return std::move(undone.error());
        }
        inverse.edits.insert(inverse.edits.begin(), std::move(*undone));
    }
    return GraphEdit{std::move(inverse)};
}

}  // namespace

Result<GraphEdit> apply(Project& project, const GraphEdit& edit) {
    return std::visit([&](const auto& e) { return run(project, e); }, edit.edit);
}

}  // namespace saddle
