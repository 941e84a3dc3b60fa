#include "engine/analysis/landscape.h"

#include <algorithm>
#include <chrono>
#include <cmath>
#include <filesystem>
#include <limits>

#include "engine/api/run.h"
#include "engine/api/stored_run.h"

namespace saddle::api {
namespace {

/// The run's recorded snapshots, oldest first; ones that cannot be read are passed over.
std::vector<LoadedCheckpoint> load_trail(const StoredRun& run) {
    std::vector<std::string> files;
    std::error_code ignored;
    for (const auto& entry : std::filesystem::directory_iterator(store::run_folder(run.store_path, run.row.id) + "trail", ignored))
        files.push_back(entry.path().string());
    std::sort(files.begin(), files.end());
    std::vector<LoadedCheckpoint> trail;
    for (const std::string& file : files)
        if (auto loaded = load_checkpoint(file, ""); loaded.ok()) trail.push_back(std::move(*loaded));
    return trail;
}

class LossProbe {
public:
    LossProbe(LoadedModel model, std::vector<Tensor> batch, int64_t samples) : model_(std::move(model)), batch_(std::move(batch)), samples_(samples) {}
    runtime::Executor& executor() { return *model_.backend.executor; }
    Result<double> at(const std::vector<NamedTensor>& parameters) {
        for (const NamedTensor& tensor : parameters) TRY_STATUS(executor().set(tensor.name, tensor.tensor));
        TRY(const auto plan, model_.plans->get("eval", samples_));
        TRY_STATUS(executor().submit(*plan, train::select_inputs(*plan, model_.plans->data(), batch_), {}, false));
        TRY(const runtime::StepResult result, executor().wait());
        return double(result.outputs.at("loss").f32.at(0));
    }

private:
    LoadedModel model_;
    const std::vector<Tensor> batch_;
    const int64_t samples_;
};

}  // namespace

Result<LandscapeGrid> landscape(const LandscapeRequest& request, const std::function<void(std::shared_ptr<const LandscapeGrid>)>& progress,
                                const Cancellation& cancellation) {
    if (request.size < 3 || request.size > 201) return invalid("a landscape of size " + std::to_string(request.size) + " is outside 3 to 201");
    if (!(request.range > 0)) return invalid("the landscape's range must be positive");
    if (request.axes != "random" && request.axes != "pca")
        return invalid("unknown axes '" + request.axes + "'", "use random or pca");
    TRY(const StoredRun run, load_run(request.run, request.store_path, request.open_data, request.data_path));
    const int64_t samples = std::min<int64_t>(request.samples, run.source->size(train::Split::Train));
    std::vector<uint32_t> order = train::sample_order(run.source->size(train::Split::Train), request.seed, 0, true);
    order.resize(size_t(samples));
    std::vector<Tensor> batch;
    TRY_STATUS(run.source->read(train::Split::Train, order, {}, batch));
    TRY(LoadedModel model, load_model(run, request.device, "eval", samples));

    // Directions move what training moves: parameters. Running statistics stay at the centre's.
    TRY(const auto eval_plan, model.plans->get("eval", samples));
    std::vector<std::string> parameters;
    for (const ir::ValueId id : eval_plan->program.of_kind(ir::ValueKind::Parameter)) parameters.push_back(eval_plan->program[id].name);
    const auto select = [&](const std::vector<NamedTensor>& tensors) {
        std::vector<NamedTensor> chosen;
        for (const std::string& name : parameters)
            for (const NamedTensor& tensor : tensors)
                if (tensor.name == name) chosen.push_back(tensor);
        return chosen;
    };
    std::vector<std::vector<NamedTensor>> path;
    std::vector<uint64_t> path_steps;
    for (const LoadedCheckpoint& snapshot : load_trail(run)) {
        path.push_back(select(snapshot.tensors));
        path_steps.push_back(snapshot.position.step);
        if (path.back().size() != parameters.size()) return Error{ErrorKind::Incompatible, "the trail of run " + run.row.id + " is of another model", "", {}};
    }
    const std::vector<NamedTensor> centre = select(run.checkpoint.tensors);
    const analysis::Plane plane = request.axes == "pca" ? analysis::pca_plane(centre, path, request.seed) : analysis::random_plane(centre, request.seed);
    LossProbe probe(std::move(model), std::move(batch), samples);

    LandscapeGrid grid;
    grid.run = run.row.id;
    grid.axes = request.axes;
    grid.size = request.size;
    grid.range = request.range;
    grid.step = run.checkpoint.position.step;
    grid.explained[0] = plane.explained[0];
    grid.explained[1] = plane.explained[1];
    grid.loss.assign(size_t(request.size) * size_t(request.size), std::numeric_limits<float>::quiet_NaN());
    TRY(grid.centre_loss, probe.at(centre));
    for (size_t i = 0; i < path.size(); ++i) {
        const analysis::Projection p = analysis::project(plane, path[i]);
        TRY(const double loss, probe.at(path[i]));
        grid.trail.push_back({p.a, p.b, loss, p.distance, path_steps[i]});
    }
    auto last_told = std::chrono::steady_clock::now();
    const std::vector<int> cells = analysis::coarse_to_fine(request.size);
    for (size_t done = 0; done < cells.size(); ++done) {
        if (cancellation.cancelled()) return Error{ErrorKind::Interrupted, "the landscape was cancelled after " + std::to_string(done) + " points", "", {}};
        const int i = cells[done] % request.size, j = cells[done] / request.size;
        const auto coordinate = [&](int k) { return request.range * (2.0 * k / (request.size - 1) - 1); };
        TRY(const double loss, probe.at(analysis::point(plane, coordinate(i), coordinate(j))));
        grid.loss[size_t(cells[done])] = float(loss);
        grid.done = double(done + 1) / double(cells.size());
        const auto now = std::chrono::steady_clock::now();
        if (progress && (now - last_told > std::chrono::milliseconds(100) || done + 1 == cells.size())) {
            last_told = now;
            progress(std::make_shared<const LandscapeGrid>(grid));
        }
    }
    return grid;
}

}  // namespace saddle::api
