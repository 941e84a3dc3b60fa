#include "engine/compile/compile.h"

#include <algorithm>

#include "engine/compile/observe.h"
#include "engine/compile/passes.h"
#include "engine/compile/plan_diff.h"

namespace saddle::compile {
namespace {

/// Milliseconds after which a new segment begins, so that a desktop's frames get through on a shared queue.
constexpr double kSegmentMs = 15;

/// Random ops read the step's counter and the seed: the program must hold those scalars before kernels are made.
void add_step_scalars(ir::Program& program, ir::EntryPoint& entry) {
    ops::Builder builder(program, entry);
    for (const ir::Instruction& instruction : std::vector<ir::Instruction>(entry.body))
        for (const char* name : {"step", "seed_low", "seed_high"})
            if (ops::find_op(instruction.op)->glsl.find(std::string("$") + name) != std::string::npos) builder.step(name, DType::I32);
}

std::vector<int> segments(const std::vector<ops::KernelCall>& calls, const DeviceProfile& device) {
    const double flops_per_ms = (device.peak_gflops > 0 ? device.peak_gflops : 20) * 1e6 * 0.3;
    const double bytes_per_ms = (device.peak_gbytes_per_s > 0 ? device.peak_gbytes_per_s : 5) * 1e6 * 0.5;
    std::vector<int> starts;
    double ms = 0;
    for (size_t i = 0; i < calls.size(); ++i) {
        if (i == 0 || calls[i].phase != calls[i - 1].phase || ms > kSegmentMs) {
            starts.push_back(int(i));
            ms = 0;
        }
        ms += std::max(calls[i].flops / flops_per_ms, calls[i].bytes / bytes_per_ms);
    }
    return starts;
}

Status check_names(const PassOptions& passes) {
    const std::vector<std::string>& all = optional_passes();
    for (const std::string& pass : passes.disabled) {
        if (std::find(all.begin(), all.end(), pass) != all.end()) continue;
        std::string names;
        for (const std::string& name : all) names += (names.empty() ? "" : ", ") + name;
        return invalid("no pass '" + pass + "' can be switched off", "there are " + names);
    }
    return {};
}

}  // namespace

Result<ExecutionPlan> compile_program(ir::Program program, const std::string& entry_name, int64_t batch, const DeviceProfile& device,
                                      const PassOptions& passes, const KernelChoices& choices, bool keep_stages) {
    ExecutionPlan plan;
    plan.entry = entry_name;
    plan.batch = batch;
    plan.device = device.name;
    const auto stage = [&](const char* name, auto&& text) {
        if (keep_stages) plan.stages.emplace_back(name, text());
    };
    std::erase_if(program.entries, [&](const ir::EntryPoint& e) { return e.name != entry_name; });
    ir::EntryPoint& entry = *program.entry(entry_name);
    const bool batch_last = activation_layout(device) == ops::Layout::BatchLast;
    if (!batch_last)  // the batch is an axis like any other
        for (ir::Value& value : program.values) value.batched = false;

    TRY_STATUS(decompose(program, entry));
    if (!batch_last)
        for (ir::Value& value : program.values) value.batched = false;
    if (passes.on("dead-code")) remove_dead_code(entry);
    if (passes.on("common-subexpressions")) {
        join_common_subexpressions(program, entry);
        if (passes.on("dead-code")) remove_dead_code(entry);   // what led to a result that is taken from elsewhere
    }
    if (batch_last) TRY_STATUS(align_layouts(program, entry));
    if (passes.on("recompute")) recompute(program, entry);
    add_step_scalars(program, entry);
    TRY_STATUS(ir::verify(program));
    stage("decomposed", [&] { return ir::dump(program); });

    const std::vector<Group> groups = fuse(program, entry, passes);
    stage("fused", [&] { return dump(entry, groups); });

    TRY(plan.calls, schedule(program, entry, groups, device, passes, choices, plan.kernel_choices));
    plan.segment_starts = segments(plan.calls, device);
    plan.program = std::move(program);
    TRY_STATUS(plan_memory(plan, device, passes));
    stage("plan", [&] { return dump(plan); });
    return plan;
}

Result<ExecutionPlan> compile(const CompileRequest& request) {
    TRY_STATUS(check_names(request.passes));
    TRY(ir::Program program, lower(request.project, request.data, request.batch));
    std::vector<std::pair<std::string, std::string>> stages;
    if (request.keep_stages) stages.emplace_back("ir", ir::dump(program));
    if (!request.fed_draws.empty()) {
        TRY([[maybe_unused]] const auto names, feed_draws(program, request.entry, request.fed_draws));
    }
    const bool observes = request.entry == kObserve;
    if (observes || request.entry == "train") TRY_STATUS(differentiate_objectives(program, request.project.train));
    if (observes) TRY_STATUS(observe(program));
    if (request.entry == "train") {
        if (request.keep_stages) stages.emplace_back("gradients", ir::dump(program));
        if (request.passes.on("sparse-update")) TRY_STATUS(update_rows(program, request.project.train));
        TRY_STATUS(append_update(program, request.project.train, request.pass));
    }
    TRY(ExecutionPlan plan, compile_program(std::move(program), request.entry, request.batch, request.device, request.passes,
                                            request.choices, request.keep_stages));
    plan.stages.insert(plan.stages.begin(), stages.begin(), stages.end());
    return plan;
}

}  // namespace saddle::compile
