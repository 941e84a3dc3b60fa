#include "engine/compile/probe.h"

#include <algorithm>

#include "engine/compile/probe_graph.h"
#include "engine/compile/probe_states.h"
#include "engine/graph/flatten.h"
#include "engine/ops/term.h"

namespace saddle::compile {
namespace {

bool belongs(const NodeId& inner, const NodeId& node) { return inner == node || inner.starts_with(node + "/"); }

/// Letters in common from the begin: "conv3" is like "conv1" and "conv2".
size_t likeness(const std::string& a, const std::string& b) {
    return size_t(std::mismatch(a.begin(), a.end(), b.begin(), b.end()).first - a.begin());
}

std::string listed(const std::vector<NodeId>& names) {
    std::string text;
    for (const NodeId& name : names) text += (text.empty() ? "" : ", ") + name;
    return text;
}

/// Softmax over scores that weigh values: what a product of the same node reads first.
std::optional<ir::ValueId> attention_weights(const ir::Program& program, const ir::EntryPoint& entry, const NodeId& node) {
    for (const ir::Instruction& softmax : entry.body) {
        if (softmax.op != "Softmax" || !belongs(softmax.node, node) || program[softmax.outputs[0]].type.shape.rank() < 3) continue;
        for (const ir::Instruction& product : entry.body)
            if (product.op == "MatMul" && product.node == softmax.node && product.inputs[0] == softmax.outputs[0]) return softmax.outputs[0];
    }
    return std::nullopt;
}

/// Where a sample's real numbers begin: an input, or what is looked up for the elements of one.
std::optional<ir::ValueId> first_numbers(const ir::Program& program, const ir::EntryPoint& entry) {
    for (const ir::ValueId id : entry.inputs)
        if (program[id].type.dtype == DType::F32 && program[id].name != kPicked) return id;
    for (const ir::Instruction& i : entry.body)
        if (i.op == "Gather" && program[i.inputs[1]].kind == ir::ValueKind::Input) return i.outputs[0];
    return std::nullopt;
}

Status add_saliency(ir::Program& program, ir::EntryPoint& entry) {
    ops::Builder b(program, entry);
    const ir::ValueId predictions = *entry.output("predictions");
    b.node = program[predictions].node;
    const ir::ValueId picked = add_input(b, kPicked, program[predictions].type, program[predictions].batched);
    const auto source = first_numbers(program, entry);
    if (!source) return invalid("no real number enters the model: there is nothing to take a gradient by");
    const ops::Term score = (ops::Term(b, predictions) * ops::Term(b, picked)).then("ReduceSum", {}, {{"keepdims", int64_t(0)}});
    if (b.error) return *b.error;
    entry.outputs.push_back({"score", score});
    TRY_STATUS(differentiate(program, kProbe, {*source}, "score"));
    const auto gradient = entry.output(std::string(kGradient) + program[*source].name);
    if (!gradient) return invalid("the predictions do not depend on the sample");
    b.phase = ir::Phase::Backward;
    entry.outputs.push_back({kSaliency, ops::Term(b, *gradient) * ops::Term(b, *source)});
    if (b.error) return *b.error;
    std::erase_if(entry.outputs, [](const ir::Output& o) { return o.name == "score" || o.name.starts_with(kGradient); });
    return {};
}

/// By `seen` or, where that is what an instruction makes, by the output "probed": composite ops are replaced on the way.
Status add_edge_gradient(ir::Program& program, ir::EntryPoint& entry, ir::ValueId seen) {
    if (program[seen].type.dtype != DType::F32) return {};
    TRY_STATUS(expand_composites(program, entry));
    const size_t before = entry.outputs.size();
    const bool made = program[seen].kind == ir::ValueKind::Temporary;
    TRY_STATUS(differentiate(program, kProbe, {made ? *entry.output(kProbed) : seen}));
    if (entry.outputs.size() > before) entry.outputs.back().name = kEdgeGradient;
    return {};
}

Status add_slope(ir::Program& program, ir::EntryPoint& entry, const std::string& name) {
    const auto parameter = program.find(ir::ValueKind::Parameter, name);
    if (!parameter) return invalid("there is no parameter '" + name + "'");
    TRY_STATUS(differentiate(program, kProbe, {*parameter}));
    for (ir::Output& output : entry.outputs)
        if (output.name == std::string(kGradient) + name) output.name = kSlope;
    if (!entry.output(kSlope)) return invalid("the loss does not depend on " + name);
    return {};
}

}  // namespace

Result<ir::Program> probe(const Project& project, const ops::DataSignature& data, int64_t batch, const Probe& r) {
    Expansion expansion = expand(project, data, batch, {r.training ? ops::Mode::Train : ops::Mode::Eval});
    TRY_STATUS(mistakes(project, expansion.diagnostics));
    ir::Program program = std::move(expansion.program);
    ir::EntryPoint& entry = program.entries[0];
    entry.name = kProbe;
    entry.assigns.clear();
    std::erase_if(entry.outputs, [&](const ir::Output& output) { return output.name != "predictions" && (output.name != "loss" || (r.parameter.empty() && r.states.empty() && !r.training && !r.gradient)); });
    if (r.port) {
        const auto value = expansion.values.find(*r.port);
        if (value == expansion.values.end()) return Error{ErrorKind::Usage, r.port->node + " has nothing at '" + r.port->port + "' when the model is evaluated", "look at another node", {}};
        ir::ValueId seen = value->second;
        if (program[seen].kind != ir::ValueKind::Temporary) {   // an output is what an instruction makes
            ops::Builder b(program, entry);
            b.node = r.port->node;
            seen = b.emit("Identity", {seen});
            if (b.error) return *b.error;
        }
        entry.outputs.push_back({kProbed, seen});
        if (r.gradient) TRY_STATUS(add_edge_gradient(program, entry, value->second));
    }
    if (!r.attention.empty()) {
        const auto weights = attention_weights(program, entry, r.attention);
        if (!weights) {
            std::vector<NodeId> attending;
            for (const ir::Instruction& i : entry.body)
                if (attention_weights(program, entry, i.node) && !std::count(attending.begin(), attending.end(), i.node)) attending.push_back(i.node);
            return Error{ErrorKind::Usage, r.attention + " attends to nothing", attending.empty() ? "the model has no attention" : "attention is in " + listed(attending), {}};
        }
        entry.outputs.push_back({kAttention, *weights});
    }
    if (r.saliency && !entry.output("predictions")) return invalid("the graph has no loss, so it is not known what it predicts");
    if (r.saliency) TRY_STATUS(add_saliency(program, entry));
    if (!r.parameter.empty()) TRY_STATUS(add_slope(program, entry, r.parameter));
    if (!r.messages.empty()) TRY_STATUS(add_messages(program, entry, r.messages));
    if (r.layers) TRY_STATUS(add_layers(expansion, program, entry));
    if (!r.states.empty()) TRY_STATUS(add_states(program, entry, r.states));
    if (entry.outputs.empty()) return invalid("the graph has no output to look at");
    remove_dead_code(entry);
    TRY_STATUS(ir::verify(program));
    return program;
}

Result<Node> find_node(const Project& project, const NodeId& id) {
    if (const Node* node = project.graph.find(id)) return *node;
    std::vector<NodeId> names;
    for (const Node& node : project.graph.nodes) names.push_back(node.id);
    const FlatGraph flat = flatten(project);
    if (const Node* node = flat.graph.find(id)) return *node;
    for (const Node& node : flat.graph.nodes)
        if (!project.graph.find(node.id)) names.push_back(node.id);
    std::stable_sort(names.begin(), names.end(), [&](const NodeId& a, const NodeId& b) { return likeness(a, id) > likeness(b, id); });
    const bool some_alike = !names.empty() && likeness(names[0], id) > 0;
    if (some_alike) std::erase_if(names, [&](const NodeId& name) { return likeness(name, id) == 0; });
    names.resize(std::min<size_t>(names.size(), 8));
    return Error{ErrorKind::Usage, "there is no node '" + id + "'", (some_alike ? "like it: " : "there is: ") + listed(names), {}};
}

Result<PortRef> first_output(const Project& project, const ops::DataSignature& data, const NodeId& id) {
    TRY(const Node node, find_node(project, id));
    std::vector<std::string> ports;
    if (const Composite* composite = project.composite(node.layer)) ports = composite->ports(kOutputLayer);
    else if (const ops::LayerDef* def = ops::find_layer(node.layer)) {
        if (def->role == ops::LayerRole::Dataset)
            for (const auto& port : data.ports) ports.push_back(port.name);
        else
            for (const auto& port : def->outputs) ports.push_back(port.name);
    }
    if (ports.empty()) return Error{ErrorKind::Usage, id + " (" + node.layer + ") gives nothing to others", "look at the node before it", {}};
    return PortRef{id, ports[0]};
}

std::vector<NodeId> nodes_of_layers(const Project& project, const std::set<std::string>& layers) {
    const FlatGraph flat = flatten(project);
    std::vector<NodeId> found;
    for (const size_t i : topological_order(flat.graph).order)
        if (layers.count(flat.graph.nodes[i].layer)) found.push_back(flat.graph.nodes[i].id);
    return found;
}

}  // namespace saddle::compile
