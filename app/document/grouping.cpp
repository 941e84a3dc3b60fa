#include "app/document/grouping.h"

#include <algorithm>
#include <cmath>
#include <limits>
#include <map>
#include <set>

#include "app/document/composite_edits.h"
#include "app/document/drawing.h"
#include "app/document/graph_edits.h"

namespace saddle::app {
namespace {

constexpr double kPortColumn = 160, kGrid = 8;   // px: between the ports and what they are wired to; of places

std::string listing(const std::vector<NodeId>& names) {
    std::string text;
    for (const NodeId& name : names) text += (text.empty() ? "'" : ", '") + leaf_of(name) + "'";
    return text;
}

/// "x", "x2", ...: a name that `graph` does not have.
NodeId free_name(const Graph& graph, const NodeId& wish) { return graph.find(wish) ? fresh_id(graph, wish) : wish; }

/// Nodes outside of `chosen` that it feeds and that feed it: as a group it would feed itself.
std::vector<NodeId> between(const Graph& graph, const std::set<NodeId>& chosen) {
    std::map<NodeId, std::vector<NodeId>> ways[2];
    for (const Edge& edge : graph.edges) {
        ways[0][edge.from.node].push_back(edge.to.node);
        ways[1][edge.to.node].push_back(edge.from.node);
    }
    const auto reach = [&](std::map<NodeId, std::vector<NodeId>>& next) {
        std::set<NodeId> seen;
        std::vector<NodeId> open(chosen.begin(), chosen.end());
        while (!open.empty()) {
            const NodeId at = std::move(open.back());
            open.pop_back();
            for (const NodeId& node : next[at])
                if (!chosen.count(node) && seen.insert(node).second) open.push_back(node);
        }
        return seen;
    };
    const std::set<NodeId> after = reach(ways[0]), before = reach(ways[1]);
    std::vector<NodeId> both;
    std::set_intersection(after.begin(), after.end(), before.begin(), before.end(), std::back_inserter(both));
    return both;
}

/// A composite being made of chosen nodes: its ports come to be as wires across its border are met.
struct Making {
    Composite composite;
    std::vector<Edge> outside = {};                ///< wires of the instance, whose id is empty here
    std::map<PortRef, NodeId> inputs = {}, outputs = {};   ///< by what is outside at an input, inside at an output
    double left = 0, right = 0;                    ///< places of the ports

