#pragma once
// The engine's VkDevice as the views use it: memory, submits, and things that die once the GPU is done with them.
// UI thread only; never waits, but for the last frames when the last view is gone.
#include <vulkan/vulkan.h>

#include <memory>
#include <vector>

#include "engine/api/gpu.h"

namespace saddle::viz {

class Fonts;
class UiPipeline;

/// DeviceLost, OutOfMemory or Io, with the call's name and the VkResult.
Error vulkan_failure(VkResult result, const std::string& call);

class Gpu {
public:
    /// The process's device; all views share one Gpu while any of them lives. A lost one is not handed out again.
    static Result<std::shared_ptr<Gpu>> open();
    explicit Gpu(GpuHandles handles);
    ~Gpu();
    Gpu(const Gpu&) = delete;
    Gpu& operator=(const Gpu&) = delete;

    const VkDevice device;
    const uint32_t family;
    const bool cpu;            ///< rasterising takes the cores that train: draw seldom
    bool lost = false;
    const UiPipeline& pipeline() const { return *pipeline_; }
    Fonts& fonts() { return *fonts_; }

    /// Index of a memory type that `allowed` permits and that has all of `wanted`; -1 when there is none.
    int memory_type(uint32_t allowed, VkMemoryPropertyFlags wanted) const;
    /// Holds the queue's lock for the submit and nothing else.
    Status submit(VkCommandBuffer commands, VkFence fence);
    /// True when the fence has signalled; DeviceLost.
    Result<bool> signalled(VkFence fence);
    /// Keeps `owner`, which owns `fence`, until the fence has signalled.
    void retire(VkFence fence, std::shared_ptr<void> owner);
    /// Lets go of what has been retired and is done; called once a frame.
    void collect();

private:
    struct Retired {
        VkFence fence;
        std::shared_ptr<void> owner;
    };
    const GpuHandles handles_;
    VkPhysicalDeviceMemoryProperties memory_{};
    std::unique_ptr<UiPipeline> pipeline_;
    std::unique_ptr<Fonts> fonts_;
    std::vector<Retired> retired_;
};

}  // namespace saddle::viz
