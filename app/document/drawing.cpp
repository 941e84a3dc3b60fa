#include "app/document/drawing.h"

#include <algorithm>
#include <limits>

namespace saddle::app {
namespace {

struct Point { double x = 0, y = 0; };

/// What a drawing is made of: the project's own graph and sketch, or a composite's.
struct Page {
    const Graph& graph;
    const Sketch& sketch;
};

/// The composite of a node whose contents are drawn. `open`: composites around it, none of which it may be.
const Composite* opened(const Project& project, const Sketch& sketch, const Node& node, const std::vector<std::string>& open) {
    const Composite* composite = sketch.expanded.count(node.id) ? project.composite(node.layer) : nullptr;
    return composite && !std::count(open.begin(), open.end(), composite->name) ? composite : nullptr;
}

/// Corner of the frame around the contents of `composite`, from the place of the instance.
Point corner_of(const Project& project, const Composite& composite, std::vector<std::string> open) {
    open.push_back(composite.name);
    Point corner{std::numeric_limits<double>::infinity(), std::numeric_limits<double>::infinity()};
    const auto take = [&](double x, double y) { corner = {std::min(corner.x, x), std::min(corner.y, y)}; };
    for (const Node& node : composite.graph.nodes) {
        Point own;
        if (const Composite* inner = opened(project, composite.sketch, node, open)) own = corner_of(project, *inner, open);
        take(node.x + own.x, node.y + own.y);
    }
    for (const Note& note : composite.sketch.notes) take(note.x, note.y);
    if (composite.graph.nodes.empty() && composite.sketch.notes.empty()) corner = {kFramePad, kFramePad + kFrameHeader};
    return {corner.x - kFramePad, corner.y - kFramePad - kFrameHeader};
}

void draw(const Project& project, Page page, const NodeId& scope, Point shift, std::vector<std::string>& open, Project& out) {
    for (const Node& each : page.graph.nodes) {
        Node node = each;
        node.id = scope + each.id;
        node.x += shift.x;
        node.y += shift.y;
        const Composite* inner = opened(project, page.sketch, each, open);
        const Point at{node.x, node.y};
        if (inner) {
            const Point corner = corner_of(project, *inner, open);
            node.x += corner.x;
            node.y += corner.y;
            out.sketch.expanded.insert(node.id);
        }
        out.graph.nodes.push_back(std::move(node));
        if (!inner) continue;
        open.push_back(inner->name);
        draw(project, {inner->graph, inner->sketch}, scope + each.id + '/', at, open, out);
        open.pop_back();
    }
    for (const Edge& edge : page.graph.edges) out.graph.edges.push_back({{scope + edge.from.node, edge.from.port}, {scope + edge.to.node, edge.to.port}});
    for (Note note : page.sketch.notes) {
        note.id = scope + note.id;
        note.x += shift.x;
        note.y += shift.y;
        out.sketch.notes.push_back(std::move(note));
    }
}

/// Composites from the project's own graph down to the one that holds `path`.
std::vector<std::string> holders(const Project& project, const NodeId& path) {
    std::vector<std::string> names;
    const Graph* graph = &project.graph;
    for (NodeId rest = path; graph;) {
        const size_t slash = rest.find('/');
        if (slash == std::string::npos || graph->find(rest)) break;
        const Node* instance = graph->find(rest.substr(0, slash));
        const Composite* composite = instance ? project.composite(instance->layer) : nullptr;
        if (!composite) break;
        names.push_back(composite->name);
        graph = &composite->graph;
        rest = rest.substr(slash + 1);
    }
    return names;
}

/// Where the drawing of `place` puts the origin of the graph `scope` ("block1/").
Point origin_of(const Project& project, const NodeId& place, const NodeId& scope) {
    Point origin;
    const size_t begin = place.empty() ? 0 : place.size() + 1;
    for (size_t slash = scope.find('/', begin); slash != std::string::npos; slash = scope.find('/', slash + 1))
        if (const Node* node = node_at(project, scope.substr(0, slash))) {
            origin.x += node->x;
            origin.y += node->y;
        }
    return origin;
}

/// Edits in the terms of their graphs, those of one graph side by side.
class Addresser {
public:
    Addresser(const Project& project, const NodeId& place) : project_(project), place_(place) {}

    void add(const GraphEdit& edit) {
        std::visit([&](const auto& e) { put(e); }, edit.edit);
    }
    std::vector<GraphEdit> list;

private:
    void into(const std::string& composite, GraphEdit edit) {
        if (composite.empty()) return list.push_back(std::move(edit));
        auto* last = list.empty() ? nullptr : std::get_if<Inside>(&list.back().edit);
        if (!last || last->composite != composite) {
            list.push_back({Inside{composite, {}}});
            last = std::get_if<Inside>(&list.back().edit);
        }
        last->list.edits.push_back(std::move(edit));
    }
    /// The name of a path in its graph; `composite` becomes the one that it is in.
    NodeId local(const NodeId& path, std::string& composite) const {
        Address address = address_of(project_, path);
        composite = address.composite;
        return address.id;
    }
    template <class Thing>
    void move_back(Thing& thing, const NodeId& path) const {
        const Point origin = origin_of(project_, place_, scope_of(path));
        thing.x -= origin.x;
        thing.y -= origin.y;
    }
    Edge local(const Edge& edge, std::string& composite) const {
        std::string other;
        return {{local(edge.from.node, other), edge.from.port}, {local(edge.to.node, composite), edge.to.port}};
    }

