#pragma once
// Internal to api: how far back the loss reaches through the states of a recurrent layer.
#include "engine/api/probed_run.h"

namespace saddle::api {

/// On one batch of the split. `insight.node` is the layer. Usage: it has no state that runs through time.
Status through_time(ProbedRun& run, Insight& insight);

}  // namespace saddle::api
