// What a run has stored of its model, and of the time it takes.
#include "engine/analysis/trace.h"
#include "engine/api/compare_runs.h"
#include "engine/api/run_content.h"
#include "engine/api/stored_run.h"
#include "engine/exchange/model_export.h"

namespace saddle::api {

Result<RunContent> run_npz(const ExportedRun& run) {
    TRY(const LoadedCheckpoint point, stored_point(run.store, run.store_path, run.row, run.step));
    TRY(std::string bytes, exchange::npz(point.tensors));
    return RunContent{std::move(bytes), counted(point.tensors.size(), "array") + " of step " + std::to_string(point.position.step)};
}

Result<RunContent> run_trace(const ExportedRun& run) {
    TRY(const auto kernels, run.store.kernels(run.row.id));
    if (kernels.empty()) return invalid("run " + run.row.id + " has no profile of its kernels", "one step in 64 is measured: train longer, or `saddle profile PROJECT --trace FILE`");
    return RunContent{analysis::trace_json(stored_profile(run.row, kernels)), counted(kernels.size(), "kernel call") + " of a step, end to end: the gaps between them are not stored"};
}

}  // namespace saddle::api
