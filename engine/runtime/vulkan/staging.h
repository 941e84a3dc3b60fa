#pragma once
// Bytes between the host and device buffers. A mapped buffer is written and read as it is; one that the host cannot map
// (a discrete GPU's own memory) through a ring of two mapped chunks: while one is copied by the device, the host fills or
// empties the other. Nothing that uses the buffer may be in flight. One thread.
#include "engine/runtime/vulkan/vulkan_device.h"

namespace saddle::runtime {

class Staging {
public:
    explicit Staging(std::shared_ptr<VulkanDevice> device) : device_(std::move(device)) {}
    ~Staging();
    Staging(const Staging&) = delete;
    Staging& operator=(const Staging&) = delete;

    Status write(const Buffer& to, int64_t offset, const std::byte* bytes, int64_t size);
    Status read(const Buffer& from, int64_t offset, std::byte* bytes, int64_t size);
    /// The first `size` bytes.
    Status copy(const Buffer& from, const Buffer& to, int64_t size);
    /// Gives a new buffer the content that a mapped one has from the start.
    Status clear(const Buffer& buffer);

private:
    struct Chunk {
        Buffer buffer;
        VkCommandBuffer commands = VK_NULL_HANDLE;
        VkFence fence = VK_NULL_HANDLE;
    };
    Status make();
    /// Begins the chunk's commands, behind all that was submitted; `submit` ends them, before all that will be.
    void begin(Chunk& chunk);
    Status submit(Chunk& chunk);
    Status finish(Chunk& chunk);

    std::shared_ptr<VulkanDevice> device_;
    VkCommandPool pool_ = VK_NULL_HANDLE;
    Chunk chunks_[2];
};

}  // namespace saddle::runtime
