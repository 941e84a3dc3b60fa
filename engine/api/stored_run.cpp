#include "engine/api/stored_run.h"

#include <algorithm>

#include "engine/api/run_path.h"

namespace saddle::api {

Result<StoredRun> load_run_without_weights(const std::string& id, const std::string& store_path, const train::DataOpener& open_data, const std::string& data_path) {
    StoredRun run;
    run.store_path = store::store_or_default(store_path);
    TRY(const auto store, store::ExperimentStore::open(run.store_path));
    TRY(run.row, store->run(id));
    TRY(run.project, read_project(run.row.project_json, "run " + run.row.id));
    if (open_data) {
        TRY(run.source, open_data(run.project.data, data_path.empty() ? run.row.data_path : data_path));
    }
    return run;
}

Error no_checkpoint(const store::RunRow& run) { return {ErrorKind::Incompatible, "run " + run.id + " (" + run.status + ") has no checkpoint", "train it again", {}}; }

Result<LoadedCheckpoint> stored_point(store::ExperimentStore& store, const std::string& store_path, const store::RunRow& run, std::optional<uint64_t> step) {
    TRY(auto path, run_path(store, store_path, run.id, step));
    if (!step) std::erase_if(path, [](const Snapshot& point) { return !point.checkpoint(); });
    if (path.empty()) return no_checkpoint(run);
    return load_checkpoint(path.back().file, path.back().hash);
}

Result<StoredRun> load_run(const std::string& id, const std::string& store_path, const train::DataOpener& open_data, const std::string& data_path, std::optional<uint64_t> step) {
    TRY(StoredRun run, load_run_without_weights(id, store_path, open_data, data_path));
    TRY(const auto store, store::ExperimentStore::open(run.store_path));
    TRY(run.checkpoint, stored_point(*store, run.store_path, run.row, step));
    return run;
}

Result<train::Split> choose_split(const train::DataSource& source, const std::optional<train::Split>& asked) {
    const train::Split split = asked.value_or(source.size(train::Split::Validation) > 0 ? train::Split::Validation : train::Split::Train);
    if (source.size(split) == 0)
        return invalid("the data set '" + source.info().name + "' has no " + std::string(name(split)) + " split", "use --split train");
    return split;
}

std::vector<NamedTensor> model_tensors(const LoadedCheckpoint& checkpoint) {
    std::vector<NamedTensor> tensors;
    for (const NamedTensor& tensor : checkpoint.tensors)
        if (tensor.name.find(':') == std::string::npos) tensors.push_back(tensor);
    for (NamedTensor& tensor : tensors)
        for (const NamedTensor& other : checkpoint.tensors)
            if (other.name == tensor.name + ":ema") tensor.tensor = other.tensor;
    return tensors;
}

Result<std::vector<Tensor>> training_batch(const train::DataSource& source, int64_t samples, uint64_t seed) {
    std::vector<uint32_t> order = train::sample_order(source.size(train::Split::Train), seed, 0, true);
    order.resize(std::min(order.size(), size_t(std::max<int64_t>(0, samples))));
    if (order.empty()) return invalid("the landscape needs training samples, the data set '" + source.info().name + "' has none");
    std::vector<Tensor> batch;
    TRY_STATUS(source.read(train::Split::Train, order, {}, batch));
    return batch;
}

Result<LoadedModel> load_model(const StoredRun& run, const std::string& device, const std::string& entry, int64_t batch) {
    LoadedModel model;
    TRY(model.backend, open_backend(device, run.store_path));
    model.plans = std::make_unique<train::PlanCache>(run.project, run.source->signature(), *model.backend.executor);
    TRY([[maybe_unused]] const auto plan, model.plans->get(entry, batch));
    TRY_STATUS(restore(*model.backend.executor, model_tensors(run.checkpoint)));
    return model;
}

}  // namespace saddle::api
