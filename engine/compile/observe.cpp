#include "engine/compile/observe.h"

#include <map>
#include <set>
#include <utility>

#include "engine/ops/term.h"

namespace saddle::compile {
namespace {

using ops::Term;


/// What nodes give to others: tensors of numbers that a node other than their maker reads; the first of each node.
std::map<ir::ValueId, NodeId> given_values(const ir::Program& program, const ir::EntryPoint& entry) {
    std::map<ir::ValueId, NodeId> given;
    std::set<NodeId> found;
    for (const ir::Instruction& reader : entry.body)
        for (const ir::ValueId id : reader.inputs) {
            if (reader.phase != ir::Phase::Forward || !id.present()) continue;
            const ir::Value& value = program[id];
            const bool tensor = value.kind == ir::ValueKind::Temporary && value.type.dtype == DType::F32 && value.type.shape.rank() > 0;
            if (tensor && value.node != reader.node && found.insert(value.node).second) given[id] = value.node;
        }
    return given;
}

}  // namespace

Status observe(ir::Program& program) {
    ir::EntryPoint& entry = *program.entry("train");
    const std::map<ir::ValueId, NodeId> given = given_values(program, entry);
    std::map<ir::ValueId, NodeId> gradients;
    for (const ir::Output& output : entry.outputs)
        if (output.name.starts_with(kGradient)) gradients[output.value] = program[*program.find(ir::ValueKind::Parameter, output.name.substr(kGradient.size()))].node;
    entry.name = kObserve;
    entry.assigns.clear();
    // Gradients stay outputs: they lie where a step's do, and nothing reads them back.
    std::erase_if(entry.outputs, [](const ir::Output& output) { return !output.name.starts_with(kGradient); });
    // Each number is taken where its tensor is made, so that no tensor lives longer for it, and in a phase of its own: what is
    // reduced is made while it is read then, not stored by the kernel before.
    ops::Builder b(program, entry);
    b.phase = ir::Phase::Update;
    const Attributes to_scalar{{"keepdims", int64_t(0)}};
    std::map<NodeId, ir::ValueId> squares;
    for (ir::Instruction& instruction : std::exchange(entry.body, {})) {
        const std::vector<ir::ValueId> made = instruction.outputs;
        entry.body.push_back(std::move(instruction));
        for (const ir::ValueId id : made) {
            if (const auto it = given.find(id); it != given.end()) {
                b.node = it->second;
                const Term x(b, id), zero = x.then("Equal", {x.number(0)}).choose(x.number(1), x.number(0));
                entry.outputs.push_back({kZeros + b.node, zero.then("ReduceMean", {}, to_scalar)});
            }
            if (const auto it = gradients.find(id); it != gradients.end()) {
                b.node = it->second;
                const Term g(b, id), square = (g * g).then("ReduceSum", {}, to_scalar);
                ir::ValueId& sum = squares[b.node];
                sum = sum.present() ? Term(b, sum) + square : square;
            }
        }
    }
    for (const auto& [node, sum] : squares) {
        b.node = node;
        entry.outputs.push_back({kGradientNorm + node, Term(b, sum).then("Sqrt")});
    }
    if (b.error) return *b.error;
    return {};
}

}  // namespace saddle::compile
