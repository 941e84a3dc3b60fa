#pragma once
// Buffers and images of the views. They belong to a Gpu that outlives them; destroy them when no frame uses them.
#include "viz/render/gpu.h"

namespace saddle::viz {

/// Host-visible, coherent and mapped as long as it lives.
class MappedBuffer {
public:
    /// `read_back`: prefers memory that the host reads fast.
    static Result<std::unique_ptr<MappedBuffer>> make(Gpu& gpu, VkDeviceSize bytes, VkBufferUsageFlags usage, bool read_back = false);
    ~MappedBuffer();
    MappedBuffer(const MappedBuffer&) = delete;
    MappedBuffer& operator=(const MappedBuffer&) = delete;
    VkBuffer handle = VK_NULL_HANDLE;
    VkDeviceSize bytes = 0;
    uint8_t* map = nullptr;

private:
    explicit MappedBuffer(Gpu& gpu) : gpu_(gpu) {}
    Gpu& gpu_;
    VkDeviceMemory memory_ = VK_NULL_HANDLE;
};

/// A two-dimensional colour image in the device's memory, with a view.
class Image {
public:
    static Result<std::unique_ptr<Image>> make(Gpu& gpu, uint32_t width, uint32_t height, VkFormat format, VkImageUsageFlags usage,
                                               const VkComponentMapping& swizzle = {});
    ~Image();
    Image(const Image&) = delete;
    Image& operator=(const Image&) = delete;
    VkImage handle = VK_NULL_HANDLE;
    VkImageView view = VK_NULL_HANDLE;
    uint32_t width = 0, height = 0;

    /// Records a change of layout; what was done in `from` is finished and seen before `to` begins.
    struct Use {
        VkImageLayout layout;
        VkPipelineStageFlags2 stage;
        VkAccessFlags2 access;
    };
    void transition(VkCommandBuffer commands, const Use& from, const Use& to) const;

private:
    explicit Image(Gpu& gpu) : gpu_(gpu) {}
    Gpu& gpu_;
    VkDeviceMemory memory_ = VK_NULL_HANDLE;
};

}  // namespace saddle::viz
