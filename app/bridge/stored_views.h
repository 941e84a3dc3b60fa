#pragma once
// What views show of a stored run, made from the rows of its store.
#include "engine/api/runs.h"
#include "engine/api/session.h"
#include "engine/api/views.h"

namespace saddle::app {

/// The kernels that the run's last profile measured.
StepProfile stored_profile(const store::RunRow& row, const std::vector<store::KernelRow>& kernels);

/// How metrics that were observed of a node begin; its name follows.
inline constexpr const char* kObservedKinds[] = {"gradient_norm:", "zeros:"};

/// What was seen last of each node, up to a step: rows come by name, then step.
train::Observation last_observation(const std::vector<store::MetricRow>& metrics, std::optional<uint64_t> until = {});

}  // namespace saddle::app
