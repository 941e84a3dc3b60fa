#include <algorithm>

#include "engine/compile/passes.h"

namespace saddle::compile {

bool TypedGraph::valid() const {
    return std::none_of(diagnostics.begin(), diagnostics.end(), [](const Diagnostic& d) { return d.severity == Severity::Error; });
}

namespace {
/// What a node's cost is added to: the node, the composites around it, the total.
std::vector<NodeCost*> sums(TypedGraph& typed, const NodeId& node) {
    std::vector<NodeCost*> list{&typed.total, &typed.costs[node]};
    for (size_t slash = node.find('/'); slash != std::string::npos; slash = node.find('/', slash + 1)) list.push_back(&typed.costs[node.substr(0, slash)]);
    return list;
}
}  // namespace

TypedGraph infer_shapes(const Project& project, const ops::DataSignature& data, int64_t batch) {
    Expansion expansion = expand(project, data, batch, {ops::Mode::Train});
    TypedGraph typed;
    typed.batch = batch;
    typed.ports = std::move(expansion.ports);
    typed.diagnostics = std::move(expansion.diagnostics);
    const ir::Program& program = expansion.program;
    for (const ir::ValueId id : program.of_kind(ir::ValueKind::Parameter))
        for (NodeCost* sum : sums(typed, program[id].node)) sum->parameters += program[id].type.shape.count();
    for (const ir::Instruction& instruction : program.entries[0].body) {
        const ops::OpDef* op = ops::find_op(instruction.op);
        std::vector<const TensorType*> inputs;
        for (const ir::ValueId id : instruction.inputs) inputs.push_back(id.present() ? &program[id].type : nullptr);
        std::vector<TensorType> outputs;
        double written = 0;
        for (const ir::ValueId id : instruction.outputs) {
            outputs.push_back(program[id].type);
            written += double(program[id].type.shape.count()) * 4;
        }
        const ops::Cost cost = ops::cost_of(*op, {inputs, instruction.attributes, outputs.size()}, outputs);
        for (NodeCost* sum : sums(typed, instruction.node)) {
            sum->flops += cost.flops;
            sum->macs += cost.macs / double(batch);
            sum->bytes += written;
        }
    }
    return typed;
}

namespace {
const Node* first_of(const Graph& graph, ops::LayerRole role) {
    for (const Node& node : graph.nodes)
        if (const ops::LayerDef* def = ops::find_layer(node.layer); def && def->role == role) return &node;
    return nullptr;
}
}  // namespace

const Node* data_node(const Graph& graph) { return first_of(graph, ops::LayerRole::Dataset); }
const Node* noising_node(const Graph& graph) { return first_of(graph, ops::LayerRole::Noise); }
const Node* latent_node(const Graph& graph) { return first_of(graph, ops::LayerRole::Latent); }

Status mistakes(const Project& project, const std::vector<Diagnostic>& diagnostics) {
    Error error = invalid("the project '" + project.name + "' has mistakes");
    for (const Diagnostic& d : diagnostics)
        if (d.severity == Severity::Error) error.diagnostics.push_back(d);
    if (!error.diagnostics.empty()) return error;
    return {};
}

Result<ir::Program> lower(const Project& project, const ops::DataSignature& data, int64_t batch) {
    std::vector<ops::Mode> modes{ops::Mode::Train, ops::Mode::Eval, ops::Mode::Predict};
    if (noising_node(project.graph) || latent_node(project.graph)) modes.push_back(ops::Mode::Sample);
    Expansion expansion = expand(project, data, batch, modes);
    TRY_STATUS(mistakes(project, expansion.diagnostics));
    for (ir::EntryPoint& entry : expansion.program.entries) remove_dead_code(entry);   // what no loss and no output needs
    TRY_STATUS(ir::verify(expansion.program));
    return std::move(expansion.program);
}

}  // namespace saddle::compile
