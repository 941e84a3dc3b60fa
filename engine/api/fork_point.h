#pragma once
// Internal to api: where a fork begins.
#include "engine/api/checkpoint.h"
#include "engine/graph/project.h"
#include "engine/store/experiment_store.h"

namespace saddle::api {

struct ForkPoint {
    store::RunRow run;
    LoadedCheckpoint checkpoint;
};
/// The point of "RUN" (its last checkpoint) or "RUN@STEP" with which a run of `project` goes on. Usage: nothing is stored there, or
/// the project cannot go on from there: batches are others than those that the point counts, or no epoch is left.
Result<ForkPoint> fork_point(store::ExperimentStore& store, const std::string& store_path, const std::string& fork, const Project& project);

}  // namespace saddle::api
