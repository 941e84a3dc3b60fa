#pragma once
// Internal to api: the Hessian of a stored run's loss.
#include "engine/analysis/curvature.h"
#include "engine/api/stored_run.h"

namespace saddle::api {

/// A batch of training_batch() under the names of the data set's ports.
std::vector<NamedTensor> named_batch(const StoredRun& run, const std::vector<Tensor>& batch);

/// On a batch of training_batch(). The model holds the running statistics; the caller moves the parameters.
Result<analysis::Curvature> curvature_of(const StoredRun& run, const LoadedModel& model, const std::vector<Tensor>& batch, int64_t samples);

}  // namespace saddle::api
