#include "engine/api/run_path.h"

#include <algorithm>
#include <cmath>
#include <cstdlib>
#include <filesystem>
#include <map>

namespace saddle::api {

Result<std::vector<Snapshot>> run_path(store::ExperimentStore& store, const std::string& store_path, const std::string& run) {
    std::map<uint64_t, Snapshot> by_step;
    std::error_code ignored;
    for (const auto& entry : std::filesystem::directory_iterator(store::run_folder(store_path, run) + "trail", ignored)) {
        const std::string name = entry.path().filename().string();
        if (name.rfind("step-", 0) != 0 || entry.path().extension() != ".safetensors") continue;  // one that is being written, say
        const uint64_t step = std::strtoull(name.c_str() + 5, nullptr, 10);
        by_step[step] = {step, entry.path().string(), ""};
    }
    TRY(const auto checkpoints, store.checkpoints(run));
    for (const store::CheckpointRow& row : checkpoints) by_step[row.step] = {row.step, row.path, row.hash};
    std::vector<Snapshot> path;
    for (auto& [step, snapshot] : by_step) path.push_back(std::move(snapshot));
    return path;
}

bool all_finite(const std::vector<NamedTensor>& tensors) {
    return std::all_of(tensors.begin(), tensors.end(), [](const NamedTensor& t) {
        return std::all_of(t.tensor.f32.begin(), t.tensor.f32.end(), [](float x) { return std::isfinite(x); });
    });
}

Result<std::optional<LoadedCheckpoint>> newest_finite(std::vector<Snapshot>& path) {
    std::optional<Error> damaged;
    for (; !path.empty(); path.pop_back()) {
        auto loaded = load_checkpoint(path.back().file, path.back().hash);
        if (!loaded.ok()) damaged = std::move(loaded.error());
        else if (all_finite(loaded->tensors)) return std::optional(std::move(*loaded));
    }
    if (damaged) return *damaged;
    return std::optional<LoadedCheckpoint>();
}

std::vector<NamedTensor> select(const std::vector<NamedTensor>& tensors, const std::vector<std::string>& names) {
    std::vector<NamedTensor> chosen;
    for (const std::string& name : names)
        for (const NamedTensor& tensor : tensors)
            if (tensor.name == name) chosen.push_back(tensor);
    return chosen;
}

}  // namespace saddle::api
