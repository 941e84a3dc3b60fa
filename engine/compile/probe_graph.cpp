#include "engine/compile/probe_graph.h"

#include <algorithm>

#include "engine/ops/sparse_pattern.h"
#include "engine/ops/term.h"

namespace saddle::compile {
namespace {

using ops::Term;

bool of_graph(const ir::Instruction& i) { return ops::SparsePattern::of(i.attributes.integers("pattern", {0, 0, 0, 0})).groups > 0; }
bool attends(const ir::Instruction& i) { return i.op == "SegmentSoftmax" && of_graph(i); }
/// Brings rows of nodes, or of edges, along the edges of a graph to its nodes.
bool aggregates(const ir::Instruction& i) { return i.op == "GraphAggregate" && i.attributes.text("by", "target") == "target" && of_graph(i); }

const ir::Instruction* find(const ir::EntryPoint& entry, const NodeId& node, bool (*is)(const ir::Instruction&)) {
    const auto it = std::find_if(entry.body.begin(), entry.body.end(), [&](const ir::Instruction& i) { return (i.node == node || i.node.starts_with(node + "/")) && is(i); });
    return it == entry.body.end() ? nullptr : &*it;
}

std::vector<NodeId> layers_of(const ir::EntryPoint& entry) {
    std::vector<NodeId> nodes;
    for (const ir::Instruction& i : entry.body)
        if ((attends(i) || aggregates(i)) && !std::count(nodes.begin(), nodes.end(), i.node)) nodes.push_back(i.node);
    return nodes;
}

}  // namespace

Status add_messages(ir::Program& program, ir::EntryPoint& entry, const NodeId& node) {
    if (const ir::Instruction* softmax = find(entry, node, attends)) {
        entry.outputs.push_back({kMessages, softmax->outputs[0]});
        entry.outputs.push_back({kOwnMessages, softmax->outputs[1]});
        return {};
    }
    const ir::Instruction* found = find(entry, node, [](const ir::Instruction& i) { return aggregates(i) && !i.attributes.flag("entries"); });
    if (!found) {
        std::string there;
        for (const NodeId& each : layers_of(entry)) there += (there.empty() ? "" : ", ") + each;
        return Error{ErrorKind::Usage, node + " sends nothing along the edges of a graph", there.empty() ? "the model has no layer over graphs" : "such layers are " + there, {}};
    }
    const ir::Instruction aggregate = *found;   // a copy: more is appended to the body
    const ops::SparsePattern p = ops::SparsePattern::of(aggregate.attributes.integers("pattern"));
    const std::string how = aggregate.attributes.text("reduction", "sum");
    if (how == "max") return Error{ErrorKind::Usage, node + " takes the largest of what its neighbours say: each number has another sender", "look at a layer that sums or averages", {}};
    // What the neighbours' sum is multiplied by, at both ends of an edge: of GCNConv's alone.
    const ir::Instruction* scale = find(entry, aggregate.node, [](const ir::Instruction& i) { return i.op == "Reciprocal"; });
    const ir::ValueId by = scale && program[scale->outputs[0]].type.shape == Shape{p.rows, 1} ? scale->outputs[0] : ir::ValueId();
    ops::Builder b(program, entry);
    b.node = aggregate.node;
    const ir::ValueId pattern = aggregate.inputs[1];
    const auto gathered = [&](Term x, const char* end) { return x.then("GraphGather", {pattern}, {{"pattern", p.sizes()}, {"by", std::string(end)}}).reshaped({p.entries}); };
    std::optional<Term> share;
    if (by.present()) share = gathered({b, by}, "source") * gathered({b, by}, "target");
    if (how == "mean") {
        const Term degree = Term(b, b.emit("GraphDegree", {pattern}, {{"pattern", p.sizes()}, {"batched", true}})).reshaped({p.rows, 1});
        share = gathered(degree, "target").then("Reciprocal");
    }
    if (aggregate.inputs.size() > 2 && aggregate.inputs[2].present()) share = share ? *share * Term(b, aggregate.inputs[2]) : Term(b, aggregate.inputs[2]).then("Identity");
    if (!share) share = gathered(Term(b, b.emit("Expand", {b.constant(1)}, {{"shape", std::vector<int64_t>{p.rows, 1}}})), "source");
    entry.outputs.push_back({kMessages, *share});
    if (by.present()) entry.outputs.push_back({kOwnMessages, (Term(b, by) * Term(b, by)).reshaped({p.rows})});
    if (b.error) return *b.error;
    return {};
}

Status add_layers(const Expansion& expansion, ir::Program& program, ir::EntryPoint& entry) {
    const std::vector<NodeId> nodes = layers_of(entry);
    ops::Builder b(program, entry);
    const auto look = [&](const PortRef& port, const std::string& name) {
        const auto value = expansion.values.find(port);
        if (value == expansion.values.end() || program[value->second].type.dtype != DType::F32 || program[value->second].type.shape.rank() != 2) return;
        b.node = port.node;
        entry.outputs.push_back({kLayer + name, b.emit("Identity", {value->second})});
    };
    if (!nodes.empty()) look({nodes[0], "x"}, "");
    for (const NodeId& node : nodes) look({node, "y"}, node);
    if (b.error) return *b.error;
    if (nodes.empty()) return Error{ErrorKind::Usage, "the model has no layer over graphs", "such are GCNConv, GATConv, SAGEConv and GINConv", {}};
    return {};
}

}  // namespace saddle::compile
