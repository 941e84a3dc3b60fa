#pragma once
// Internal to api: a run's recorded way through parameter space.
#include <optional>
#include <string>
#include <vector>

#include "engine/api/checkpoint.h"
#include "engine/store/experiment_store.h"

namespace saddle::api {

struct Snapshot {
    uint64_t step = 0;
    std::string file;
    std::string hash;   ///< of checkpoints; empty for points of the trail
};
/// Checkpoints and points of the trail by step, oldest first, one of each step. Empty for a run that has just begun.
Result<std::vector<Snapshot>> run_path(store::ExperimentStore& store, const std::string& store_path, const std::string& run);

/// The newest snapshot whose values are finite (a diverged run may have recorded NaN at its end); newer ones are taken off the
/// path. None: the path is empty then. The error is that of a damaged file, where no other is left.
Result<std::optional<LoadedCheckpoint>> newest_finite(std::vector<Snapshot>& path);
bool all_finite(const std::vector<NamedTensor>& tensors);

/// Those of `tensors` that have these names, in the order of the names.
std::vector<NamedTensor> select(const std::vector<NamedTensor>& tensors, const std::vector<std::string>& names);

}  // namespace saddle::api
