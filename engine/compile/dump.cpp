#include <cstdio>

#include "engine/compile/plan.h"

namespace saddle::compile {

const char* name(BufferId buffer) {
    switch (buffer) {
        case BufferId::Parameters: return "parameters";
        case BufferId::Gradients: return "gradients";
        case BufferId::State: return "state";
        case BufferId::Arena: return "arena";
        case BufferId::Inputs: return "inputs";
        case BufferId::Step: return "step";
    }
    return "?";
}

const void* StepScalars::field(const std::string& name) const {
    if (name == "lr") return &lr;
    if (name == "step") return &step;
    if (name == "seed_low") return &seed_low;
    if (name == "seed_high") return &seed_high;
    return name == "share" ? &share : &keep;
}

std::string dump(const ExecutionPlan& plan) {
    std::string text;
    char line[512];
    size_t segment = 0;
    for (size_t i = 0; i < plan.calls.size(); ++i) {
        const ops::KernelCall& call = plan.calls[i];
        if (segment < plan.segment_starts.size() && plan.segment_starts[segment] == int(i))
            text += "segment " + std::to_string(segment++) + "\n";
        std::snprintf(line, sizeof line, "%3zu %-9s %-10s %-26s %-34s %ux%ux%u of %u, %.3f MFLOP, %.1f KiB\n", i, ir::name(call.phase),
                      call.node.c_str(), call.kernel.c_str(), call.source.c_str(), call.groups[0], call.groups[1], call.groups[2],
                      call.local_size, call.flops / 1e6, call.bytes / 1024);
        text += line;
        for (const ops::Binding& b : call.bindings) {
            const Slot& slot = plan.slots[size_t(b.value.index)];
            std::snprintf(line, sizeof line, "      %s %%%d %s at %s+%lld, %lld bytes\n", b.written ? "writes" : "reads ", b.value.index,
                          to_string(plan.program[b.value].type).c_str(), name(slot.buffer), (long long)(slot.offset + b.byte_offset),
                          (long long)(b.byte_size >= 0 ? b.byte_size : slot.bytes));
            text += line;
        }
    }
    for (int i = 0; i < kBufferCount; ++i) {
        std::snprintf(line, sizeof line, "%-10s %lld bytes\n", name(BufferId(i)), (long long)plan.buffer_bytes[i]);
        text += line;
    }
    std::snprintf(line, sizeof line, "arena lower bound by lifetimes: %lld bytes\n", (long long)plan.arena_lower_bound);
    return text + line;
}

}  // namespace saddle::compile
