#pragma once
// The plan of a project beside the one that other passes make of it.
#include "engine/api/run.h"
#include "engine/compile/plan_diff.h"

namespace saddle::api {

/// From the plan without the passes of `off_before` to that of the request. Invalid where a pass has no such name.
Result<compile::PlanDiff> plan_diff(const ProfileRequest& request, const std::vector<std::string>& off_before, const std::string& entry = "train");

}  // namespace saddle::api
