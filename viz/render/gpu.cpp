#include "viz/render/gpu.h"

#include "viz/render/fonts.h"
#include "viz/render/pipeline.h"

namespace saddle::viz {

Error vulkan_failure(VkResult result, const std::string& call) {
    switch (result) {
        case VK_ERROR_DEVICE_LOST: return {ErrorKind::DeviceLost, "the graphics device was lost in " + call, "stored runs and checkpoints are safe", {}};
        case VK_ERROR_OUT_OF_HOST_MEMORY:
        case VK_ERROR_OUT_OF_DEVICE_MEMORY: return {ErrorKind::OutOfMemory, "out of memory for the views in " + call, "close views or choose a smaller batch", {}};
        default: return io_error(call + " failed with VkResult " + std::to_string(int(result)));
    }
}

Result<std::shared_ptr<Gpu>> Gpu::open() {
    static std::weak_ptr<Gpu> shared;
    if (auto gpu = shared.lock(); gpu && !gpu->lost) return gpu;
    TRY(GpuHandles handles, open_gpu("auto"));
    auto gpu = std::make_shared<Gpu>(std::move(handles));
    TRY(gpu->pipeline_, UiPipeline::make(*gpu));
    shared = gpu;
    return gpu;
}

Gpu::Gpu(GpuHandles handles)
    : device(static_cast<VkDevice>(handles.device)), family(handles.queue_family), cpu(handles.cpu), handles_(std::move(handles)), fonts_(std::make_unique<Fonts>()) {
    vkGetPhysicalDeviceMemoryProperties(static_cast<VkPhysicalDevice>(handles_.physical_device), &memory_);
}

Gpu::~Gpu() {
    constexpr uint64_t kTenSeconds = 10'000'000'000;
    for (const Retired& retired : retired_) vkWaitForFences(device, 1, &retired.fence, VK_TRUE, kTenSeconds);
}

int Gpu::memory_type(uint32_t allowed, VkMemoryPropertyFlags wanted) const {
    for (uint32_t i = 0; i < memory_.memoryTypeCount; ++i)
        if ((allowed >> i & 1) && (memory_.memoryTypes[i].propertyFlags & wanted) == wanted) return int(i);
    return -1;
}

Status Gpu::submit(VkCommandBuffer commands, VkFence fence) {
    VkCommandBufferSubmitInfo buffer{VK_STRUCTURE_TYPE_COMMAND_BUFFER_SUBMIT_INFO};
    buffer.commandBuffer = commands;
    VkSubmitInfo2 info{VK_STRUCTURE_TYPE_SUBMIT_INFO_2};
    info.commandBufferInfoCount = 1;
    info.pCommandBufferInfos = &buffer;
    VkResult result;
    {
        const std::lock_guard lock(*handles_.lock);
        result = vkQueueSubmit2(static_cast<VkQueue>(handles_.queue), 1, &info, fence);
    }
    lost = lost || result == VK_ERROR_DEVICE_LOST;
    if (result != VK_SUCCESS) return vulkan_failure(result, "vkQueueSubmit2");
    return {};
}

Result<bool> Gpu::signalled(VkFence fence) {
    const VkResult result = vkGetFenceStatus(device, fence);
    lost = lost || result == VK_ERROR_DEVICE_LOST;
    if (result != VK_SUCCESS && result != VK_NOT_READY) return vulkan_failure(result, "vkGetFenceStatus");
    return result == VK_SUCCESS;
}

void Gpu::retire(VkFence fence, std::shared_ptr<void> owner) { retired_.push_back({fence, std::move(owner)}); }

void Gpu::collect() {
    std::erase_if(retired_, [&](const Retired& retired) { return vkGetFenceStatus(device, retired.fence) != VK_NOT_READY; });
}

}  // namespace saddle::viz
