#include "engine/api/run_path.h"

#include <algorithm>
#include <cmath>
#include <cstdio>
#include <cstdlib>
#include <filesystem>
#include <limits>
#include <map>
#include <numeric>

namespace saddle::api {

std::string point_file(const std::string& folder, const char* kind, uint64_t step) {
    char name[64];
    std::snprintf(name, sizeof name, "%s/step-%010llu.safetensors", kind, (unsigned long long)step);
    return folder + name;
}

Result<std::vector<Snapshot>> run_path(store::ExperimentStore& store, const std::string& store_path, const std::string& run, std::optional<uint64_t> until) {
    std::map<uint64_t, Snapshot> by_step;
    std::error_code ignored;
    for (const auto& entry : std::filesystem::directory_iterator(store::run_folder(store_path, run) + "trail", ignored)) {
        const std::string name = entry.path().filename().string();
        if (name.rfind("step-", 0) != 0 || entry.path().extension() != ".safetensors") continue;  // one that is being written, say
        const uint64_t step = std::strtoull(name.c_str() + 5, nullptr, 10);
        const auto bytes = entry.file_size(ignored);
        if (!ignored) by_step[step] = {step, entry.path().string(), "", int64_t(bytes), {}};   // else it was thinned out just now
    }
    TRY(const auto checkpoints, store.checkpoints(run));
    for (const store::CheckpointRow& row : checkpoints) by_step[row.step] = {row.step, row.path, row.hash, row.bytes, {}};
    for (const char* name : {"epoch_train_loss", "val_loss"}) {   // the second counts where there is one
        TRY(const std::vector<store::MetricRow> losses, store.metrics(run, name));
        for (const store::MetricRow& row : losses)
            if (const auto it = by_step.find(row.step); it != by_step.end() && row.name == name) it->second.loss = row.value;
    }
    std::vector<Snapshot> path;
    for (auto& [step, snapshot] : by_step) path.push_back(std::move(snapshot));
    return until ? path_until(std::move(path), *until, run) : path;
}

Result<std::vector<Snapshot>> path_until(std::vector<Snapshot> path, uint64_t step, const std::string& run) {
    const auto it = std::find_if(path.begin(), path.end(), [&](const Snapshot& s) { return s.step == step; });
    if (it == path.end()) return Error{ErrorKind::Usage, "run " + run + " has stored nothing at step " + std::to_string(step), path.empty() ? "" : "it has steps " + steps_of(path), {}};
    path.erase(it + 1, path.end());
    return path;
}

std::string steps_of(const std::vector<Snapshot>& path) {
    std::string text;
    for (const Snapshot& snapshot : path) text += (text.empty() ? "" : ", ") + std::to_string(snapshot.step);
    return text;
}

int64_t bytes_of(const std::vector<Snapshot>& path) {
    return std::accumulate(path.begin(), path.end(), int64_t(0), [](int64_t sum, const Snapshot& point) { return sum + point.bytes; });
}

std::vector<Snapshot>::const_iterator best_of(const std::vector<Snapshot>& path) {
    auto best = path.end();
    for (auto it = path.begin(); it != path.end(); ++it)
        if (it->checkpoint() && it->loss && std::isfinite(*it->loss) && (best == path.end() || *it->loss < *best->loss)) best = it;
    return best;
}

std::vector<Snapshot> surplus(std::vector<Snapshot> path, int64_t bytes) {
    std::vector<Snapshot> gone;
    const auto best = best_of(path);
    const auto last = std::find_if(path.rbegin(), path.rend(), [](const Snapshot& point) { return point.checkpoint(); });
    const std::optional<uint64_t> best_step = best == path.end() ? std::nullopt : std::optional(best->step), last_step = last == path.rend() ? std::nullopt : std::optional(last->step);
    for (int64_t left = bytes_of(path); left > bytes;) {
        constexpr uint64_t kNone = std::numeric_limits<uint64_t>::max();
        size_t nearest = path.size();
        uint64_t least = kNone;
        for (size_t i = 0; i + 1 < path.size(); ++i) {
            if (path[i].step == best_step || path[i].step == last_step) continue;
            const uint64_t between = i == 0 ? kNone - 1 : path[i + 1].step - path[i - 1].step;   // the first one goes last
            if (between >= least) continue;
            least = between;
            nearest = i;
        }
        if (nearest == path.size()) break;
        left -= path[nearest].bytes;
        gone.push_back(std::move(path[nearest]));
        path.erase(path.begin() + std::ptrdiff_t(nearest));
    }
    return gone;
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
