#pragma once
// One-click repairs of what the flight check says of the training settings: pure functions to edits, each one undo step.
#include "app/document/fixes.h"
#include "engine/api/flight.h"

namespace saddle::app {

/// Those of fixes_for too. `report`: the one that `advice` is of.
std::vector<Fix> fixes_for(const Diagnostic& advice, const Project& project, const compile::TypedGraph& typed, const FlightReport& report);

}  // namespace saddle::app
