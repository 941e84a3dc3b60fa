#pragma once
#include <cstdint>

#include "engine/graph/project.h"

namespace saddle::train {

/// Learning rate of optimizer step `step` (from 0). "constant"; "step": times `factor` every `every_epochs`;
/// "cosine": half a cosine from `base` to `base * min_factor` over the whole training (Loshchilov and Hutter 2017).
/// An unknown type or attribute is Invalid and lists what exists.
Result<double> learning_rate(const ScheduleConfig& schedule, double base, uint64_t step, int64_t steps_per_epoch, int64_t total_steps);

}  // namespace saddle::train
