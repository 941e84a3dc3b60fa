#pragma once
// The engine's Vulkan device for the views; see GpuHandles.
#include "engine/runtime/device.h"

namespace saddle {

/// The process's device, the one that runs and landscapes use; opened on first use. `id` as in `--device` ("auto",
/// "vulkan:0"). NoDevice when there is none that can draw.
Result<GpuHandles> open_gpu(const std::string& id);

}  // namespace saddle
