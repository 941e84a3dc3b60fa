#pragma once
// Internal to api: the row of a new run.
#include <chrono>

#include "engine/store/experiment_store.h"
#include "engine/train/data_source.h"

namespace saddle::api {

/// ISO 8601, UTC; sorts by time.
std::string utc_at(std::chrono::system_clock::time_point time);
std::string utc_now();
/// Seconds since 1970 of such a time; 0 of anything else.
double seconds_of_utc(const std::string& time);
/// That no run of the store has.
Result<std::string> new_run_id(store::ExperimentStore& store);
/// A new id, the project, and the data it is made for; status, device and parameters are the caller's.
Result<store::RunRow> new_run(const Project& project, const train::DataInfo& data, store::ExperimentStore& store);

}  // namespace saddle::api
