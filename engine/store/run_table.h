#pragma once
// Internal to store: rows of runs with what belongs to each (best values, tags, project).
#include "engine/store/experiment_store.h"
#include "engine/store/statement.h"

namespace saddle::store {

/// Within transactions of the caller's.
Status insert_run(sqlite3* db, const RunRow& row);
Status update_run(sqlite3* db, const RunRow& row);

enum class Where { Kept, Trash };
/// The last one begun first; without projects.
Result<std::vector<RunRow>> select_runs(sqlite3* db, Where where);
/// As ExperimentStore::run(), with its project.
Result<RunRow> find_run(sqlite3* db, const std::string& id, Where where);

}  // namespace saddle::store
