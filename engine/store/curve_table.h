#pragma once
// Internal to store: points of curves. The newest of a series are rows of `point`; 4096 of them at a time become one `block`, a
// blob of steps (64-bit), then values, then seconds (doubles), then a 64-bit checksum, little-endian: SQLite would not notice what a
// disk does to a blob. Every row of a series lies after all its blocks.
#include "engine/store/experiment_store.h"
#include "engine/store/statement.h"

namespace saddle::store {

/// Adds or replaces points, in any order; within a transaction of the caller's.
Status add_points(sqlite3* db, const std::string& run, const std::vector<MetricRow>& rows);
/// By name; those that begin with `prefix`.
Result<std::vector<Curve>> read_curves(sqlite3* db, const std::string& run, const std::string& prefix);

/// Whether a block is as it was written.
bool intact(std::string_view block);

}  // namespace saddle::store
