#pragma once
// How the learning rate changes over a run.
#include <cmath>
#include <cstdint>
#include <functional>
#include <string>
#include <vector>

#include "engine/graph/project.h"
#include "engine/ops/op_def.h"

namespace saddle::train {

/// What the schedule "plateau" remembers of a run: the rate is cut when the loss of `patience` epochs was no better.
struct Plateau {
    double factor = 1;             ///< on the base rate
    double best = HUGE_VAL;        ///< lowest loss so far
    int64_t waited = 0;            ///< epochs since
    bool operator==(const Plateau&) const = default;
};

/// Where a run is: `step` from 0, `total` optimizer steps in all, `per_epoch` of them an epoch (both at least 1).
struct Progress { uint64_t step = 0; int64_t per_epoch = 1, total = 1; double plateau = 1; };

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
/// Of the schedule's attributes those that are left out have their defaults.
Result<double> learning_rate(const ScheduleConfig& schedule, double base, const Progress& at);

/// After an epoch: `loss` is that of the validation samples or, where there are none, of the training ones. Other schedules
/// than "plateau" (which learning_rate has checked) leave it as it is.
Plateau after_epoch(const ScheduleConfig& schedule, Plateau plateau, double loss);

}  // namespace saddle::train