    PortRef inner(const PortRef& port) const { return {leaf_of(port.node), port.port}; }
    double beside(const NodeId& node) const {
        const Node* found = composite.graph.find(node);
        return found ? found->y : 0;
    }
    NodeId port(const char* layer, const std::string& wish, double x, double y) {
        const NodeId name = free_name(composite.graph, wish);
        for (const Node& node : composite.graph.nodes)
            if (node.layer == layer && std::abs(node.y - y) < 56) y = node.y + 56;
        composite.graph.nodes.push_back({name, layer, {}, x, y});
        return name;
    }
    NodeId input_for(const PortRef& to) {
        const NodeId name = port(kInputLayer, to.port, left, beside(leaf_of(to.node)));
        composite.graph.edges.push_back({{name, kInnerPort}, inner(to)});
        return name;
    }
    NodeId output_for(const PortRef& from) {
        const NodeId name = port(kOutputLayer, from.port, right, beside(leaf_of(from.node)));
        composite.graph.edges.push_back({inner(from), {name, kInnerPort}});
        return name;
    }
    void enters(const Edge& edge) {
        if (const auto it = inputs.find(edge.from); it != inputs.end()) return composite.graph.edges.push_back({{it->second, kInnerPort}, inner(edge.to)});
        const NodeId name = inputs[edge.from] = input_for(edge.to);
        outside.push_back({edge.from, {"", name}});
    }
    void leaves(const Edge& edge) {
        auto it = outputs.find(edge.from);
        if (it == outputs.end()) it = outputs.emplace(edge.from, output_for(edge.from)).first;
        outside.push_back({{"", it->second}, edge.to});
    }
};

/// Objectives name losses by path: `from` is called `to` now. Nothing when none names it.
void follow(TrainConfig& train, const NodeId& from, const NodeId& to) {
    for (Objective& objective : train.objectives)
        if (objective.loss.node == from) objective.loss.node = to;
}

}  // namespace

Result<Grouped> group(const Project& project, const Project& drawing, const std::vector<NodeId>& chosen) {
    const Graph& drawn = drawing.graph;
    const std::set<NodeId> inside(chosen.begin(), chosen.end());
    std::vector<const Node*> nodes;
    for (const Node& node : drawn.nodes)
        if (inside.count(node.id)) nodes.push_back(&node);
    if (nodes.empty()) return invalid("nothing to group is selected", "select the layers that belong together");
    const NodeId scope = scope_of(nodes[0]->id);
    for (const NodeId& id : chosen)
        if (scope_of(id) != scope) return invalid("the selection is of several groups", "select layers of one of them");
    for (const Node* node : nodes)
        if (!scope.empty() && (node->layer == kInputLayer || node->layer == kOutputLayer)) return invalid("'" + leaf_of(node->id) + "' is a port of the group around it", "leave it out of the selection");
    if (const std::vector<NodeId> missing = between(drawn, inside); !missing.empty())
        return invalid(listing(missing) + (missing.size() == 1 ? " lies" : " lie") + " between the selected layers", "select it too: a group cannot feed itself");

    Making making{{fresh_composite(project, "Group"), "", {}, {}}};
    Composite& composite = making.composite;
    double left = std::numeric_limits<double>::infinity(), top = left, right = -left;
    const auto measure = [&](double x, double y) { left = std::min(left, x), top = std::min(top, y), right = std::max(right, x); };
    for (const Node* node : nodes) measure(node->x, node->y);
    for (const Note& note : drawing.sketch.notes)
        if (inside.count(note.id)) measure(note.x, note.y);
    const double dx = kFramePad + kPortColumn - left, dy = kFramePad + kFrameHeader - top;
    making.left = kFramePad;
    making.right = right + dx + kPortColumn + 32;
    Node instance{fresh_id(drawn, scope + "group"), composite.name, {}, std::round(nodes[0]->x / kGrid) * kGrid, std::round(nodes[0]->y / kGrid) * kGrid};
    TrainConfig train = project.train;
    EditList removal;
    for (const Node* each : nodes) {
        Node node = *each;
        follow(train, node.id, instance.id + '/' + leaf_of(node.id));
        node.id = leaf_of(node.id);
        node.x += dx;
        node.y += dy;
        composite.graph.nodes.push_back(std::move(node));
        removal.edits.push_back({RemoveNode{each->id}});
    }
    for (Note note : drawing.sketch.notes)
        if (inside.count(note.id)) {
            removal.edits.push_back({RemoveNote{note.id}});
            note.id = leaf_of(note.id);
            note.x += dx;
            note.y += dy;
            composite.sketch.notes.push_back(std::move(note));
        }
    for (const Edge& edge : drawn.edges)
        if (inside.count(edge.from.node) && inside.count(edge.to.node)) composite.graph.edges.push_back({making.inner(edge.from), making.inner(edge.to)});
    for (const Edge& edge : drawn.edges) {
        const bool from = inside.count(edge.from.node), to = inside.count(edge.to.node);
        if (to && !from) making.enters(edge);
        if (from && !to) making.leaves(edge);
    }
    for (const Node* node : nodes) {   // what is open becomes a port, so that a part drawn apart can be wired as a whole
        const auto def = ops::layer_of(drawing, node->layer);
        if (!def) continue;
        for (const ops::LayerPort& input : def->inputs)
            if (input.required && !drawn.into({node->id, input.name})) making.input_for({node->id, input.name});
        const bool feeds = std::any_of(drawn.edges.begin(), drawn.edges.end(), [&](const Edge& e) { return e.from.node == node->id; });
        if (!feeds && !def->outputs.empty() && def->role == ops::LayerRole::Layer) making.output_for({node->id, def->outputs[0].name});
    }
    // "$name" of the composite around it is handed on.
    if (!scope.empty())
        if (const Composite* around = project.composite(address_of(project, scope + '?').composite))
            for (const Node& node : composite.graph.nodes)
                for (const auto& [name, value] : node.attributes)
                    if (const std::string* text = std::get_if<std::string>(&value); text && text->rfind('$', 0) == 0)
                        if (const auto it = around->attributes.find(text->substr(1)); it != around->attributes.end()) {
                            composite.attributes[it->first] = it->second;
                            instance.attributes[it->first] = value;
                        }

    Grouped grouped{{{{AddComposite{composite, {}}}}}, instance.id};
    std::vector<GraphEdit>& edits = grouped.edit.edits;
    edits.insert(edits.end(), removal.edits.begin(), removal.edits.end());
    edits.push_back({AddNode{instance, {}, {}}});
    for (Edge edge : making.outside) {
        (edge.from.node.empty() ? edge.from : edge.to).node = instance.id;
        edits.push_back({Connect{edge, {}}});
    }
    if (train != project.train) edits.push_back({SetTrain{train}});
    return grouped;
}

Unpacked unpack(const Project& project, const Project& drawing, const std::vector<NodeId>& chosen) {
    Unpacked unpacked;
    Project work = drawing;   // after what has been unpacked already: one group may feed the next
    TrainConfig train = project.train;
    std::map<std::string, size_t> gone;
    const auto edit = [&](GraphEdit each) {
        SADDLE_ASSERT(apply(work, each).ok(), "unpacking made an edit that does not apply");
        unpacked.edit.edits.push_back(std::move(each));
    };
    for (const NodeId& id : chosen) {
        const Node* found = work.graph.find(id);
        const Composite* composite = found ? work.composite(found->layer) : nullptr;
        if (!composite) continue;
        const Node instance = *found;
        const bool expanded = drawing.sketch.expanded.count(id) > 0;
        const NodeId scope = scope_of(id);
        Attributes values = composite->attributes;
        for (const auto& [name, value] : instance.attributes) values[name] = value;
        std::vector<Edge> outer;
        for (const Edge& edge : work.graph.edges)
            if (edge.from.node == id || edge.to.node == id) outer.push_back(edge);
        edit({RemoveNode{id}});
        std::map<NodeId, NodeId> names;
        const auto name = [&](const NodeId& inner) {
            const NodeId wish = scope + inner;
            return names[inner] = work.graph.find(wish) ? fresh_id(work.graph, wish.substr(0, wish.find_last_not_of("0123456789") + 1)) : wish;
        };
        for (Node node : composite->graph.nodes) {
            if (node.layer == kInputLayer || node.layer == kOutputLayer) continue;
            const Node* drawn = expanded ? drawing.graph.find(id + '/' + node.id) : nullptr;
            node.x = drawn ? drawn->x : node.x + instance.x;
            node.y = drawn ? drawn->y : node.y + instance.y;
            const NodeId old = id + '/' + node.id;
            node.id = name(node.id);
            follow(train, old, node.id);
            for (auto& [attribute, value] : node.attributes)
                if (const std::string* text = std::get_if<std::string>(&value); text && text->rfind('$', 0) == 0)
                    if (const auto it = values.find(text->substr(1)); it != values.end()) value = it->second;
            unpacked.nodes.push_back(node.id);
            edit({AddNode{std::move(node), {}, {}}});
        }
        for (Note note : composite->sketch.notes) {
            const Note* drawn = expanded ? drawing.sketch.note(id + '/' + note.id) : nullptr;
            note.x = drawn ? drawn->x : note.x + instance.x;
            note.y = drawn ? drawn->y : note.y + instance.y;
            note.id = fresh_note(work.sketch, scope);
            unpacked.nodes.push_back(note.id);
            edit({AddNote{std::move(note), {}}});
        }
        // What a port of an inner node is, seen from outside: past an Input node it is what feeds the instance.
        const auto source = [&](const PortRef& inner) -> std::optional<PortRef> {
            if (const auto it = names.find(inner.node); it != names.end()) return PortRef{it->second, inner.port};
            for (const Edge& edge : outer)
                if (edge.to == PortRef{id, inner.node}) return edge.from;
            return {};
        };
        const auto wire = [&](const std::optional<PortRef>& from, const PortRef& to) {
            if (from && work.graph.find(from->node) && work.graph.find(to.node) && from->node != to.node) edit({Connect{{*from, to}, {}}});
        };
        for (const Edge& edge : composite->graph.edges)
            if (const auto to = names.find(edge.to.node); to != names.end()) wire(source(edge.from), {to->second, edge.to.port});
        for (const Edge& edge : outer)
            if (edge.from.node == id)
                if (const Edge* end = composite->graph.into({edge.from.port, kInnerPort})) wire(source(end->from), edge.to);
        ++gone[composite->name];
    }
    for (const auto& [name, count] : gone)
        if (const Composite* composite = project.composite(name); count == instances(project, name) && composite->attributes.empty() && composite->description.empty())
            unpacked.edit.edits.push_back({RemoveComposite{name}});
    if (train != project.train) unpacked.edit.edits.push_back({SetTrain{train}});
    return unpacked;
}

}  // namespace saddle::app
