#pragma once
// runs/<id>/run.json: what a run was begun with, beside its checkpoints, so that it continues even when the store is lost.
#include <optional>

#include "engine/store/experiment_store.h"

namespace saddle::store {

/// Project, seed, data and origin of the run.
Status write_run_file(const std::string& store_path, const RunRow& run);
/// The same, as "interrupted"; nullopt: there is no such file, or it is none.
std::optional<RunRow> read_run_file(const std::string& store_path, const std::string& run);

}  // namespace saddle::store
