#include "engine/api/run_path.h"

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

}  // namespace saddle::api
