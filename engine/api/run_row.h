#pragma once
// Internal to api: the row of a new run.
#include "engine/store/experiment_store.h"
#include "engine/train/data_source.h"

namespace saddle::api {

/// Now, ISO 8601, UTC.
std::string utc_now();
/// A fresh id, the project, and the data it is made for; status, device and parameters are the caller's.
store::RunRow new_run(const Project& project, const train::DataInfo& data);

}  // namespace saddle::api
