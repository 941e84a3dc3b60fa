#pragma once
// Internal to api: samples of a diffusion model on their way from noise to data.
#include "engine/api/probed_run.h"

namespace saddle::api {

/// `progress` after each frame. Invalid: the run's model is no diffusion model.
Status denoising(ProbedRun& run, const InsideRequest& request, Insight& insight, const std::function<void(std::shared_ptr<const Insight>)>& progress);

}  // namespace saddle::api
