#pragma once
// Internal to api: how what is computed beside a run leaves the device to it.
#include <functional>

#include "engine/core/cancellation.h"

namespace saddle::api {

inline constexpr double kShareOfTraining = 0.15;   ///< of the device's time, while a run wants it

/// How long to rest, in ms, after so much work.
constexpr double rest_after(double work_ms) { return work_ms * (1 / kShareOfTraining - 1); }

/// Sleeps, awake for a cancellation and for the moment when the run no longer trains.
void rest_beside(const std::function<bool()>& training, const Cancellation& cancellation, double ms);

}  // namespace saddle::api
