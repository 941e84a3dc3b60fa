#pragma once
// Reading large projects on a thread beside others.
#include "engine/core/cancellation.h"
#include "engine/graph/project.h"

namespace saddle {

/// As the functions without `stop`; soon after it is cancelled they give an error of the kind Interrupted.
Result<Project> read_project(const std::string& json, const std::string& source, const Cancellation& stop);
Result<Project> load_project(const std::string& path, const Cancellation& stop);

}  // namespace saddle
