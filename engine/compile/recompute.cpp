// Pass "recompute": a cheap value that several kernels read, made of a tensor in memory and small ones (x - mean), is computed
// again by each of them: the same loads without the store, and no memory for it.
#include <algorithm>

#include "engine/compile/passes.h"

namespace saddle::compile {
namespace {

constexpr int kMostOps = 4;            // computed again for one reader
constexpr int64_t kSmall = 8;          // other operands have so many times fewer elements

class Recomputer {
public:
    Recomputer(ir::Program& program, ir::EntryPoint& entry)
        : program_(program), entry_(entry), roots_(alias_roots(program, entry)), readers_(program.values.size()), ops_(program.values.size(), 0), makers_(program.values.size()) {
        for (const ir::Instruction& instruction : entry.body)
            for (const ir::ValueId in : instruction.inputs)
                if (in.present()) readers_[at(in)].push_back(&instruction);
        for (const ir::Output& output : entry.outputs) readers_[at(output.value)].push_back(nullptr);
        for (const ir::EntryPoint::Assign& assign : entry.assigns) readers_[at(assign.from)].push_back(nullptr);
    }

    void run() {
        for (const ir::Instruction& instruction : entry_.body)
            if (const int ops = cost(instruction); ops > 0) {
                ops_[at(instruction.outputs[0])] = ops;
                makers_[at(instruction.outputs[0])] = &instruction;
            }
        std::vector<ir::Instruction> body;
        for (const ir::Instruction& instruction : entry_.body) {
            ir::Instruction next = instruction;
            std::map<ir::ValueId, ir::ValueId> again;
            for (ir::ValueId& in : next.inputs)
                if (in.present() && ops_[at(in)] > 0 && readers_[at(in)].size() > 1) in = repeat(in, instruction.phase, again, body);
            body.push_back(std::move(next));
        }
        std::set<ir::ValueId> read;   // what nobody reads any more goes
        for (const ir::Output& output : entry_.outputs) read.insert(output.value);
        for (const ir::EntryPoint::Assign& assign : entry_.assigns) read.insert(assign.from);
        entry_.body.clear();
        for (size_t i = body.size(); i-- > 0;) {
            const ir::ValueId out = body[i].outputs.empty() ? ir::ValueId{} : body[i].outputs[0];
            if (out.present() && !read.count(out) && (at(out) >= ops_.size() || ops_[at(out)] > 0)) continue;
            read.insert(body[i].inputs.begin(), body[i].inputs.end());
            entry_.body.push_back(std::move(body[i]));
        }
        std::reverse(entry_.body.begin(), entry_.body.end());
    }

private:
    static size_t at(ir::ValueId id) { return size_t(id.index); }
    int64_t count(ir::ValueId id) const { return program_[id].type.shape.count(); }
    bool same_elements(ir::ValueId a, ir::ValueId b) const { return program_[a].type.shape == program_[b].type.shape && program_[a].batched == program_[b].batched; }

    /// Whether the instruction takes `id` element by element, as its own kernel makes it.
    bool reads_along(const ir::Instruction& reader, ir::ValueId id) const {
        const ops::OpDef& op = *ops::find_op(reader.op);
        if (op.fusible()) return !op.index_rule && same_elements(reader.outputs[0], id);
        return op.prologue && reader.inputs[0] == id && std::count(reader.inputs.begin(), reader.inputs.end(), id) == 1;
    }
    /// Whether the tensor lies in memory whatever becomes of its other readers.
    bool stored(ir::ValueId id) const {
        if (program_[id].kind != ir::ValueKind::Temporary) return true;
        if (roots_[at(id)] != id) return false;
        const auto& readers = readers_[at(id)];
        return readers.size() > 1 && std::any_of(readers.begin(), readers.end(), [&](const ir::Instruction* r) { return !r || (!ops::find_op(r->op)->fusible() && !renames(program_, *r)); });
    }
    /// How many ops make the instruction's result of stored tensors; 0: it is not for computing again.
    int cost(const ir::Instruction& instruction) const {
        static const std::set<std::string> kCheap{"Add", "Sub", "Mul", "Neg"};
        if (!kCheap.count(instruction.op)) return 0;
        const ir::ValueId out = instruction.outputs[0];
        int ops = 1, large = 0;
        for (const ir::ValueId in : instruction.inputs) {
            if (program_[in].kind == ir::ValueKind::Constant || count(in) * kSmall <= count(out)) continue;
            if (!same_elements(in, out) || ++large > 1) return 0;
            if (ops_[at(in)] > 0) ops += ops_[at(in)];
            else if (!stored(in)) return 0;
        }
        const auto& readers = readers_[at(out)];
        const bool along = std::all_of(readers.begin(), readers.end(), [&](const ir::Instruction* r) { return r && reads_along(*r, out); });
        return large == 1 && along && ops <= kMostOps ? ops : 0;
    }
    ir::ValueId repeat(ir::ValueId id, ir::Phase phase, std::map<ir::ValueId, ir::ValueId>& again, std::vector<ir::Instruction>& body) {
        if (const auto it = again.find(id); it != again.end()) return it->second;
        ir::Instruction copy = *makers_[at(id)];
        for (ir::ValueId& in : copy.inputs)
            if (ops_[at(in)] > 0) in = repeat(in, phase, again, body);
        copy.phase = phase;
        copy.outputs[0] = again[id] = program_.add(program_[id]);
        body.push_back(copy);
        return again[id];
    }

    ir::Program& program_;
    ir::EntryPoint& entry_;
    const std::vector<ir::ValueId> roots_;
    std::vector<std::vector<const ir::Instruction*>> readers_;   // nullptr: an output or assignment
    std::vector<int> ops_;
    std::vector<const ir::Instruction*> makers_;
};

}  // namespace

void recompute(ir::Program& program, ir::EntryPoint& entry) { Recomputer(program, entry).run(); }

}  // namespace saddle::compile
