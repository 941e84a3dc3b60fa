// Joins elementwise and indexed instructions to the kernels that produce or consume their values. A group is one dispatch; groups
// stay in execution order, so an instruction may join a group only if all else that it reads is there before the group.
#include <algorithm>

#include "engine/compile/passes.h"

namespace saddle::compile {
namespace {

/// Bindings a kernel may have in all: a device that has fewer storage bindings per stage than this is not supported.
constexpr size_t kMaxBindings = 14;

class Fuser {
public:
    Fuser(const ir::Program& program, const ir::EntryPoint& entry, const PassOptions& passes)
        : program_(program), entry_(entry), passes_(passes), roots_(alias_roots(program, entry)) {
        group_of_.assign(program.values.size(), -1);
        uses_.assign(program.values.size(), 0);
        reader_.assign(program.values.size(), -1);
        for (int i = 0; i < int(entry.body.size()); ++i)
            for (const ir::ValueId id : at(i).inputs)
                if (id.present()) {
                    ++uses_[size_t(root(id).index)];
                    if (!renames(program, at(i))) reader_[size_t(root(id).index)] = i;
                }
        for (const ir::Output& output : entry.outputs) ++uses_[size_t(root(output.value).index)];
        for (const ir::EntryPoint::Assign& assign : entry.assigns) ++uses_[size_t(root(assign.from).index)];
    }

    std::vector<Group> run() {
        for (int i = 0; i < int(entry_.body.size()); ++i) {
            const ops::OpDef& op = *ops::find_op(entry_.body[size_t(i)].op);
            if (renames(program_, at(i))) continue;
            if (op.fusible()) add_fusible(i);
            else add_root(i, op);
        }
        std::vector<Group> groups;
        for (Group& group : groups_)
            if (group.root >= 0 || !group.chain.empty()) groups.push_back(std::move(group));
        return groups;
    }

private:
    const ir::Instruction& at(int i) const { return entry_.body[size_t(i)]; }
    ir::ValueId root(ir::ValueId id) const { return roots_[size_t(id.index)]; }
    ir::ValueId result(int i) const { return at(i).outputs[0]; }
    int group_of(ir::ValueId id) const { return group_of_[size_t(root(id).index)]; }

    /// Same element order and count in memory, so that one index serves both.
    bool same_domain(ir::ValueId a, ir::ValueId b) const {
        const ir::Value &x = program_[a], &y = program_[b];
        if (x.batched != y.batched || x.type.shape.count() != y.type.shape.count()) return false;
        return !x.batched || x.type.shape[0] == y.type.shape[0];
    }
    /// Finds what it reads by index, which must be in memory then.
    bool indexed(int i) const { return bool(ops::find_op(at(i).op)->index_rule); }
    bool elementwise_only(int g) const { return groups_[size_t(g)].root < 0; }
    ir::ValueId domain(int g) const {
        const Group& group = groups_[size_t(g)];
        return group.root >= 0 ? result(group.root) : result(group.chain[0]);
    }
    ir::Phase phase(int g) const {
        const Group& group = groups_[size_t(g)];
        return at(group.root >= 0 ? group.root : group.chain[0]).phase;
    }
    bool accepts(int g) const {
        const Group& group = groups_[size_t(g)];
        if (group.root < 0) return passes_.on("fuse-elementwise");
        return passes_.on("fuse-epilogue") && ops::find_op(at(group.root).op)->epilogue;
    }

    void add_root(int i, const ops::OpDef& op) {
        Group group;
        group.root = i;
        const ir::ValueId first = at(i).inputs.empty() ? ir::ValueId{} : at(i).inputs[0];
        if (op.prologue && first.present() && passes_.on("fuse-prologue")) {
            const int g = group_of(first);
            // Only where nobody else reads anything of the chain: then it never needs memory.
            if (g >= 0 && elementwise_only(g) && phase(g) == at(i).phase && root(first) == root(result(groups_[size_t(g)].chain.back())) &&
                same_domain(first, domain(g)) && private_to_last(g) && uses_[size_t(root(first).index)] == 1) {
                group.prologue = std::move(groups_[size_t(g)].chain);
                groups_[size_t(g)].chain.clear();
            }
        }
        for (const ir::ValueId out : at(i).outputs) group_of_[size_t(out.index)] = int(groups_.size());
        groups_.push_back(std::move(group));
    }

    /// Whether all values of elementwise group g but the last are read inside it only.
    bool private_to_last(int g) const {
        const std::vector<int>& chain = groups_[size_t(g)].chain;
        for (size_t k = 0; k + 1 < chain.size(); ++k) {
            int inside = 0;
            for (size_t j = k + 1; j < chain.size(); ++j)
                for (const ir::ValueId in : at(chain[j]).inputs) inside += in.present() && root(in) == root(result(chain[k]));
            if (inside != uses_[size_t(root(result(chain[k])).index)]) return false;
        }
        return true;
    }

    void add_fusible(int i) {
        std::vector<int> operands;
        for (const ir::ValueId in : at(i).inputs)
            if (in.present() && group_of(in) >= 0) operands.push_back(group_of(in));
        std::sort(operands.begin(), operands.end());
        operands.erase(std::unique(operands.begin(), operands.end()), operands.end());
        const bool feeds = feeds_prologue(i);
        int target = -1;
        for (const bool with_root : {true, false})
            for (const int g : operands)
                if (target < 0 && elementwise_only(g) != with_root && !(feeds && in_memory(i, g)) && can_join(i, g, operands)) target = g;
        if (target < 0) {
            target = int(groups_.size());
            groups_.emplace_back();
        } else {
            for (const int g : operands)
                if (g > target) merge(g, target);
        }
        groups_[size_t(target)].chain.push_back(i);
        group_of_[size_t(result(i).index)] = target;
    }

