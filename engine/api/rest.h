#pragma once
// Internal to api: how what is computed beside a run leaves the device to it.
#include <functional>

#include "engine/core/cancellation.h"

namespace saddle::api {

inline constexpr double kShareOfTraining = 0.15;   ///< of the device's time, while a run wants it

/// Sleeps, awake for a cancellation and for the moment when the run no longer trains.
void rest_beside(const std::function<bool()>& training, const Cancellation& cancellation, double ms);

}  // namespace saddle::api
