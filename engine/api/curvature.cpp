#include "engine/api/curvature.h"

#include <algorithm>
#include <chrono>

#include "engine/analysis/landscape.h"
#include "engine/api/rest.h"
#include "engine/api/run_curvature.h"
#include "engine/api/run_path.h"

namespace saddle::api {
namespace {

constexpr int kDensitySteps = 60, kDensityPoints = 201;
constexpr double kDensityWidth = 0.01;   // of the spectrum's extent

}  // namespace

std::vector<NamedTensor> named_batch(const StoredRun& run, const std::vector<Tensor>& batch) {
    std::vector<NamedTensor> inputs;
    for (size_t i = 0; i < batch.size(); ++i) inputs.push_back({run.source->signature().ports[i].name, batch[i]});
    return inputs;
}

Result<analysis::Curvature> curvature_of(const StoredRun& run, const LoadedModel& model, const std::vector<Tensor>& batch, int64_t samples) {
    TRY(const ir::Program forward, compile::lower(run.project, run.source->signature(), samples));
    return analysis::Curvature::make(forward, samples, named_batch(run, batch), *model.backend.executor);
}

Result<CurvatureReport> curvature(const CurvatureRequest& request, const std::function<void(const CurvatureReport&)>& progress, const Cancellation& cancellation) {
    if (request.largest < 1 || request.largest > 100) return Error{ErrorKind::Usage, std::to_string(request.largest) + " eigenvalues are outside 1 to 100", "", {}};
    if (request.samples < 1) return Error{ErrorKind::Usage, "the curvature needs at least one sample", "", {}};
    if (request.grid && !request.grid->plane) return Error{ErrorKind::Usage, "the plane of this landscape was too large to be kept", "", {}};
    TRY(StoredRun run, load_run_without_weights(request.run, request.store_path, request.open_data, request.data_path));
    TRY(const auto store, store::ExperimentStore::open(run.store_path));
    TRY(std::vector<Snapshot> path, run_path(*store, run.store_path, run.row.id, request.step));
    if (request.grid) std::erase_if(path, [&](const Snapshot& snapshot) { return snapshot.step != request.grid->step; });
    TRY(auto newest, newest_finite(path));
    if (!newest) return no_checkpoint(run.row);
    run.checkpoint = std::move(*newest);
    const int64_t samples = std::min<int64_t>(request.samples, run.source->size(train::Split::Train));
    TRY(const std::vector<Tensor> batch, training_batch(*run.source, samples, request.seed));
    TRY(const LoadedModel model, load_model(run, request.device, "eval", samples));
    TRY(analysis::Curvature curvature, curvature_of(run, model, batch, samples));
    TRY_STATUS(curvature.move_to(request.grid ? analysis::point(*request.grid->plane, request.a, request.b) : run.checkpoint.tensors));

    CurvatureReport report;
    report.run = run.row.id;
    report.step = run.checkpoint.position.step;
    report.samples = samples;
    report.parameters = int64_t(curvature.size());
    report.exact = curvature.exact();
    report.obstacle = curvature.obstacle();
    report.difference_step = report.exact ? 0 : curvature.step();
    TRY(const analysis::Curvature::Slope slope, curvature.slope());
    report.loss = slope.loss;
    report.gradient_norm = analysis::length(slope.gradient);

    if (progress) progress(report);
    const auto training = [&] { return request.phase && request.phase() == RunPhase::Training; };
    const analysis::Product product = [&](const analysis::Vector& v) -> Result<analysis::Vector> {
        const auto began = std::chrono::steady_clock::now();
        TRY(analysis::Vector image, curvature.times(v));
        ++report.products;
        if (progress) progress(report);
        const std::chrono::duration<double, std::milli> took = std::chrono::steady_clock::now() - began;
        if (training()) rest_beside(training, cancellation, rest_after(took.count()));
        if (cancellation.cancelled()) return Error{ErrorKind::Interrupted, "the curvature was cancelled after " + std::to_string(report.products) + " products", "", {}};
        return image;
    };
    TRY(const analysis::Extremes found, analysis::extremes(product, curvature.size(), {.largest = request.largest, .most_products = request.most_products, .seed = request.seed}));
    for (const analysis::Eigenpair& pair : found.largest) report.largest.push_back({pair.value, pair.residual});
    report.smallest = {found.smallest.value, found.smallest.residual};
    if (progress) progress(report);
    if (request.probes < 1) return report;
    TRY(const analysis::SpectralDensity density, analysis::spectral_density(product, curvature.size(), request.probes, kDensitySteps, request.seed));
    report.mean = density.mean([](double x) { return x; });
    report.negative = density.mean([](double x) { return x < 0 ? 1 : 0; });
    const double low = found.smallest.value, high = found.largest[0].value, extent = std::max(high - low, 1e-12);
    for (int i = 0; i < kDensityPoints; ++i) {
        const double at = low + extent * (1.1 * i / (kDensityPoints - 1) - 0.05);
        report.density.emplace_back(at, density.at(at, kDensityWidth * extent));
    }
    return report;
}

}  // namespace saddle::api
