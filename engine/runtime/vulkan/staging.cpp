#include "engine/runtime/vulkan/staging.h"

#include <algorithm>
#include <cstring>

#include "engine/runtime/vulkan/barrier.h"

namespace saddle::runtime {
namespace {

constexpr int64_t kChunk = 4 << 20;

constexpr VkAccessFlags2 kAnyAccess = VK_ACCESS_2_MEMORY_READ_BIT | VK_ACCESS_2_MEMORY_WRITE_BIT;
constexpr VkPipelineStageFlags2 kWork = VK_PIPELINE_STAGE_2_COMPUTE_SHADER_BIT | VK_PIPELINE_STAGE_2_ALL_TRANSFER_BIT;

void copy_region(VkCommandBuffer commands, const Buffer& from, int64_t from_offset, const Buffer& to, int64_t to_offset, int64_t size) {
    const VkBufferCopy region{VkDeviceSize(from_offset), VkDeviceSize(to_offset), VkDeviceSize(size)};
    vkCmdCopyBuffer(commands, from.handle, to.handle, 1, &region);
}

}  // namespace

Staging::~Staging() {
    for (Chunk& chunk : chunks_) {
        (void)finish(chunk);
        if (chunk.fence) vkDestroyFence(device_->device, chunk.fence, nullptr);
    }
    if (pool_) vkDestroyCommandPool(device_->device, pool_, nullptr);
}

Status Staging::make() {
    if (pool_) return {};
    VkCommandPoolCreateInfo info{VK_STRUCTURE_TYPE_COMMAND_POOL_CREATE_INFO};
    info.flags = VK_COMMAND_POOL_CREATE_RESET_COMMAND_BUFFER_BIT;
    info.queueFamilyIndex = device_->family;
    if (const VkResult r = vkCreateCommandPool(device_->device, &info, nullptr, &pool_); r != VK_SUCCESS) return vulkan_error(r, "vkCreateCommandPool");
    for (Chunk& chunk : chunks_) {
        TRY(chunk.buffer, Buffer::make(device_, kChunk, Memory::Host));
        VkCommandBufferAllocateInfo allocate{VK_STRUCTURE_TYPE_COMMAND_BUFFER_ALLOCATE_INFO};
        allocate.commandPool = pool_;
        allocate.commandBufferCount = 1;
        if (const VkResult r = vkAllocateCommandBuffers(device_->device, &allocate, &chunk.commands); r != VK_SUCCESS) return vulkan_error(r, "vkAllocateCommandBuffers");
        const VkFenceCreateInfo fence{VK_STRUCTURE_TYPE_FENCE_CREATE_INFO, nullptr, VK_FENCE_CREATE_SIGNALED_BIT};
        if (const VkResult r = vkCreateFence(device_->device, &fence, nullptr, &chunk.fence); r != VK_SUCCESS) return vulkan_error(r, "vkCreateFence");
    }
    return {};
}

void Staging::begin(Chunk& chunk) {
    VkCommandBufferBeginInfo info{VK_STRUCTURE_TYPE_COMMAND_BUFFER_BEGIN_INFO};
    info.flags = VK_COMMAND_BUFFER_USAGE_ONE_TIME_SUBMIT_BIT;
    vkBeginCommandBuffer(chunk.commands, &info);
    barrier(chunk.commands, kWork, kAnyAccess, VK_PIPELINE_STAGE_2_ALL_TRANSFER_BIT, kAnyAccess);
}

Status Staging::submit(Chunk& chunk) {
    barrier(chunk.commands, VK_PIPELINE_STAGE_2_ALL_TRANSFER_BIT, kAnyAccess, kWork | VK_PIPELINE_STAGE_2_HOST_BIT, kAnyAccess);
    vkEndCommandBuffer(chunk.commands);
    VkCommandBufferSubmitInfo commands{VK_STRUCTURE_TYPE_COMMAND_BUFFER_SUBMIT_INFO};
    commands.commandBuffer = chunk.commands;
    VkSubmitInfo2 info{VK_STRUCTURE_TYPE_SUBMIT_INFO_2};
    info.commandBufferInfoCount = 1;
    info.pCommandBufferInfos = &commands;
    vkResetFences(device_->device, 1, &chunk.fence);
    const std::lock_guard lock(device_->mutex);
    if (const VkResult r = vkQueueSubmit2(device_->queue, 1, &info, chunk.fence); r != VK_SUCCESS) return vulkan_error(r, "vkQueueSubmit2");
    return {};
}

Status Staging::finish(Chunk& chunk) {
    if (!chunk.fence) return {};
    if (const VkResult r = vkWaitForFences(device_->device, 1, &chunk.fence, VK_TRUE, UINT64_MAX); r != VK_SUCCESS) return vulkan_error(r, "vkWaitForFences");
    return {};
}

Status Staging::write(const Buffer& to, int64_t offset, const std::byte* bytes, int64_t size) {
    if (to.map) {
        std::memcpy(to.map + offset, bytes, size_t(size));
        return {};
    }
    TRY_STATUS(make());
    for (int64_t done = 0, turn = 0; done < size; done += kChunk, ++turn) {
        Chunk& chunk = chunks_[turn % 2];
        const int64_t part = std::min(kChunk, size - done);
        TRY_STATUS(finish(chunk));
        std::memcpy(chunk.buffer.map, bytes + done, size_t(part));
        begin(chunk);
        copy_region(chunk.commands, chunk.buffer, 0, to, offset + done, part);
        TRY_STATUS(submit(chunk));
    }
    for (Chunk& chunk : chunks_) TRY_STATUS(finish(chunk));
    return {};
}

Status Staging::read(const Buffer& from, int64_t offset, std::byte* bytes, int64_t size) {
    if (from.map) {
        std::memcpy(bytes, from.map + offset, size_t(size));
        return {};
    }
    TRY_STATUS(make());
    for (int64_t asked = 0, turn = 0; asked < size + kChunk; asked += kChunk, ++turn) {
        if (asked < size) {
            Chunk& chunk = chunks_[turn % 2];
            begin(chunk);
            copy_region(chunk.commands, from, offset + asked, chunk.buffer, 0, std::min(kChunk, size - asked));
            TRY_STATUS(submit(chunk));
        }
        if (turn == 0) continue;
        Chunk& ready = chunks_[(turn - 1) % 2];
        const int64_t done = asked - kChunk;
        TRY_STATUS(finish(ready));
        std::memcpy(bytes + done, ready.buffer.map, size_t(std::min(kChunk, size - done)));
    }
    return {};
}

Status Staging::copy(const Buffer& from, const Buffer& to, int64_t size) {
    if (from.map && to.map) {
        std::memcpy(to.map, from.map, size_t(size));
        return {};
    }
    TRY_STATUS(make());
    begin(chunks_[0]);
    copy_region(chunks_[0].commands, from, 0, to, 0, size);
    TRY_STATUS(submit(chunks_[0]));
    return finish(chunks_[0]);
}

Status Staging::clear(const Buffer& buffer) {
    if (buffer.map) return {};
    TRY_STATUS(make());
    begin(chunks_[0]);
    vkCmdFillBuffer(chunks_[0].commands, buffer.handle, 0, VK_WHOLE_SIZE, fresh_byte() * 0x01010101u);
    TRY_STATUS(submit(chunks_[0]));
    return finish(chunks_[0]);
}

}  // namespace saddle::runtime
