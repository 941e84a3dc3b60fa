#pragma once
// Internal to api: how what is inside a model changed along its run.
#include "engine/api/probed_run.h"

namespace saddle::api {

/// Passes over one batch at points of the run's way, with the weights of each. `insight.node` is the node.
Status histories(ProbedRun& run, Insight& insight, const std::function<void(std::shared_ptr<const Insight>)>& progress);
/// From the metrics that the run stored while it trained.
Status gradient_profile(ProbedRun& run, Insight& insight);

}  // namespace saddle::api
