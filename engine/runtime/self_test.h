#pragma once
// Does the CPU driver compute what it should, and how fast? Run in a child process, once for each vector width.
#include <string>

#include "engine/core/result.h"

namespace saddle::runtime {

struct SelfTest {
    std::string driver;   ///< name and version
    double step_ms = 0;   ///< processor time of all threads in the least disturbed of many steps
};
/// One training step of a small network (convolution, pooling, products, reductions, softmax, update, each with its
/// gradient) on the Vulkan CPU device, every result and every parameter compared with the reference
/// executor; then the same step timed. NoDevice when there is no such device, Internal when a value is wrong.
Result<SelfTest> self_test();

}  // namespace saddle::runtime