    /// Whether the result is read once only, by a root that can make it while it reads: no memory for it, if nothing else is made beside it.
    bool feeds_prologue(int i) const {
        const size_t made = size_t(root(result(i)).index);
        if (uses_[made] != 1 || reader_[made] < 0 || !passes_.on("fuse-prologue")) return false;
        const ir::Instruction& reader = at(reader_[made]);
        return ops::find_op(reader.op)->prologue && root(reader.inputs[0]) == root(result(i)) && reader.phase == at(i).phase && same_domain(reader.inputs[0], result(i));
    }
    /// Whether others too read what instruction i takes of group g.
    bool in_memory(int i, int g) const {
        const auto& inputs = at(i).inputs;
        return std::any_of(inputs.begin(), inputs.end(), [&](ir::ValueId in) {
            return in.present() && group_of(in) == g && uses_[size_t(root(in).index)] > std::count_if(inputs.begin(), inputs.end(), [&](ir::ValueId other) { return other.present() && root(other) == root(in); });
        });
    }

    /// Instruction i fits behind group g when its result has g's element order, the groups between can move there, and
    /// whatever g itself makes is read element by element.
    bool can_join(int i, int g, const std::vector<int>& operands) const {
        if (!accepts(g) || phase(g) != at(i).phase || !same_domain(result(i), domain(g))) return false;
        std::set<int> moving;
        for (const int other : operands) {
            if (other <= g) continue;
            if (!elementwise_only(other) || phase(other) != phase(g) || !same_domain(domain(other), domain(g))) return false;
            for (const int j : groups_[size_t(other)].chain)
                for (const ir::ValueId in : at(j).inputs)
                    if (in.present() && group_of(in) > g && group_of(in) != other && !moving.count(group_of(in))) return false;
            moving.insert(other);
        }
        std::set<ir::ValueId> read;
        const auto reads_whole = [&](int j) {
            for (const ir::ValueId in : at(j).inputs) {
                if (!in.present() || program_[root(in)].kind == ir::ValueKind::Constant) continue;
                read.insert(root(in));
                const int from = group_of(in);
                if ((from == g || moving.count(from)) && (indexed(j) || !same_domain(in, domain(g)))) return true;
                if (from == g && side_output(g, in)) return true;
            }
            return false;
        };
        if (reads_whole(i)) return false;
        for (const int other : moving)
            for (const int j : groups_[size_t(other)].chain)
                if (reads_whole(j)) return false;
        for (const int j : groups_[size_t(g)].chain)
            for (const ir::ValueId in : at(j).inputs)
                if (in.present()) read.insert(root(in));
        const size_t own = groups_[size_t(g)].root < 0 ? 0 : at(groups_[size_t(g)].root).inputs.size();
        return read.size() + own + 2 <= kMaxBindings;
    }

    /// An output of g's root other than the first: not what STORE is called with.
    bool side_output(int g, ir::ValueId id) const {
        if (groups_[size_t(g)].root < 0) return false;
        const auto& outputs = at(groups_[size_t(g)].root).outputs;
        return std::count(outputs.begin() + 1, outputs.end(), root(id)) > 0;
    }

    void merge(int from, int to) {
        for (const int j : groups_[size_t(from)].chain) {
            groups_[size_t(to)].chain.push_back(j);
            group_of_[size_t(result(j).index)] = to;
        }
        groups_[size_t(from)].chain.clear();
    }

    const ir::Program& program_;
    const ir::EntryPoint& entry_;
    const PassOptions& passes_;
    std::vector<ir::ValueId> roots_;
    std::vector<int> group_of_, uses_;
    std::vector<int> reader_;              // the last instruction that reads a value
    std::vector<Group> groups_;
};

}  // namespace

bool renames(const ir::Program& program, const ir::Instruction& instruction) {
    if (!ops::find_op(instruction.op)->alias) return false;
    const ir::Value &from = program[instruction.inputs[0]], &to = program[instruction.outputs[0]];
    return from.batched == to.batched && (!from.batched || from.type.shape[0] == to.type.shape[0]);
}

std::vector<ir::ValueId> alias_roots(const ir::Program& program, const ir::EntryPoint& entry) {
    std::vector<ir::ValueId> roots(program.values.size());
    for (size_t i = 0; i < roots.size(); ++i) roots[i] = {int32_t(i)};
    for (const ir::Instruction& instruction : entry.body)
        if (renames(program, instruction)) roots[size_t(instruction.outputs[0].index)] = roots[size_t(instruction.inputs[0].index)];
    return roots;
}

std::vector<Group> fuse(const ir::Program& program, const ir::EntryPoint& entry, const PassOptions& passes) {
    return Fuser(program, entry, passes).run();
}

std::string dump(const ir::EntryPoint& entry, const std::vector<Group>& groups) {
    std::string text;
    const auto list = [&](const char* label, const std::vector<int>& chain) {
        if (chain.empty()) return;
        text += label;
        for (const int i : chain) text += " " + entry.body[size_t(i)].op;
    };
    for (const Group& group : groups) {
        const ir::Instruction& first = entry.body[size_t(group.root >= 0 ? group.root : group.chain[0])];
        text += first.node + " " + ir::name(first.phase) + ":";
        list(" load", group.prologue);
        if (group.root >= 0) text += " [" + first.op + "]";
        list(group.root >= 0 ? " then" : "", group.chain);
        text += "\n";
    }
    return text;
}

}  // namespace saddle::compile
