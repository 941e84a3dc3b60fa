#pragma once
// Internal to api: a run's recorded way through parameter space.
#include <string>
#include <vector>

#include "engine/store/experiment_store.h"

namespace saddle::api {

struct Snapshot {
    uint64_t step = 0;
    std::string file;
    std::string hash;   ///< of checkpoints; empty for points of the trail
};
/// Checkpoints and points of the trail by step, oldest first, one of each step. Empty for a run that has just begun.
Result<std::vector<Snapshot>> run_path(store::ExperimentStore& store, const std::string& store_path, const std::string& run);

}  // namespace saddle::api
