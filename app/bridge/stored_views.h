#pragma once
// What views show of a stored run's metrics.
#include "engine/api/runs.h"
#include "engine/api/session.h"
#include "engine/api/views.h"

namespace saddle::app {

/// How metrics that were observed of a node begin; its name follows.
inline constexpr const char* kObservedKinds[] = {"gradient_norm:", "zeros:"};

/// What was seen last of each node, up to a step: rows come by name, then step.
train::Observation last_observation(const std::vector<store::MetricRow>& metrics, std::optional<uint64_t> until = {});

}  // namespace saddle::app
