#include "app/document/compatibility.h"

#include <QCoreApplication>
#include <algorithm>

#include "app/bridge/text.h"
#include "app/document/drawing.h"

namespace saddle::app {
namespace {

QString say(const char* text) { return QCoreApplication::translate("Compatibility", text); }

const ops::LayerPort* find_port(const std::vector<ops::LayerPort>& ports, const std::string& name) {
    const auto it = std::find_if(ports.begin(), ports.end(), [&](const ops::LayerPort& p) { return p.name == name; });
    return it == ports.end() ? nullptr : &*it;
}

/// True when `to` already feeds `from`, directly or through others.
bool leads_to(const Graph& graph, const NodeId& start, const NodeId& goal) {
    std::vector<NodeId> open{start};
    std::set<NodeId> seen;
    while (!open.empty()) {
        const NodeId node = std::move(open.back());
        open.pop_back();
        if (node == goal) return true;
        if (!seen.insert(node).second) continue;
        for (const Edge& edge : graph.edges)
            if (edge.from.node == node) open.push_back(edge.to.node);
    }
    return false;
}

const compile::PortType* type_at(const compile::TypedGraph* typed, const PortRef& port) {
    if (!typed) return nullptr;
    const auto it = typed->ports.find(port);
    return it == typed->ports.end() ? nullptr : &it->second;
}

/// Asks the layer itself: a project of a data set that offers what the wires would carry, and the target alone.
/// The engine's mistakes at the port are the answer; empty when it accepts or cannot be asked.
QString layer_refusal(const Project& project, const compile::TypedGraph& typed, const PortRef& from, const Node& target, const ops::LayerDef& def, const std::string& port) {
    Project trial;
    trial.composites = project.composites;
    trial.train.initializer = project.train.initializer;
    trial.graph.nodes = {Node{"", "Dataset", {}, 0, 0, false}, target};
    trial.graph.nodes[1].bypassed = false;
    NodeId& name = trial.graph.nodes[0].id;
    for (name = "source"; name == target.id;) name += '_';
    ops::DataSignature signature;
    int64_t batch = -1;
    for (const ops::LayerPort& input : def.inputs) {
        const Edge* wire = project.graph.into({target.id, input.name});
        if (input.name != port && !wire) continue;
        const compile::PortType* type = type_at(&typed, input.name == port ? from : wire->from);
        if (!type || type->type.shape.rank() == 0 || type->kind == ops::PortKind::Graph) return {};
        const std::vector<int64_t>& dims = type->type.shape.dims();
        if (batch >= 0 && dims[0] != batch) return {};
        batch = dims[0];
        const std::string output = "x" + std::to_string(signature.ports.size());
        signature.ports.push_back({output, type->kind, {type->type.dtype, Shape(std::vector<int64_t>(dims.begin() + 1, dims.end()))}});
        trial.graph.edges.push_back({{name, output}, {target.id, input.name}});
    }
    for (const Diagnostic& d : compile::infer_shapes(trial, signature, batch).diagnostics)
        if (d.severity == Severity::Error && d.node == target.id && d.port == port && d.field.empty())
            return d.hint.empty() ? qt(d.text) : qt(d.text) + QStringLiteral(": ") + qt(d.hint);
    return {};
}

}  // namespace

ops::PortKind output_kind(const Node& node, const compile::TypedGraph* typed, const std::string& port) {
    if (const compile::PortType* type = type_at(typed, {node.id, port}); type && type->kind != ops::PortKind::Unknown) return type->kind;
    const ops::LayerDef* def = ops::find_layer(node.layer);
    const ops::LayerPort* declared = def ? find_port(def->outputs, port) : nullptr;
    return declared ? declared->kind : ops::PortKind::Unknown;
}

QString refusal(const Project& project, const compile::TypedGraph* typed, const PortRef& from, const PortRef& to) {
    if (from.node == to.node) return say("a layer cannot feed itself");
    const Node *source = project.graph.find(from.node), *target = project.graph.find(to.node);
    if (!source || !target) return say("the layer does not exist");
    if (scope_of(from.node) != scope_of(to.node)) return say("a wire ends at the border of its group: use the group's ports");
    if (leads_to(project.graph, to.node, from.node)) return say("the wire would close a cycle: %1 feeds %2 already").arg(qt(to.node), qt(from.node));
    const auto def = ops::layer_of(project, target->layer);
    const ops::LayerPort* port = def ? find_port(def->inputs, to.port) : nullptr;
    if (!port) return say("%1 has no input %2").arg(qt(target->layer), qt(to.port));
    const ops::PortKind kind = output_kind(*source, typed, from.port);
    if (kind == ops::PortKind::Scalar && port->kind != ops::PortKind::Scalar && port->kind != ops::PortKind::Unknown)
        return say("expects %1, this wire carries one number").arg(ops::name(port->kind));
    if (type_at(typed, from)) return layer_refusal(project, *typed, from, *target, *def, to.port);
    if (kind == ops::PortKind::Unknown || port->kind == ops::PortKind::Unknown || kind == port->kind) return {};
    return say("expects %1, this wire carries %2").arg(ops::name(port->kind), ops::name(kind));
}

std::string accepting_input(const Project& project, const compile::TypedGraph* typed, const PortRef& from, const NodeId& node) {
    const Node* target = project.graph.find(node);
    const auto def = target ? ops::layer_of(project, target->layer) : nullptr;
    if (!def) return {};
    for (const bool wired : {false, true})
        for (const ops::LayerPort& input : def->inputs)
            if ((project.graph.into({node, input.name}) != nullptr) == wired && refusal(project, typed, from, {node, input.name}).isEmpty()) return input.name;
    return {};
}

}  // namespace saddle::app
