#include "engine/api/backend.h"
#include "engine/api/plan_diff.h"
#include "engine/compile/compile.h"

namespace saddle::api {
namespace {

/// Plans of the request's project on its device, each without some passes.
Result<std::vector<compile::ExecutionPlan>> compiled(const ProfileRequest& request, const std::string& entry, const std::vector<std::vector<std::string>>& off, bool keep_stages) {
    TRY(const auto source, request.open_data(request.project.data, request.data_path));
    TRY(const Backend backend, open_backend(request.device, request.store_path));
    std::vector<compile::ExecutionPlan> plans;
    for (const auto& passes : off) {
        TRY(compile::ExecutionPlan made, compile::compile({.project = request.project, .data = source->signature(), .batch = request.project.train.batch_size, .entry = entry,
                                                           .device = backend.executor->profile(), .choices = {}, .passes = {{passes.begin(), passes.end()}},
                                                           .keep_stages = keep_stages, .fed_draws = {}, .pass = {}}));
        plans.push_back(std::move(made));
    }
    return plans;
}

}  // namespace

Result<PlanText> plan(const ProfileRequest& request, const std::string& entry) {
    TRY(std::vector<compile::ExecutionPlan> plans, compiled(request, entry, {request.disabled_passes}, true));
    compile::ExecutionPlan& made = plans.front();
    PlanText text;
    text.stages = std::move(made.stages);
    text.arena_bytes = made.buffer_bytes[int(compile::BufferId::Arena)];
    text.arena_lower_bound = made.arena_lower_bound;
    text.parameter_bytes = made.buffer_bytes[int(compile::BufferId::Parameters)];
    text.kernels = int(made.calls.size());
    return text;
}

Result<compile::PlanDiff> plan_diff(const ProfileRequest& request, const std::vector<std::string>& off_before, const std::string& entry) {
    TRY(const std::vector<compile::ExecutionPlan> plans, compiled(request, entry, {off_before, request.disabled_passes}, false));
    return compile::difference(plans[0], plans[1]);
}

}  // namespace saddle::api
