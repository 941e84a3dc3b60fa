#pragma once
// The flight check for people, or as JSON Lines.
#include "app/cli/json.h"
#include "engine/api/flight.h"

namespace saddle::cli {

/// {"diagnostic": "warning", "node": ..., "port": ..., "field": ..., "text": ..., "hint": ...}
Json to_json(const Diagnostic& diagnostic);

/// Text, or an object for the whole, one a kernel of the largest, one a diagnostic.
void print_flight(const FlightReport& report, const Project& project, bool json);

}  // namespace saddle::cli
