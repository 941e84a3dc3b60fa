#pragma once
// A run's recorded way through parameter space: its checkpoints and the points of its trail.
#include <optional>
#include <string>
#include <vector>

#include "engine/api/checkpoint.h"
#include "engine/store/experiment_store.h"

namespace saddle::api {

struct Snapshot {
    uint64_t step = 0;
    std::string file;
    std::string hash;              ///< of checkpoints; empty for points of the trail
    int64_t bytes = 0;
    std::optional<double> loss;    ///< where an epoch ended: of the validation split or, without one, of training
    bool checkpoint() const { return !hash.empty(); }
};
/// Where a point lies in the run's folder: of its "checkpoints", or of its "trail".
std::string point_file(const std::string& folder, const char* kind, uint64_t step);
/// Checkpoints and points of the trail by step, oldest first, one of each step. Empty for a run that has just begun. With `until`,
/// the path as it was at that step: Usage when nothing is stored there, the hint lists the steps that there are.
Result<std::vector<Snapshot>> run_path(store::ExperimentStore& store, const std::string& store_path, const std::string& run, std::optional<uint64_t> until = {});
/// The same of a path that is known.
Result<std::vector<Snapshot>> path_until(std::vector<Snapshot> path, uint64_t step, const std::string& run);

std::string steps_of(const std::vector<Snapshot>& path);   ///< "0, 15, 30"
int64_t bytes_of(const std::vector<Snapshot>& path);
/// The checkpoint with the lowest loss, or the path's end.
std::vector<Snapshot>::const_iterator best_of(const std::vector<Snapshot>& path);
/// What must go so that the rest takes at most `bytes`: again and again the point between the nearest two others, so that what stays
/// lies evenly over the run. Its newest point, its last checkpoint and the best one stay.
std::vector<Snapshot> surplus(std::vector<Snapshot> path, int64_t bytes);

/// The newest snapshot whose values are finite (a diverged run may have recorded NaN at its end); newer ones are taken off the
/// path. None: the path is empty then. The error is that of a damaged file, where no other is left.
Result<std::optional<LoadedCheckpoint>> newest_finite(std::vector<Snapshot>& path);
bool all_finite(const std::vector<NamedTensor>& tensors);

/// Those of `tensors` that have these names, in the order of the names.
std::vector<NamedTensor> select(const std::vector<NamedTensor>& tensors, const std::vector<std::string>& names);

}  // namespace saddle::api
