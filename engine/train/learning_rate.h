#pragma once
// How the learning rate changes over a run.
#include <cstdint>
#include <functional>
#include <string>
#include <vector>

#include "engine/graph/project.h"
#include "engine/ops/op_def.h"

namespace saddle::train {

/// Where a run is: `step` from 0, `total` optimizer steps in all, `per_epoch` of them an epoch (both at least 1).
struct Progress { uint64_t step = 0; int64_t per_epoch = 1, total = 1; };

struct ScheduleDef {
    std::string name, summary, formula;
    std::vector<ops::AttributeDef> attributes;
    /// Factor on the base rate; `a` holds every attribute.
    std::function<double(const Progress& at, const Attributes& a)> factor;
};
const std::vector<ScheduleDef>& all_schedules();

/// The optimizer's rate before any schedule: its own, or the optimizer's default.
double base_rate(const OptimizerConfig& optimizer);

/// Learning rate of one optimizer step. All schedules take `warmup_steps`: the first steps grow linearly to the rate.
/// Invalid for an unknown type or attribute (lists what exists) or a value out of range (names the field).
Result<double> learning_rate(const ScheduleConfig& schedule, double base, const Progress& at);

}  // namespace saddle::train
