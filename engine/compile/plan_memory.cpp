// One arena for everything that lives within a step. Values are placed largest first at the lowest offset that is free
// for their whole lifetime (greedy by size: Y. Pisarchyk and J. Lee, "Efficient memory management for deep neural net
// inference", 2020). Parameters, gradients and optimizer states lie in one order, so that ranges of them correspond.
#include <algorithm>

#include "engine/compile/passes.h"

namespace saddle::compile {
namespace {

class Planner {
public:
    Planner(ExecutionPlan& plan, const DeviceProfile& device, const PassOptions& passes)
        : plan_(plan), entry_(*plan.program.entry(plan.entry)), device_(device), reuse_(passes.on("reuse-memory")),
          roots_(alias_roots(plan.program, entry_)) {}

    Status run() {
        plan_.slots.assign(plan_.program.values.size(), Slot{});
        for (size_t i = 0; i < roots_.size(); ++i) plan_.slots[i].layout = layout_of(plan_.program, {int32_t(i)}, device_);
        place_persistent();
        place_gradients();
        place_inputs();
        TRY_STATUS(place_assigned());
        place_arena();
        for (size_t i = 0; i < roots_.size(); ++i)
            if (const size_t from = size_t(roots_[i].index); from != i) plan_.slots[i] = plan_.slots[from];
        return {};
    }

private:
    ir::ValueId root(ir::ValueId id) const { return size_t(id.index) < roots_.size() ? roots_[size_t(id.index)] : id; }
    const ir::Value& value(ir::ValueId id) const { return plan_.program[id]; }
    int64_t bytes_of(ir::ValueId id) const {
        const int64_t bytes = std::max<int64_t>(1, ops::physical_count(value(id).type, plan_.slots[size_t(id.index)].layout) * 4);  // a range is never empty
        return (bytes + device_.alignment - 1) / device_.alignment * device_.alignment;
    }
    void append(BufferId buffer, ir::ValueId id) {
        Slot& slot = plan_.slots[size_t(id.index)];
        int64_t& size = plan_.buffer_bytes[int(buffer)];
        slot.buffer = buffer;
        slot.offset = size;
        slot.bytes = bytes_of(id);
        size += slot.bytes;
        placed_.insert(id);
    }

    /// Parameters from the back of the graph to its front: the order in which backward finishes gradients.
    void place_persistent() {
        std::vector<ir::ValueId> parameters = plan_.program.of_kind(ir::ValueKind::Parameter);
        std::reverse(parameters.begin(), parameters.end());
        for (const ir::ValueId id : parameters) append(BufferId::Parameters, id);
        // Running statistics come before optimizer states (which only the train entry has) in every plan of a project.
        for (const ir::ValueId id : plan_.program.of_kind(ir::ValueKind::State)) append(BufferId::State, id);
        for (const ir::ValueId id : plan_.program.of_kind(ir::ValueKind::Step)) append(BufferId::Step, id);
    }
    void place_gradients() {
        std::vector<ir::ValueId> parameters = plan_.program.of_kind(ir::ValueKind::Parameter);
        std::reverse(parameters.begin(), parameters.end());
        const bool any = std::any_of(entry_.outputs.begin(), entry_.outputs.end(), [](const ir::Output& o) { return o.name.starts_with(kGradient); });
        for (const ir::ValueId id : parameters)
            if (const auto gradient = entry_.output(std::string(kGradient) + value(id).name)) {
                SADDLE_ASSERT(!placed_.count(root(*gradient)), "a gradient shares memory with another value");
                append(BufferId::Gradients, root(*gradient));
            } else if (any) {
                plan_.buffer_bytes[int(BufferId::Gradients)] += bytes_of(id);  // a hole keeps the ranges parallel
            }
    }
    void place_inputs() {
        for (const ir::ValueId id : entry_.inputs) append(BufferId::Inputs, id);
    }

    /// A state's new value is written where the state lives; nobody may read the old one afterwards.
    Status place_assigned() {
        for (const ir::EntryPoint::Assign& assign : entry_.assigns) {
            const ir::ValueId from = root(assign.from);
            if (placed_.count(from)) return Error{ErrorKind::Internal, value(assign.to).name + " is assigned a value that has memory of its own", "", {}};
            int written = -1, read = -1;
            for (int i = 0; i < int(plan_.calls.size()); ++i)
                for (const ops::Binding& b : plan_.calls[size_t(i)].bindings) {
                    if (root(b.value) == from && b.written) written = i;
                    if (root(b.value) == assign.to) read = i;
                }
            if (read > written) return Error{ErrorKind::Internal, value(assign.to).name + " is read after it was assigned", "", {}};
            plan_.slots[size_t(from.index)] = plan_.slots[size_t(assign.to.index)];
            placed_.insert(from);
        }
        return {};
    }

    void place_arena() {
        const int end = int(plan_.calls.size());
        std::map<ir::ValueId, std::pair<int, int>> lifetime;
        for (int i = 0; i < end; ++i)
            for (const ops::Binding& b : plan_.calls[size_t(i)].bindings) {
                const ir::ValueId id = root(b.value);
                if (placed_.count(id)) continue;
                const auto [it, fresh] = lifetime.emplace(id, std::pair(i, i));
                it->second.second = i;
            }
        for (const ir::Output& output : entry_.outputs)
            if (const auto it = lifetime.find(root(output.value)); it != lifetime.end()) it->second.second = end;

        std::vector<ir::ValueId> order;
        std::vector<int64_t> alive(size_t(end) + 1, 0);
        for (auto& [id, span] : lifetime) {
            Slot& slot = plan_.slots[size_t(id.index)];
            slot.bytes = bytes_of(id);
            std::tie(slot.first_use, slot.last_use) = span;
            order.push_back(id);
            for (int i = span.first; i <= span.second; ++i) alive[size_t(i)] += slot.bytes;
        }
        plan_.arena_lower_bound = *std::max_element(alive.begin(), alive.end());
        std::stable_sort(order.begin(), order.end(), [&](ir::ValueId a, ir::ValueId b) { return slot(a).bytes > slot(b).bytes; });
        int64_t& size = plan_.buffer_bytes[int(BufferId::Arena)];
        std::vector<const Slot*> taken;  // by offset
        for (const ir::ValueId id : order) {
            Slot& mine = plan_.slots[size_t(id.index)];
            int64_t offset = 0;
            for (const Slot* other : taken) {
                const bool together = !reuse_ || (other->first_use <= mine.last_use && mine.first_use <= other->last_use);
                if (!together) continue;
                if (other->offset >= offset + mine.bytes) break;
                offset = std::max(offset, other->offset + other->bytes);
            }
            mine.offset = offset;
            size = std::max(size, offset + mine.bytes);
            taken.insert(std::upper_bound(taken.begin(), taken.end(), &mine, [](const Slot* a, const Slot* b) { return a->offset < b->offset; }), &mine);
        }
    }
    const Slot& slot(ir::ValueId id) const { return plan_.slots[size_t(id.index)]; }

    ExecutionPlan& plan_;
    const ir::EntryPoint& entry_;
    const DeviceProfile& device_;
    const bool reuse_;
    std::vector<ir::ValueId> roots_;
    std::set<ir::ValueId> placed_;
};

}  // namespace

Status plan_memory(ExecutionPlan& plan, const DeviceProfile& device, const PassOptions& passes) {
    return Planner(plan, device, passes).run();
}

}  // namespace saddle::compile
