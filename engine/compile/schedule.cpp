#include <algorithm>

#include "engine/compile/passes.h"

namespace saddle::compile {
namespace {

/// Values of a group that someone outside reads: they must reach memory.
class Escapes {
public:
    Escapes(const ir::Program& program, const ir::EntryPoint& entry, const std::vector<Group>& groups)
        : roots_(alias_roots(program, entry)), readers_(program.values.size()) {
        std::vector<int> group_of(entry.body.size(), -1);
        for (size_t g = 0; g < groups.size(); ++g) {
            if (groups[g].root >= 0) group_of[size_t(groups[g].root)] = int(g);
            for (const auto* chain : {&groups[g].prologue, &groups[g].chain})
                for (const int i : *chain) group_of[size_t(i)] = int(g);
        }
        for (size_t i = 0; i < entry.body.size(); ++i)
            for (const ir::ValueId in : entry.body[i].inputs)
                if (in.present() && group_of[i] >= 0) readers_[size_t(root(in).index)].push_back({group_of[i], int(i)});
        for (const ir::Output& output : entry.outputs) readers_[size_t(root(output.value).index)].push_back({-1, -1});
        for (const ir::EntryPoint::Assign& assign : entry.assigns) readers_[size_t(root(assign.from).index)].push_back({-1, -1});
    }
    /// Read by another group, by an output, or by the root of its own group (which reads memory).
    bool operator()(ir::ValueId id, int group, int root_instruction) const {
        const auto& readers = readers_[size_t(root(id).index)];
        return std::any_of(readers.begin(), readers.end(), [&](const auto& r) { return r.first != group || r.second == root_instruction; });
    }

private:
    ir::ValueId root(ir::ValueId id) const { return roots_[size_t(id.index)]; }
    std::vector<ir::ValueId> roots_;
    std::vector<std::vector<std::pair<int, int>>> readers_;
};

std::string choice_key(const ir::Program& program, const ir::Instruction& instruction) {
    std::string key = instruction.op;
    for (const ir::ValueId id : instruction.inputs) key += id.present() ? " " + to_string(program[id].type.shape) : " -";
    return key;
}

double bytes_of(const ir::Program& program, const DeviceProfile& device, const std::vector<ops::Binding>& bindings) {
    double bytes = 0;
    for (const ops::Binding& b : bindings)
        bytes += b.byte_size >= 0 ? double(b.byte_size) : double(ops::physical_count(program[b.value].type, layout_of(program, b.value, device))) * 4;
    return bytes;
}

}  // namespace

Result<std::vector<ops::KernelCall>> schedule(ir::Program& program, const ir::EntryPoint& entry, const std::vector<Group>& groups,
                                              const DeviceProfile& device, const PassOptions& passes, const KernelChoices& choices,
                                              std::map<std::string, std::string>& chosen) {
    const Escapes escapes(program, entry, groups);
    std::vector<ops::KernelCall> calls;
    for (size_t g = 0; g < groups.size(); ++g) {
        const Group& group = groups[g];
        const ir::Instruction& first = entry.body[size_t(group.root >= 0 ? group.root : group.chain[0])];
        std::vector<ir::ValueId> stores;
        if (group.root >= 0 && !first.outputs.empty() && (group.chain.empty() || escapes(first.outputs[0], int(g), group.root)))
            stores.push_back(first.outputs[0]);
        for (const int i : group.chain)
            if (const ir::ValueId out = entry.body[size_t(i)].outputs[0]; escapes(out, int(g), group.root)) stores.push_back(out);

        if (!first.outputs.empty() && program[first.outputs[0]].type.shape.count() == 0) continue;  // nothing to compute

        std::vector<ops::KernelCall> made;
        if (group.root < 0) {
            made.push_back(elementwise_call({program, entry, device, first.outputs[0]}, group.chain, stores));
        } else {
            const ops::OpDef& op = *ops::find_op(first.op);
            if (!op.kernel_rule) return Error{ErrorKind::Internal, first.node + ": " + first.op + " has no kernel and no decomposition", "", {}};
            ops::Epilogue epilogue;
            ops::Prologue prologue;
            ops::KernelContext context{program, first, device, activation_layout(device), device.device_class, passes.on("winograd"), nullptr, nullptr, {}};
            const std::string key = choice_key(program, first);
            if (const auto it = choices.find(key); it != choices.end())
                context.variant = it->second == "cpu" ? DeviceClass::Cpu : it->second == "gpu" ? DeviceClass::Gpu : DeviceClass::Plain;
            if (op.epilogue) {
                epilogue = epilogue_code({program, entry, device, first.outputs[0]}, group.chain, first.outputs[0], stores);
                context.epilogue = &epilogue;
            }
            if (op.prologue) {
                prologue = prologue_code({program, entry, device, first.inputs[0]}, group.prologue, first.inputs[0]);
                context.prologue = &prologue;
            }
            context.scratch = [&](int64_t elements) {
                ir::Value value;
                value.name = first.node + ".scratch";
                value.type = {DType::F32, Shape{elements}};
                value.node = first.node;
                return program.add(std::move(value));
            };
            made = op.kernel_rule(context);
            chosen[key] = name(context.variant);
        }
        for (ops::KernelCall& call : made) {
            call.node = first.node;
            call.phase = first.phase;
            if (call.bytes == 0) call.bytes = bytes_of(program, device, call.bindings);
            calls.push_back(std::move(call));
        }
    }
    return calls;
}

}  // namespace saddle::compile
