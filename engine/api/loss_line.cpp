#include <algorithm>
#include <cmath>

#include "engine/api/curvature.h"
#include "engine/api/rest.h"
#include "engine/api/run_path.h"
#include "engine/api/stored_run.h"

namespace saddle::api {
namespace {

Result<LoadedCheckpoint> snapshot_at(const std::vector<Snapshot>& path, uint64_t step, const std::string& run) {
    TRY(const std::vector<Snapshot> until, path_until(path, step, run));
    TRY(LoadedCheckpoint loaded, load_checkpoint(until.back().file, until.back().hash));
    if (!all_finite(loaded.tensors)) return invalid("the weights of run " + run + " at step " + std::to_string(step) + " are not finite");
    return loaded;
}

}  // namespace

Result<LossLine> loss_line(const LineRequest& request, const std::function<void(const LossLine&)>& progress, const Cancellation& cancellation) {
    if (request.size < 2 || request.size > 10001) return Error{ErrorKind::Usage, "a line of " + std::to_string(request.size) + " points is outside 2 to 10001", "", {}};
    if (!(request.range > 0)) return Error{ErrorKind::Usage, "the line's range must be positive", "", {}};
    TRY(StoredRun run, load_run_without_weights(request.run, request.store_path, request.open_data, request.data_path));
    TRY(const auto store, store::ExperimentStore::open(run.store_path));
    TRY(const std::vector<Snapshot> path, run_path(*store, run.store_path, run.row.id));
    if (path.size() < 2 && !(request.from && request.to))
        return Error{ErrorKind::Incompatible, "a line needs two stored points of a run, run " + run.row.id + " (" + run.row.status + ") has " + std::to_string(path.size()), "train it longer", {}};
    LossLine line;
    line.run = run.row.id;
    line.from = request.from.value_or(path.empty() ? 0 : path.front().step);
    line.to = request.to.value_or(path.empty() ? 0 : path.back().step);
    if (line.from == line.to) return Error{ErrorKind::Usage, "both ends of the line are step " + std::to_string(line.to), "it has steps " + steps_of(path), {}};
    TRY(run.checkpoint, snapshot_at(path, line.from, run.row.id));
    TRY(const LoadedCheckpoint end, snapshot_at(path, line.to, run.row.id));

    const int64_t samples = std::min<int64_t>(request.samples, run.source->size(train::Split::Train));
    TRY(const std::vector<Tensor> batch, training_batch(*run.source, samples, request.seed));
    TRY(const LoadedModel model, load_model(run, request.device, "eval", samples));
    TRY(const auto plan, model.plans->get("eval", samples));
    runtime::Executor& executor = *model.backend.executor;
    const std::vector<NamedTensor> first = select(run.checkpoint.tensors, executor.names()), last = select(end.tensors, executor.names());
    if (first.size() != last.size()) return Error{ErrorKind::Incompatible, "the trail of run " + line.run + " is of another model", "", {}};
    for (size_t t = 0; t < first.size(); ++t)
        if (plan->program.find(ir::ValueKind::Parameter, first[t].name))
            for (size_t k = 0; k < first[t].tensor.f32.size(); ++k) line.distance += std::pow(double(last[t].tensor.f32[k]) - double(first[t].tensor.f32[k]), 2);
    line.distance = std::sqrt(line.distance);
    const auto training = [&] { return request.phase && request.phase() == RunPhase::Training; };
    for (int i = 0; i < request.size; ++i) {
        if (cancellation.cancelled()) return Error{ErrorKind::Interrupted, "the line was cancelled after " + std::to_string(i) + " points", "", {}};
        line.at.push_back(0.5 + request.range * (2.0 * i / (request.size - 1) - 1));
        for (size_t t = 0; t < first.size(); ++t) {
            Tensor here = first[t].tensor;
            for (size_t k = 0; k < here.f32.size(); ++k) here.f32[k] = float((1 - line.at.back()) * double(here.f32[k]) + line.at.back() * double(last[t].tensor.f32[k]));
            TRY_STATUS(executor.set(first[t].name, here));
        }
        TRY_STATUS(executor.submit(*plan, train::select_inputs(*plan, model.plans->data(), batch), {}, false));
        TRY(const runtime::StepResult result, executor.wait());
        line.loss.push_back(double(result.outputs.at("loss").f32.at(0)));
        if (training()) rest_beside(training, cancellation, rest_after(result.device_ms()));
        if (progress) progress(line);
    }
    return line;
}

}  // namespace saddle::api
