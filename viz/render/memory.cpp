#include "viz/render/memory.h"

namespace saddle::viz {
namespace {

Result<VkDeviceMemory> allocate(Gpu& gpu, const VkMemoryRequirements& needs, std::initializer_list<VkMemoryPropertyFlags> best_first) {
    int type = -1;
    for (const VkMemoryPropertyFlags wanted : best_first)
        if (type < 0) type = gpu.memory_type(needs.memoryTypeBits, wanted);
    if (type < 0) return Error{ErrorKind::OutOfMemory, "the graphics device has no memory of the kind the views need", "", {}};
    VkMemoryAllocateInfo info{VK_STRUCTURE_TYPE_MEMORY_ALLOCATE_INFO};
    info.allocationSize = needs.size;
    info.memoryTypeIndex = uint32_t(type);
    VkDeviceMemory memory;
    if (const VkResult r = vkAllocateMemory(gpu.device, &info, nullptr, &memory); r != VK_SUCCESS)
        return vulkan_failure(r, "vkAllocateMemory of " + std::to_string(needs.size) + " bytes");
    return memory;
}

}  // namespace

Result<std::unique_ptr<MappedBuffer>> MappedBuffer::make(Gpu& gpu, VkDeviceSize bytes, VkBufferUsageFlags usage, bool read_back) {
    std::unique_ptr<MappedBuffer> buffer(new MappedBuffer(gpu));
    buffer->bytes = bytes;
    VkBufferCreateInfo info{VK_STRUCTURE_TYPE_BUFFER_CREATE_INFO};
    info.size = bytes;
    info.usage = usage;
    if (const VkResult r = vkCreateBuffer(gpu.device, &info, nullptr, &buffer->handle); r != VK_SUCCESS) return vulkan_failure(r, "vkCreateBuffer");
    VkMemoryRequirements needs;
    vkGetBufferMemoryRequirements(gpu.device, buffer->handle, &needs);
    const VkMemoryPropertyFlags host = VK_MEMORY_PROPERTY_HOST_VISIBLE_BIT | VK_MEMORY_PROPERTY_HOST_COHERENT_BIT;
    TRY(buffer->memory_, allocate(gpu, needs, {host | (read_back ? VK_MEMORY_PROPERTY_HOST_CACHED_BIT : VK_MEMORY_PROPERTY_DEVICE_LOCAL_BIT), host}));
    vkBindBufferMemory(gpu.device, buffer->handle, buffer->memory_, 0);
    void* map = nullptr;
    if (const VkResult r = vkMapMemory(gpu.device, buffer->memory_, 0, VK_WHOLE_SIZE, 0, &map); r != VK_SUCCESS) return vulkan_failure(r, "vkMapMemory");
    buffer->map = static_cast<uint8_t*>(map);
    return buffer;
}

MappedBuffer::~MappedBuffer() {
    vkDestroyBuffer(gpu_.device, handle, nullptr);
    vkFreeMemory(gpu_.device, memory_, nullptr);
}

Result<std::unique_ptr<Image>> Image::make(Gpu& gpu, uint32_t width, uint32_t height, VkFormat format, VkImageUsageFlags usage,
                                           const VkComponentMapping& swizzle) {
    std::unique_ptr<Image> image(new Image(gpu));
    image->width = width;
    image->height = height;
    VkImageCreateInfo info{VK_STRUCTURE_TYPE_IMAGE_CREATE_INFO};
    info.imageType = VK_IMAGE_TYPE_2D;
    info.format = format;
    info.extent = {width, height, 1};
    info.mipLevels = info.arrayLayers = 1;
    info.samples = VK_SAMPLE_COUNT_1_BIT;
    info.usage = usage;
    if (const VkResult r = vkCreateImage(gpu.device, &info, nullptr, &image->handle); r != VK_SUCCESS)
        return vulkan_failure(r, "vkCreateImage of " + std::to_string(width) + "x" + std::to_string(height));
    VkMemoryRequirements needs;
    vkGetImageMemoryRequirements(gpu.device, image->handle, &needs);
    TRY(image->memory_, allocate(gpu, needs, {VK_MEMORY_PROPERTY_DEVICE_LOCAL_BIT, 0}));
    vkBindImageMemory(gpu.device, image->handle, image->memory_, 0);
    VkImageViewCreateInfo view{VK_STRUCTURE_TYPE_IMAGE_VIEW_CREATE_INFO};
    view.image = image->handle;
    view.viewType = VK_IMAGE_VIEW_TYPE_2D;
    view.format = format;
    view.components = swizzle;
    view.subresourceRange = {VK_IMAGE_ASPECT_COLOR_BIT, 0, 1, 0, 1};
    if (const VkResult r = vkCreateImageView(gpu.device, &view, nullptr, &image->view); r != VK_SUCCESS) return vulkan_failure(r, "vkCreateImageView");
    return image;
}

Image::~Image() {
    vkDestroyImageView(gpu_.device, view, nullptr);
    vkDestroyImage(gpu_.device, handle, nullptr);
    vkFreeMemory(gpu_.device, memory_, nullptr);
}

void Image::transition(VkCommandBuffer commands, const Use& from, const Use& to) const {
    VkImageMemoryBarrier2 barrier{VK_STRUCTURE_TYPE_IMAGE_MEMORY_BARRIER_2};
    barrier.srcStageMask = from.stage;
    barrier.srcAccessMask = from.access;
    barrier.dstStageMask = to.stage;
    barrier.dstAccessMask = to.access;
    barrier.oldLayout = from.layout;
    barrier.newLayout = to.layout;
    barrier.srcQueueFamilyIndex = barrier.dstQueueFamilyIndex = VK_QUEUE_FAMILY_IGNORED;
    barrier.image = handle;
    barrier.subresourceRange = {VK_IMAGE_ASPECT_COLOR_BIT, 0, 1, 0, 1};
    VkDependencyInfo info{VK_STRUCTURE_TYPE_DEPENDENCY_INFO};
    info.imageMemoryBarrierCount = 1;
    info.pImageMemoryBarriers = &barrier;
    vkCmdPipelineBarrier2(commands, &info);
}

}  // namespace saddle::viz
