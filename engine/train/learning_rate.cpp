#include "engine/train/learning_rate.h"

#include <algorithm>
#include <cmath>
#include <numbers>

namespace saddle::train {

Result<double> learning_rate(const ScheduleConfig& schedule, double base, uint64_t step, int64_t steps_per_epoch, int64_t total_steps) {
    const Attributes& a = schedule.attributes;
    const auto known = [&](std::initializer_list<const char*> names) -> Status {
        for (const auto& [name, value] : a)
            if (std::none_of(names.begin(), names.end(), [&](const char* n) { return name == n; }))
                return invalid("train.schedule." + name + ": the schedule '" + schedule.type + "' has no such attribute");
        return {};
    };
    if (schedule.type == "constant") {
        TRY_STATUS(known({}));
        return base;
    }
    if (schedule.type == "step") {
        TRY_STATUS(known({"every_epochs", "factor"}));
        const int64_t every = a.integer("every_epochs", 10);
        if (every < 1) return invalid("train.schedule.every_epochs: " + std::to_string(every) + " is not positive");
        const int64_t epoch = int64_t(step) / std::max<int64_t>(1, steps_per_epoch);
        return base * std::pow(a.real("factor", 0.1), double(epoch / every));
    }
    if (schedule.type == "cosine") {
        TRY_STATUS(known({"min_factor"}));
        const double low = a.real("min_factor", 0), done = std::min(1.0, double(step) / double(std::max<int64_t>(1, total_steps)));
        return base * (low + (1 - low) * 0.5 * (1 + std::cos(std::numbers::pi * done)));
    }
    return invalid("train.schedule.type: unknown schedule '" + schedule.type + "'", "use constant, step or cosine");
}

}  // namespace saddle::train
