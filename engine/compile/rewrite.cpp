// Rewrites of an entry that keep its arithmetic: dead code, decomposition, layouts, common subexpressions.
#include <algorithm>

#include "engine/compile/passes.h"
#include "engine/ops/term.h"

namespace saddle::compile {
namespace {

/// Follows replacements to their end.
class Substitution {
public:
    explicit Substitution(size_t values) : to_(values) {}
    void replace(ir::ValueId from, ir::ValueId to) {
        if (size_t(from.index) >= to_.size()) to_.resize(size_t(from.index) + 1);
        to_[size_t(from.index)] = to;
    }
    ir::ValueId operator()(ir::ValueId id) const {
        while (id.present() && size_t(id.index) < to_.size() && to_[size_t(id.index)].present()) id = to_[size_t(id.index)];
        return id;
    }
    void apply(std::vector<ir::ValueId>& ids) const {
        for (ir::ValueId& id : ids) id = (*this)(id);
    }
    void apply_results(ir::EntryPoint& entry) const {
        for (ir::Output& output : entry.outputs) output.value = (*this)(output.value);
        for (ir::EntryPoint::Assign& assign : entry.assigns) assign.from = (*this)(assign.from);
    }

private:
    std::vector<ir::ValueId> to_;
};

}  // namespace

void remove_dead_code(ir::EntryPoint& entry) {
    std::set<ir::ValueId> live;
    for (const ir::Output& output : entry.outputs) live.insert(output.value);
    for (const ir::EntryPoint::Assign& assign : entry.assigns) live.insert(assign.from);
    std::vector<ir::Instruction> kept;
    for (size_t i = entry.body.size(); i-- > 0;) {
        ir::Instruction& instruction = entry.body[i];
        const bool needed = instruction.outputs.empty() ||
                            std::any_of(instruction.outputs.begin(), instruction.outputs.end(), [&](ir::ValueId id) { return live.count(id) > 0; });
        if (!needed) continue;
        live.insert(instruction.inputs.begin(), instruction.inputs.end());
        kept.push_back(std::move(instruction));
    }
    std::reverse(kept.begin(), kept.end());
    entry.body = std::move(kept);
    std::erase_if(entry.inputs, [&](ir::ValueId id) { return !live.count(id); });
}

Status rewrite(ir::Program& program, ir::EntryPoint& entry, const Form& form) {
    for (bool changed = true; changed;) {
        changed = false;
        ir::EntryPoint next{entry.name, entry.inputs, {}, entry.outputs, entry.assigns};
        ops::Builder builder(program, next);
        Substitution substitution(program.values.size());
        for (ir::Instruction& instruction : entry.body) {
            substitution.apply(instruction.inputs);
            const size_t before = next.body.size();
            builder.node = instruction.node;
            builder.phase = instruction.phase;
            const std::vector<ir::ValueId> replaced = form(builder, instruction);
            if (builder.error)
                return Error{ErrorKind::Internal, "decomposition of " + instruction.op + " at " + instruction.node + ": " + builder.error->message, "", {}};
            if (replaced.empty()) {  // the rule keeps this form
                next.body.resize(before);
                next.body.push_back(std::move(instruction));
                continue;
            }
            for (size_t i = 0; i < replaced.size() && i < instruction.outputs.size(); ++i)
                if (replaced[i].present()) substitution.replace(instruction.outputs[i], replaced[i]);
            changed = true;
        }
        substitution.apply_results(next);
        entry = std::move(next);
    }
    return {};
}

Status expand_composites(ir::Program& program, ir::EntryPoint& entry) {
    return rewrite(program, entry, [](ops::Builder& b, const ir::Instruction& i) {
        const ops::OpDef& op = *ops::find_op(i.op);
        return op.expand_rule ? op.expand_rule(b, i) : std::vector<ir::ValueId>();
    });
}

Status decompose(ir::Program& program, ir::EntryPoint& entry) {
    return rewrite(program, entry, ops::in_other_ops);
}

Status align_layouts(ir::Program& program, ir::EntryPoint& entry) {
    ir::EntryPoint next{entry.name, entry.inputs, {}, entry.outputs, entry.assigns};
    ops::Builder builder(program, next);
    for (ir::Instruction& instruction : entry.body) {
        const ops::OpDef& op = *ops::find_op(instruction.op);
        if (op.kernel_rule && !op.mixes_layouts) {
            const auto plain = [&](size_t i) { return std::count(op.row_major_inputs.begin(), op.row_major_inputs.end(), i) > 0; };
            bool batched = std::any_of(instruction.outputs.begin(), instruction.outputs.end(), [&](ir::ValueId id) { return program[id].batched; });
            for (size_t i = 0; i < instruction.inputs.size(); ++i)
                batched |= !plain(i) && instruction.inputs[i].present() && program[instruction.inputs[i]].batched;
            builder.node = instruction.node;
            builder.phase = instruction.phase;
            for (size_t i = 0; i < instruction.inputs.size(); ++i) {
                ir::ValueId& id = instruction.inputs[i];
                if (!id.present() || program[id].kind == ir::ValueKind::Constant || program[id].type.shape.rank() == 0) continue;
                if (const bool wanted = batched && !plain(i); program[id].batched != wanted)
                    id = builder.emit("Reshape", {id}, {{"shape", program[id].type.shape.dims()}, {"batched", wanted}});
            }
        }
        next.body.push_back(std::move(instruction));
    }
    if (builder.error) return *builder.error;
    entry = std::move(next);
    return {};
}

void join_common_subexpressions(const ir::Program& program, ir::EntryPoint& entry) {
    // Gradients of two parameters may be equal (biases that are added to one sum), and yet each has memory of its own.
    const std::vector<ir::ValueId> roots = alias_roots(program, entry);
    std::set<ir::ValueId> gradients;
    for (const ir::Output& output : entry.outputs)
        if (output.name.starts_with(kGradient)) gradients.insert(roots[size_t(output.value.index)]);
    // What a later phase computes again of large tensors stays there, or they would have to be kept: only what is small beside
    // its operands (a mean), and what is made of that and of vectors, is taken from the phase before.
    constexpr int64_t kSmall = 8;
    std::set<ir::ValueId> small;
    const auto is_small = [&](const ir::Instruction& i) {
        int64_t largest = 0;
        bool of_small = !i.inputs.empty();
        for (const ir::ValueId in : i.inputs) {
            if (!in.present()) continue;
            largest = std::max(largest, program[in].type.shape.count());
            const bool vector = program[in].kind != ir::ValueKind::Temporary && program[in].kind != ir::ValueKind::Input && program[roots[size_t(in.index)]].type.shape.rank() <= 1;
            of_small &= vector || small.count(in) > 0;
        }
        return of_small || std::all_of(i.outputs.begin(), i.outputs.end(), [&](ir::ValueId id) { return program[id].type.shape.count() * kSmall <= largest; });
    };
    using Key = std::tuple<std::string, std::vector<ir::ValueId>, size_t, Attributes>;
    std::map<Key, std::vector<std::pair<ir::Phase, std::vector<ir::ValueId>>>> seen;
    Substitution substitution(0), same(0);   // same: whatever the phase
    std::vector<ir::Instruction> kept;
    for (ir::Instruction& instruction : entry.body) {
        substitution.apply(instruction.inputs);
        const bool little = is_small(instruction);
        if (little) small.insert(instruction.outputs.begin(), instruction.outputs.end());
        std::vector<ir::ValueId> inputs = instruction.inputs;
        same.apply(inputs);
        auto& before = seen[Key{instruction.op, inputs, instruction.outputs.size(), instruction.attributes}];
        const auto found = std::find_if(before.begin(), before.end(), [&](const auto& b) { return little || b.first == instruction.phase; });
        const bool gradient = std::any_of(instruction.outputs.begin(), instruction.outputs.end(), [&](ir::ValueId id) { return gradients.count(id) > 0; });
        const bool join = found != before.end() && !gradient && !instruction.outputs.empty();
        const std::vector<ir::ValueId>& first = join ? found->second : before.empty() ? instruction.outputs : before.front().second;
        for (size_t i = 0; i < first.size(); ++i)
            if (first[i] != instruction.outputs[i] && !gradient) (join ? substitution : same).replace(instruction.outputs[i], first[i]);
        if (join) continue;
        if (found == before.end()) before.emplace_back(instruction.phase, instruction.outputs);
        kept.push_back(std::move(instruction));
    }
    entry.body = std::move(kept);
    substitution.apply_results(entry);
}

}  // namespace saddle::compile
