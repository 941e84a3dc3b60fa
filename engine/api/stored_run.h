#pragma once
// Internal to api: a finished (or interrupted) run brought back: its project, weights and an executor that holds them.
#include "engine/api/backend.h"
#include "engine/api/checkpoint.h"
#include "engine/api/data.h"
#include "engine/store/experiment_store.h"

namespace saddle::api {

struct StoredRun {
    std::string store_path;
    store::RunRow row;
    Project project;
    LoadedCheckpoint checkpoint;   ///< its weights, and where it was then
    std::shared_ptr<const train::DataSource> source;   ///< null when no opener was given
};
/// Everything but the weights, which a run in progress may not have stored yet.
Result<StoredRun> load_run_without_weights(const std::string& run, const std::string& store_path, const train::DataOpener& open_data, const std::string& data_path);
/// With the weights of its last checkpoint, or of the stored point at `step`: Usage, with the steps that there are, where nothing is stored.
Result<StoredRun> load_run(const std::string& run, const std::string& store_path, const train::DataOpener& open_data, const std::string& data_path, std::optional<uint64_t> step = {});
/// The weights alone of that checkpoint or point.
Result<LoadedCheckpoint> stored_point(store::ExperimentStore& store, const std::string& store_path, const store::RunRow& run, std::optional<uint64_t> step);
/// Of a run that has stored nothing, or nothing finite.
Error no_checkpoint(const store::RunRow& run);

/// The split that was asked for, else validation where the set has it, else training. Invalid: the set has no such split.
Result<train::Split> choose_split(const train::DataSource& source, const std::optional<train::Split>& asked);

/// Tensors of the model alone: parameters (their running means, where the run kept those: TrainConfig::ema) and running
/// statistics, without the optimizer's state ("name:momentum").
std::vector<NamedTensor> model_tensors(const LoadedCheckpoint& checkpoint);

/// The first `samples` of the training split in the order that `seed` gives, or all where it has fewer: what losses around a
/// run are taken on: a tensor a port. Invalid where there are none.
Result<std::vector<Tensor>> training_batch(const train::DataSource& source, int64_t samples, uint64_t seed);

/// A device and an executor that hold the run's weights.
struct LoadedModel {
    Backend backend;
    std::unique_ptr<train::PlanCache> plans;
};
/// `entry` is compiled for `batch`, so that the executor knows the parameters it is given.
Result<LoadedModel> load_model(const StoredRun& run, const std::string& device, const std::string& entry, int64_t batch);

}  // namespace saddle::api
