#pragma once
// Vectors of lavapipe, Mesa's CPU driver: it reads LP_NATIVE_VECTOR_WIDTH once, before the first instance, and takes 256
// bits when it is not set. Some CPUs with AVX-512 are far faster at 512 bits (two full units, as Zen 5), others are slower
// (halves in turn, as Zen 4), and Mesa does not test that width: so it is tried in child processes, for results and speed.
#include <chrono>
#include <string>

#include "engine/runtime/device.h"

namespace saddle::runtime {

/// Runs `program` (saddle-selftest) at both widths, three times in turn. 512 bits only when every run passed and the best
/// at 512 was clearly faster than the best at the default; whatever goes wrong, the default.
VectorWidth try_widths(const std::string& program, std::chrono::milliseconds timeout);
/// The same, remembered in `file`. Of several processes that ask at once, one tries and the others wait for its answer.
VectorWidth remembered_width(const std::string& file, const std::string& program, std::chrono::milliseconds timeout);

}  // namespace saddle::runtime
