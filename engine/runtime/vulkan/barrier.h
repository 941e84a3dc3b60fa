#pragma once
// One memory barrier over all buffers, which is all that these kernels need.
#include <vulkan/vulkan.h>

namespace saddle::runtime {

inline void barrier(VkCommandBuffer commands, VkPipelineStageFlags2 from, VkAccessFlags2 made, VkPipelineStageFlags2 to, VkAccessFlags2 needed) {
    VkMemoryBarrier2 memory{VK_STRUCTURE_TYPE_MEMORY_BARRIER_2};
    memory.srcStageMask = from;
    memory.srcAccessMask = made;
    memory.dstStageMask = to;
    memory.dstAccessMask = needed;
    VkDependencyInfo info{VK_STRUCTURE_TYPE_DEPENDENCY_INFO};
    info.memoryBarrierCount = 1;
    info.pMemoryBarriers = &memory;
    vkCmdPipelineBarrier2(commands, &info);
}

}  // namespace saddle::runtime
