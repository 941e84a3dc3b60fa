#include "engine/compile/plan_diff.h"

#include <algorithm>
#include <cstdio>
#include <tuple>

namespace saddle::compile {
namespace {

using Work = PlanDiff::Work;

void add(Work& work, const ops::KernelCall& call) {
    work.calls += 1;
    work.flops += call.flops;
    work.bytes += call.bytes;
}

PlanDiff::Total total(const ExecutionPlan& plan) {
    PlanDiff::Total t{{}, plan.buffer_bytes[int(BufferId::Arena)], plan.arena_lower_bound};
    for (const ops::KernelCall& call : plan.calls) add(t.work, call);
    return t;
}

std::string text(const Work& work) {
    char line[128];
    std::snprintf(line, sizeof line, "%d %s, %.3f MFLOP, %.1f KiB", work.calls, work.calls == 1 ? "call" : "calls", work.flops / 1e6, work.bytes / 1024);
    return line;
}

}  // namespace

const std::vector<std::string>& fusion_passes() {
    static const std::vector<std::string> names{"fuse-elementwise", "fuse-epilogue", "fuse-prologue"};
    return names;
}

const std::vector<std::string>& optional_passes() {
    static const std::vector<std::string> names{"dead-code", "common-subexpressions", "recompute", "fuse-elementwise", "fuse-epilogue", "fuse-prologue", "winograd", "sparse-update", "reuse-memory"};
    return names;
}

PlanDiff difference(const ExecutionPlan& before, const ExecutionPlan& after) {
    PlanDiff diff;
    diff.before = total(before);
    diff.after = total(after);
    std::map<std::tuple<ir::Phase, NodeId, std::string, std::string>, size_t> known;
    std::map<NodeId, size_t> order;       // of nodes, as they first come
    std::vector<PlanDiff::Kernel> all;
    const auto take = [&](const ExecutionPlan& plan, Work PlanDiff::Kernel::* side) {
        for (const ops::KernelCall& call : plan.calls) {
            const std::string source = call.text.empty() ? call.source : "generated";
            order.try_emplace(call.node, order.size());
            const auto [found, is_new] = known.try_emplace({call.phase, call.node, call.kernel, source}, all.size());
            if (is_new) all.push_back({call.phase, call.node, call.kernel, source, {}, {}});
            add(all[found->second].*side, call);
        }
    };
    take(before, &PlanDiff::Kernel::before);
    take(after, &PlanDiff::Kernel::after);
    for (PlanDiff::Kernel& kernel : all) {
        if (kernel.before == kernel.after) diff.same += kernel.after.calls;
        else diff.kernels.push_back(std::move(kernel));
    }
    std::stable_sort(diff.kernels.begin(), diff.kernels.end(), [&](const PlanDiff::Kernel& a, const PlanDiff::Kernel& b) {
        return std::tuple(a.phase, order.at(a.node)) < std::tuple(b.phase, order.at(b.node));
    });
    return diff;
}

std::string dump(const PlanDiff& diff) {
    std::string out;
    char line[512];
    for (const PlanDiff::Kernel& k : diff.kernels) {
        const char mark = k.before.calls == 0 ? '+' : k.after.calls == 0 ? '-' : '~';
        std::snprintf(line, sizeof line, "%c %-9s %-10s %-26s %-34s ", mark, ir::name(k.phase), k.node.c_str(), k.kernel.c_str(), k.source.c_str());
        out += line + (mark == '+' ? text(k.after) : mark == '-' ? text(k.before) : text(k.before) + " -> " + text(k.after)) + "\n";
    }
    const PlanDiff::Total &b = diff.before, &a = diff.after;
    out += std::to_string(diff.same) + " calls are the same\n";
    out += "before: " + text(b.work) + ", arena " + std::to_string(b.arena_bytes) + " bytes, lower bound " + std::to_string(b.arena_lower_bound) + "\n";
    return out + "after:  " + text(a.work) + ", arena " + std::to_string(a.arena_bytes) + " bytes, lower bound " + std::to_string(a.arena_lower_bound) + "\n";
}

}  // namespace saddle::compile
