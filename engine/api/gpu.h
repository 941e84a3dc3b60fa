#pragma once
// The engine's Vulkan device as opaque handles, for viz/render only (which casts them). One VkDevice serves compute
// and graphics; where the device has one queue, submits take turns under `lock`.
#include <cstdint>
#include <memory>
#include <mutex>

#include "engine/core/result.h"

namespace saddle {

struct GpuHandles {
    void* instance = nullptr;          ///< VkInstance
    void* physical_device = nullptr;   ///< VkPhysicalDevice
    void* device = nullptr;            ///< VkDevice (Vulkan 1.3: dynamic rendering, synchronization2, timeline)
    void* queue = nullptr;             ///< VkQueue with graphics and compute
    uint32_t queue_family = 0;
    std::mutex* lock = nullptr;        ///< hold it for vkQueueSubmit2 and nothing else
    bool cpu = false;                  ///< a CPU driver: draw at most 30 frames a second, 8 while training
    std::shared_ptr<void> keep_alive;  ///< the device lives as long as this
};

/// The process's device; opened on first use. `id` as in `--device` ("auto", "vulkan:0").
Result<GpuHandles> open_gpu(const std::string& id);

}  // namespace saddle
