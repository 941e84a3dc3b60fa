#include "viz/render/frame.h"

#include <algorithm>
#include <cmath>
#include <cstring>

namespace saddle::viz {
namespace {

constexpr Image::Use kUnused{VK_IMAGE_LAYOUT_UNDEFINED, VK_PIPELINE_STAGE_2_COPY_BIT, VK_ACCESS_2_NONE};
constexpr Image::Use kDrawn{VK_IMAGE_LAYOUT_COLOR_ATTACHMENT_OPTIMAL, VK_PIPELINE_STAGE_2_COLOR_ATTACHMENT_OUTPUT_BIT,
                            VK_ACCESS_2_COLOR_ATTACHMENT_WRITE_BIT | VK_ACCESS_2_COLOR_ATTACHMENT_READ_BIT};
constexpr Image::Use kCopied{VK_IMAGE_LAYOUT_TRANSFER_SRC_OPTIMAL, VK_PIPELINE_STAGE_2_COPY_BIT, VK_ACCESS_2_TRANSFER_READ_BIT};

Status grow(Gpu& gpu, std::unique_ptr<MappedBuffer>& buffer, VkDeviceSize bytes, VkBufferUsageFlags usage) {
    if (buffer && buffer->bytes >= bytes) return {};
    TRY(buffer, MappedBuffer::make(gpu, std::max<VkDeviceSize>(bytes + bytes / 2, 1 << 16), usage));
    return {};
}

}  // namespace

Result<std::shared_ptr<Frame>> Frame::make(Gpu& gpu) {
    std::shared_ptr<Frame> frame(new Frame(gpu));
    VkFenceCreateInfo fence{VK_STRUCTURE_TYPE_FENCE_CREATE_INFO};
    if (const VkResult r = vkCreateFence(gpu.device, &fence, nullptr, &frame->fence_); r != VK_SUCCESS) return vulkan_failure(r, "vkCreateFence");
    VkCommandPoolCreateInfo pool{VK_STRUCTURE_TYPE_COMMAND_POOL_CREATE_INFO};
    pool.queueFamilyIndex = gpu.family;
    if (const VkResult r = vkCreateCommandPool(gpu.device, &pool, nullptr, &frame->pool_); r != VK_SUCCESS) return vulkan_failure(r, "vkCreateCommandPool");
    VkCommandBufferAllocateInfo allocate{VK_STRUCTURE_TYPE_COMMAND_BUFFER_ALLOCATE_INFO};
    allocate.commandPool = frame->pool_;
    allocate.commandBufferCount = 1;
    if (const VkResult r = vkAllocateCommandBuffers(gpu.device, &allocate, &frame->commands_); r != VK_SUCCESS) return vulkan_failure(r, "vkAllocateCommandBuffers");
    return frame;
}

Frame::~Frame() {
    vkDestroyCommandPool(gpu_.device, pool_, nullptr);
    vkDestroyFence(gpu_.device, fence_, nullptr);
}

Status Frame::submit(const ImDrawData& data, ImU32 ground) {
    const float scale = data.FramebufferScale.x;
    TRY_STATUS(fit(uint32_t(std::max(1l, std::lround(data.DisplaySize.x * scale))), uint32_t(std::max(1l, std::lround(data.DisplaySize.y * scale)))));
    TRY_STATUS(upload(data));
    vkResetCommandPool(gpu_.device, pool_, 0);
    VkCommandBufferBeginInfo begin{VK_STRUCTURE_TYPE_COMMAND_BUFFER_BEGIN_INFO};
    begin.flags = VK_COMMAND_BUFFER_USAGE_ONE_TIME_SUBMIT_BIT;
    if (const VkResult r = vkBeginCommandBuffer(commands_, &begin); r != VK_SUCCESS) return vulkan_failure(r, "vkBeginCommandBuffer");
    record(data, ground);
    if (const VkResult r = vkEndCommandBuffer(commands_); r != VK_SUCCESS) return vulkan_failure(r, "vkEndCommandBuffer");
    vkResetFences(gpu_.device, 1, &fence_);
    TRY_STATUS(gpu_.submit(commands_, fence_));
    in_flight_ = true;
    return {};
}

Result<bool> Frame::finished() {
    if (!in_flight_) return true;
    TRY(const bool done, gpu_.signalled(fence_));
    if (done) {
        in_flight_ = false;
        keep_.clear();
    }
    return done;
}

Status Frame::fit(uint32_t width, uint32_t height) {
    if (target_ && target_->width == width && target_->height == height) return {};
    target_.reset();
    read_back_.reset();
    TRY(target_, Image::make(gpu_, width, height, UiPipeline::kTarget, VK_IMAGE_USAGE_COLOR_ATTACHMENT_BIT | VK_IMAGE_USAGE_TRANSFER_SRC_BIT));
    TRY(read_back_, MappedBuffer::make(gpu_, VkDeviceSize(width) * height * 4, VK_BUFFER_USAGE_TRANSFER_DST_BIT, true));
    return {};
}

Status Frame::upload(const ImDrawData& data) {
    TRY_STATUS(grow(gpu_, vertices_, VkDeviceSize(data.TotalVtxCount) * sizeof(ImDrawVert), VK_BUFFER_USAGE_VERTEX_BUFFER_BIT));
    TRY_STATUS(grow(gpu_, indices_, VkDeviceSize(data.TotalIdxCount) * sizeof(ImDrawIdx), VK_BUFFER_USAGE_INDEX_BUFFER_BIT));
    uint8_t *vertex = vertices_->map, *index = indices_->map;
    for (int n = 0; n < data.CmdListsCount; ++n) {
        const ImDrawList& list = *data.CmdLists[n];
        std::memcpy(vertex, list.VtxBuffer.Data, size_t(list.VtxBuffer.size_in_bytes()));
        std::memcpy(index, list.IdxBuffer.Data, size_t(list.IdxBuffer.size_in_bytes()));
        vertex += list.VtxBuffer.size_in_bytes();
        index += list.IdxBuffer.size_in_bytes();
    }
    return {};
}

void Frame::record(const ImDrawData& data, ImU32 ground) {
    for (int n = 0; n < data.CmdListsCount; ++n)
        for (const ImDrawCmd& command : data.CmdLists[n]->CmdBuffer)
            if (auto* texture = static_cast<Texture*>(command.GetTexID())) {
                if (!keep_.empty() && keep_.back().get() == texture) continue;
                texture->record_upload(commands_, keep_);
                keep_.push_back(texture->shared_from_this());
            }
    target_->transition(commands_, kUnused, kDrawn);
    VkRenderingAttachmentInfo attachment{VK_STRUCTURE_TYPE_RENDERING_ATTACHMENT_INFO};
    attachment.imageView = target_->view;
    attachment.imageLayout = kDrawn.layout;
    attachment.loadOp = VK_ATTACHMENT_LOAD_OP_CLEAR;
    attachment.storeOp = VK_ATTACHMENT_STORE_OP_STORE;
    attachment.clearValue.color = {{float(ground & 0xff) / 255, float(ground >> 8 & 0xff) / 255, float(ground >> 16 & 0xff) / 255, 1}};
    VkRenderingInfo rendering{VK_STRUCTURE_TYPE_RENDERING_INFO};
    rendering.renderArea = {{0, 0}, {target_->width, target_->height}};
    rendering.layerCount = 1;
    rendering.colorAttachmentCount = 1;
    rendering.pColorAttachments = &attachment;
    vkCmdBeginRendering(commands_, &rendering);
    draw(data);
    vkCmdEndRendering(commands_);
    target_->transition(commands_, kDrawn, kCopied);
    VkBufferImageCopy copy{};
    copy.imageSubresource = {VK_IMAGE_ASPECT_COLOR_BIT, 0, 0, 1};
    copy.imageExtent = {target_->width, target_->height, 1};
    vkCmdCopyImageToBuffer(commands_, target_->handle, kCopied.layout, read_back_->handle, 1, &copy);
    VkMemoryBarrier2 barrier{VK_STRUCTURE_TYPE_MEMORY_BARRIER_2};
    barrier.srcStageMask = VK_PIPELINE_STAGE_2_COPY_BIT;
    barrier.srcAccessMask = VK_ACCESS_2_TRANSFER_WRITE_BIT;
    barrier.dstStageMask = VK_PIPELINE_STAGE_2_HOST_BIT;
    barrier.dstAccessMask = VK_ACCESS_2_HOST_READ_BIT;
    VkDependencyInfo info{VK_STRUCTURE_TYPE_DEPENDENCY_INFO};
    info.memoryBarrierCount = 1;
    info.pMemoryBarriers = &barrier;
    vkCmdPipelineBarrier2(commands_, &info);
}

void Frame::draw(const ImDrawData& data) {
    const UiPipeline& ui = gpu_.pipeline();
    const float width = float(target_->width), height = float(target_->height), scale = data.FramebufferScale.x;
    vkCmdBindPipeline(commands_, VK_PIPELINE_BIND_POINT_GRAPHICS, ui.pipeline);
    const VkDeviceSize zero = 0;
    vkCmdBindVertexBuffers(commands_, 0, 1, &vertices_->handle, &zero);
    vkCmdBindIndexBuffer(commands_, indices_->handle, 0, sizeof(ImDrawIdx) == 2 ? VK_INDEX_TYPE_UINT16 : VK_INDEX_TYPE_UINT32);
    const VkViewport viewport{0, 0, width, height, 0, 1};
    vkCmdSetViewport(commands_, 0, 1, &viewport);
    const float sx = 2 * scale / width, sy = 2 * scale / height;
    const float display[] = {sx, sy, -1 - data.DisplayPos.x * sx, -1 - data.DisplayPos.y * sy};
    vkCmdPushConstants(commands_, ui.layout, VK_SHADER_STAGE_VERTEX_BIT, 0, sizeof display, display);
    uint32_t first_index = 0;
    int32_t first_vertex = 0;
    for (int n = 0; n < data.CmdListsCount; ++n) {
        const ImDrawList& list = *data.CmdLists[n];
        for (const ImDrawCmd& command : list.CmdBuffer) {
            const float x0 = std::max(0.0f, (command.ClipRect.x - data.DisplayPos.x) * scale), y0 = std::max(0.0f, (command.ClipRect.y - data.DisplayPos.y) * scale);
            const float x1 = std::min(width, (command.ClipRect.z - data.DisplayPos.x) * scale), y1 = std::min(height, (command.ClipRect.w - data.DisplayPos.y) * scale);
            const auto* texture = static_cast<const Texture*>(command.GetTexID());
            if (x1 <= x0 || y1 <= y0 || !texture) continue;
            const VkRect2D scissor{{int32_t(x0), int32_t(y0)}, {uint32_t(std::ceil(x1)) - uint32_t(x0), uint32_t(std::ceil(y1)) - uint32_t(y0)}};
            vkCmdSetScissor(commands_, 0, 1, &scissor);
            vkCmdBindDescriptorSets(commands_, VK_PIPELINE_BIND_POINT_GRAPHICS, ui.layout, 0, 1, &texture->set, 0, nullptr);
            vkCmdDrawIndexed(commands_, command.ElemCount, 1, command.IdxOffset + first_index, int32_t(command.VtxOffset) + first_vertex, 0);
        }
        first_index += uint32_t(list.IdxBuffer.Size);
        first_vertex += int32_t(list.VtxBuffer.Size);
    }
}

}  // namespace saddle::viz