    void put(const EditList& edits) {
        for (const GraphEdit& edit : edits.edits) add(edit);
    }
    void put(AddNode edit) {
        std::string composite;
        move_back(edit.node, edit.node.id);
        edit.node.id = local(edit.node.id, composite);
        into(composite, {std::move(edit)});
    }
    /// A note that is added or changed.
    template <class Edit>
        requires requires(Edit edit) { edit.note; }
    void put(Edit edit) {
        std::string composite;
        move_back(edit.note, edit.note.id);
        edit.note.id = local(edit.note.id, composite);
        into(composite, {std::move(edit)});
    }
    void put(MoveTo edit) {
        std::string composite;
        move_back(edit, edit.id);
        if (const Node* node = project_.composites.empty() ? nullptr : node_at(project_, edit.id)) {
            const std::vector<std::string> open = holders(project_, edit.id);
            if (const Composite* inner = opened(project_, open.empty() ? project_.sketch : project_.composite(open.back())->sketch, *node, open)) {
                const Point corner = corner_of(project_, *inner, open);
                edit.x -= corner.x;
                edit.y -= corner.y;
            }
        }
        edit.id = local(edit.id, composite);
        into(composite, {std::move(edit)});
    }
    void put(RemoveNode edit) {
        const Node* node = node_at(project_, edit.id);
        std::string composite;
        edit.id = local(edit.id, composite);
        if (node && !composite.empty() && (node->layer == kInputLayer || node->layer == kOutputLayer)) unplug(composite, node->layer == kInputLayer, edit.id);
        into(composite, {std::move(edit)});
    }
    /// Takes the wires off a port of all instances of `composite`.
    void unplug(const std::string& composite, bool input, const std::string& port) {
        const auto visit = [&](const std::string& holder, const Graph& graph) {
            for (const Edge& edge : graph.edges) {
                const PortRef& end = input ? edge.to : edge.from;
                const Node* node = end.port == port ? graph.find(end.node) : nullptr;
                if (node && node->layer == composite) into(holder, {Disconnect{edge}});
            }
        };
        visit({}, project_.graph);
        for (const Composite& each : project_.composites) visit(each.name, each.graph);
    }
    void put(Connect edit) {
        std::string composite;
        edit.edge = local(edit.edge, composite);
        into(composite, {std::move(edit)});
    }
    void put(Disconnect edit) {
        std::string composite;
        edit.edge = local(edit.edge, composite);
        into(composite, {std::move(edit)});
    }
    void put(Rename edit) {
        std::string composite;
        if (scope_of(edit.to) == scope_of(edit.from)) edit.to = leaf_of(edit.to);
        edit.from = local(edit.from, composite);
        into(composite, {std::move(edit)});
    }
    template <class Edit>
    void put(Edit edit) {
        if constexpr (requires { edit.id; }) {
            std::string composite;
            edit.id = local(edit.id, composite);
            into(composite, {std::move(edit)});
        } else {
            list.push_back({std::move(edit)});   // of the project as a whole
        }
    }

    const Project& project_;
    const NodeId& place_;
};

}  // namespace

NodeId scope_of(const NodeId& path) {
    const size_t slash = path.rfind('/');
    return slash == std::string::npos ? NodeId() : path.substr(0, slash + 1);
}

NodeId leaf_of(const NodeId& path) { return path.substr(scope_of(path).size()); }

Address address_of(const Project& project, const NodeId& path) {
    const std::vector<std::string> around = holders(project, path);
    NodeId rest = path;
    for (size_t i = 0; i < around.size(); ++i) rest = rest.substr(rest.find('/') + 1);
    return {around.empty() ? std::string() : around.back(), rest};
}

const Graph* graph_at(const Project& project, const NodeId& place) {
    if (place.empty()) return &project.graph;
    const Node* node = node_at(project, place);
    const Composite* composite = node ? project.composite(node->layer) : nullptr;
    return composite ? &composite->graph : nullptr;
}

const Node* node_at(const Project& project, const NodeId& path) {
    const Address address = address_of(project, path);
    return address.composite.empty() ? project.graph.find(address.id) : project.composite(address.composite)->graph.find(address.id);
}

const AttributeValue* referredTo(const AttributeValue& value, const Attributes& around) {
    const std::string* text = std::get_if<std::string>(&value);
    const auto it = text && text->starts_with('$') ? around.find(text->substr(1)) : around.end();
    return it == around.end() ? nullptr : &it->second;
}

Attributes around(const Project& project, const NodeId& path) {
    const NodeId scope = scope_of(path);
    if (scope.empty()) return {};
    const NodeId place = scope.substr(0, scope.size() - 1);
    const Node* instance = node_at(project, place);
    const Composite* composite = instance ? project.composite(instance->layer) : nullptr;
    if (!composite) return {};
    Attributes attributes = composite->attributes;
    const Attributes outer = around(project, place);
    for (const auto& [name, value] : instance->attributes) {
        const AttributeValue* referred = referredTo(value, outer);
        attributes[name] = referred ? *referred : value;
    }
    return attributes;
}

Project drawing_of(const Project& project, const NodeId& place) {
    Project drawing = project;
    drawing.graph = {};
    drawing.sketch = {};
    std::vector<std::string> open = place.empty() ? std::vector<std::string>() : holders(project, place + "/?");
    const Composite* composite = open.empty() ? nullptr : project.composite(open.back());
    if (composite) draw(project, {composite->graph, composite->sketch}, place + '/', {}, open, drawing);
    else draw(project, {project.graph, project.sketch}, "", {}, open, drawing);
    return drawing;
}

GraphEdit addressed(const Project& project, const NodeId& place, const GraphEdit& edit) {
    Addresser addresser(project, place);
    addresser.add(edit);
    if (addresser.list.size() == 1) return std::move(addresser.list[0]);
    return {EditList{std::move(addresser.list)}};
}

}  // namespace saddle::app
