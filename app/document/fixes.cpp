#include "app/document/fixes.h"

#include <QCoreApplication>
#include <algorithm>
#include <cmath>
#include <numeric>

#include "app/bridge/text.h"
#include "app/document/compatibility.h"
#include "app/document/drawing.h"
#include "app/document/graph_edits.h"

namespace saddle::app {
namespace {

struct Fixes {
    Q_DECLARE_TR_FUNCTIONS(Fixes)
};

/// What a rule sees: the diagnostic, its node and that node's layer.
struct Case {
    const Diagnostic& diagnostic;
    const Project& project;
    const compile::TypedGraph& typed;
    const Node& node;
    const ops::LayerDef& def;
    std::vector<Fix> fixes;

    const ops::AttributeDef* attribute(const std::string& name) const {
        const auto it = std::find_if(def.attributes.begin(), def.attributes.end(), [&](const auto& a) { return a.name == name; });
        return it == def.attributes.end() ? nullptr : &*it;
    }
    AttributeValue value(const std::string& name) const {
        const auto own = node.attributes.find(name);
        return own != node.attributes.end() ? own->second : attribute(name)->fallback;
    }
    /// Height and width of an attribute that holds one number or two.
    std::pair<int64_t, int64_t> pair(const std::string& name) const {
        if (!attribute(name)) return {0, 0};
        const std::vector<int64_t> list = Attributes{{name, value(name)}}.integers(name);
        return list.empty() ? std::pair<int64_t, int64_t>{0, 0} : std::pair{list.front(), list.back()};
    }
    /// Shape that the wire into `port` carries; null when it is not known or there is no wire.
    const Shape* arriving(const std::string& port) const {
        const auto it = typed.ports.find({node.id, port});
        return it == typed.ports.end() ? nullptr : &it->second.type.shape;
    }
    const Edge* wire(const std::string& port) const { return project.graph.into({node.id, port}); }
    void set(const std::string& name, const AttributeValue& to) {
        const ops::AttributeDef* attribute_def = attribute(name);
        const QString label = attribute_def ? qt(attribute_def->label).toLower() : qt(name);
        fixes.push_back({Fixes::tr("Set %1 to %2").arg(label, qt(to_string(to))), {SetAttribute{node.id, name, to}}});
    }
    void reset(const std::string& name, const char* text) { fixes.push_back({Fixes::tr(text).arg(qt(name)), {SetAttribute{node.id, name, {}}}}); }
};

AttributeValue pair_value(int64_t height, int64_t width) { return height == width ? AttributeValue(height) : AttributeValue(std::vector<int64_t>{height, width}); }

/// Groups divide the channels in and out: the common divisor that is nearest to what was asked for.
void fix_groups(Case& c) {
    const Shape* x = c.arriving("x");
    if (c.diagnostic.field != "groups" || !x || x->rank() < 2 || !c.attribute("out_channels")) return;
    const AttributeValue out_value = c.value("out_channels"), groups_value = c.value("groups");
    const auto *out = std::get_if<int64_t>(&out_value), *groups = std::get_if<int64_t>(&groups_value);
    if (!out || !groups) return;
    const int64_t common = std::gcd((*x)[1], *out);
    int64_t best = 1;
    for (int64_t divisor = 1; divisor <= common; ++divisor)
        if (common % divisor == 0 && std::abs(divisor - *groups) <= std::abs(best - *groups)) best = divisor;
    c.set("groups", best);
}

/// A window that is larger than the padded input, and padding of more than half a window.
void fix_window(Case& c) {
    const Shape* x = c.arriving("x");
    if (!x || x->rank() != 4 || !c.attribute("kernel")) return;
    const auto [kh, kw] = c.pair("kernel");
    const auto [ph, pw] = c.pair("padding");
    if (c.diagnostic.field == "padding" && kh > 0) return c.set("padding", pair_value(std::min(ph, kh / 2), std::min(pw, kw / 2)));
    if (c.diagnostic.field != "kernel" || c.diagnostic.port.empty()) return;
    const auto [dh, dw] = c.attribute("dilation") ? c.pair("dilation") : std::pair<int64_t, int64_t>{1, 1};
    const auto fitting = [](int64_t kernel, int64_t size, int64_t dilation) { return std::max<int64_t>(1, std::min(kernel, (size - 1) / std::max<int64_t>(1, dilation) + 1)); };
    c.set("kernel", pair_value(fitting(kh, (*x)[2] + 2 * ph, dh), fitting(kw, (*x)[3] + 2 * pw, dw)));
}

/// A value out of its range goes to the nearest end; one of another kind, or of no attribute, goes away.
void fix_value(Case& c) {
    const std::string& field = c.diagnostic.field;
    const auto own = c.node.attributes.find(field);
    if (field.empty() || own == c.node.attributes.end() || !c.fixes.empty()) return;
    const ops::AttributeDef* def = c.attribute(field);
    if (!def) return c.reset(field, QT_TRANSLATE_NOOP("Fixes", "Remove %1"));
    const auto clamped = [&](auto number) { return decltype(number)(std::clamp(double(number), def->low, def->high)); };
    if (const auto* whole = std::get_if<int64_t>(&own->second); whole && !std::holds_alternative<std::string>(def->fallback) && clamped(*whole) != *whole)
        return c.set(field, clamped(*whole));
    if (const auto* real = std::get_if<double>(&own->second); real && std::holds_alternative<double>(def->fallback) && clamped(*real) != *real)
        return c.set(field, clamped(*real));
    c.reset(field, QT_TRANSLATE_NOOP("Fixes", "Reset %1"));
}

/// Features are wanted and more axes arrive: Flatten between.
void fix_flatten(Case& c) {
    const Shape* x = c.arriving(c.diagnostic.port);
    const Edge* wire = c.wire(c.diagnostic.port);
    if (!x || !wire || x->rank() <= 2 || !c.diagnostic.field.empty()) return;
    const auto port = std::find_if(c.def.inputs.begin(), c.def.inputs.end(), [&](const ops::LayerPort& p) { return p.name == c.diagnostic.port; });
    if (port == c.def.inputs.end() || port->kind != ops::PortKind::Features) return;
    const Node* from = c.project.graph.find(wire->from.node);
    Node flatten = new_node(c.project, "Flatten", std::round((from->x + c.node.x) / 16) * 8, std::round((from->y + c.node.y) / 16) * 8, scope_of(c.node.id));
    if (const auto insertion = insert_into(c.project, &c.typed, flatten, *wire)) c.fixes.push_back({Fixes::tr("Insert Flatten"), {*insertion}});
}

/// Two images of one size but other channels are added: a 1 x 1 convolution brings the second to the first's channels.
void fix_channels(Case& c) {
    if (c.diagnostic.port.empty() || c.def.inputs.size() != 2) return;
    const std::string &a_name = c.def.inputs[0].name, &b_name = c.def.inputs[1].name;
    const Shape *a = c.arriving(a_name), *b = c.arriving(b_name);
    const Edge* wire = c.wire(b_name);
    if (!a || !b || !wire || a->rank() != 4 || b->rank() != 4 || (*a)[1] == (*b)[1] || (*a)[2] != (*b)[2] || (*a)[3] != (*b)[3]) return;
    const Node* from = c.project.graph.find(wire->from.node);
    Node conv = new_node(c.project, "Conv2d", std::round((from->x + c.node.x) / 16) * 8, std::round((from->y + c.node.y) / 16) * 8, scope_of(c.node.id));
    conv.attributes["kernel"] = int64_t(1);
    conv.attributes["out_channels"] = (*a)[1];
    if (const auto insertion = insert_into(c.project, &c.typed, conv, *wire)) c.fixes.push_back({Fixes::tr("Insert a 1 × 1 Conv2d to %1 channels").arg((*a)[1]), {*insertion}});
}

/// A loss without labels, or with something else there: the data set's class ids.
void fix_labels(Case& c) {
    if (c.def.role != ops::LayerRole::Loss || !c.diagnostic.field.empty()) return;
    const auto port = std::find_if(c.def.inputs.begin(), c.def.inputs.end(), [&](const ops::LayerPort& p) { return p.name == c.diagnostic.port; });
    if (port == c.def.inputs.end() || port->kind != ops::PortKind::Tokens) return;
    for (const auto& [ref, type] : c.typed.ports) {
        const Node* source = c.project.graph.find(ref.node);
        const auto def = source ? ops::layer_of(c.project, source->layer) : nullptr;
        if (!def || def->role != ops::LayerRole::Dataset || type.kind != ops::PortKind::Tokens) continue;
        c.fixes.push_back({Fixes::tr("Wire %1 into %2").arg(qt(ref.node + '.' + ref.port), qt(port->name)), {Connect{{ref, {c.node.id, port->name}}, {}}}});
        return;
    }
}

/// Fewer scores than the data set has classes: the Linear that makes them follows the data set.
void fix_classes(Case& c) {
    const Shape* scores = c.arriving(c.diagnostic.port);
    if (c.def.role != ops::LayerRole::Loss || !scores || scores->rank() != 2) return;
    const Edge* wire = c.wire(c.diagnostic.port);
    for (size_t steps = 0; wire && steps < c.project.graph.nodes.size(); ++steps) {
        const Node* node = c.project.graph.find(wire->from.node);
        const auto def = node ? ops::layer_of(c.project, node->layer) : nullptr;
        if (!def || def->inputs.empty()) return;
        if (node->layer == "Linear") {
            c.fixes.push_back({Fixes::tr("Let %1 have one output a class").arg(qt(node->id)), {SetAttribute{node->id, "out_features", AttributeValue(std::string("classes"))}}});
            return;
        }
        wire = c.project.graph.into({node->id, def->inputs[0].name});
    }
}

/// Wires to ports that the layer does not have.
void fix_dangling(Case& c) {
    const auto has = [&](const std::vector<ops::LayerPort>& ports) { return std::any_of(ports.begin(), ports.end(), [&](const auto& p) { return p.name == c.diagnostic.port; }); };
    if (c.diagnostic.port.empty() || has(c.def.inputs) || has(c.def.outputs)) return;
    EditList list;
    const PortRef port{c.node.id, c.diagnostic.port};
    for (const Edge& edge : c.project.graph.edges)
        if (edge.from == port || edge.to == port) list.edits.push_back({Disconnect{edge}});
    if (!list.edits.empty()) c.fixes.push_back({Fixes::tr("Remove the wire"), {list}});
}

/// The wire of a cycle that was drawn last.
void fix_cycle(Case& c) {
    const TopologicalOrder order = topological_order(c.project.graph);
    const auto on = [&](const NodeId& id) { return std::find(order.cycle.begin(), order.cycle.end(), id) != order.cycle.end(); };
    if (!c.diagnostic.port.empty() || !c.diagnostic.field.empty() || !on(c.node.id)) return;
    for (auto edge = c.project.graph.edges.rbegin(); edge != c.project.graph.edges.rend(); ++edge)
        if (on(edge->from.node) && on(edge->to.node)) {
            c.fixes.push_back({Fixes::tr("Remove the wire from %1 to %2").arg(qt(edge->from.node), qt(edge->to.node)), {Disconnect{*edge}}});
            return;
        }
}

}  // namespace

std::vector<Fix> fixes_for(const Diagnostic& diagnostic, const Project& project, const compile::TypedGraph& typed) {
    const Node* node = project.graph.find(diagnostic.node);
    if (!node) return {};
    const auto def = ops::layer_of(project, node->layer);
    if (!def) return {{Fixes::tr("Remove %1").arg(qt(node->id)), {RemoveNode{node->id}}}};
    Case c{diagnostic, project, typed, *node, *def, {}};
    for (const auto rule : {fix_groups, fix_window, fix_flatten, fix_channels, fix_labels, fix_classes, fix_dangling, fix_cycle, fix_value}) rule(c);
    return std::move(c.fixes);
}

}  // namespace saddle::app
