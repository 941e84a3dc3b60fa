#pragma once
// A step as Chrome's trace events, which Perfetto and chrome://tracing open.
#include "engine/analysis/views.h"

namespace saddle::analysis {

/// A track each for forward, backward and update, counters of GFLOP/s and GB/s; microseconds from the step's first kernel.
std::string trace_json(const StepProfile& profile);

}  // namespace saddle::analysis
