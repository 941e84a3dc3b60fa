#pragma once
// The process's VkInstance and VkDevice, and buffers on it. Creation and buffers: any thread; `queue` under `mutex`.
#include <vulkan/vulkan.h>

#include <memory>
#include <mutex>

#include "engine/runtime/device.h"

namespace saddle::runtime {

/// The error of a failed call: DeviceLost, OutOfMemory or Io, with the call's name and the VkResult.
Error vulkan_error(VkResult result, const std::string& call);

/// Errors that the validation layers reported so far in this process (SADDLE_VALIDATION=1 turns them on).
int validation_errors();

struct Candidate;

/// Where a buffer lies: in the device's own memory, or where the host reads and writes it.
enum class Memory { Device, Host };

class VulkanDevice {
public:
    static Result<std::shared_ptr<VulkanDevice>> open(VkInstance instance, const Candidate& candidate);
    ~VulkanDevice();
    VulkanDevice(const VulkanDevice&) = delete;
    VulkanDevice& operator=(const VulkanDevice&) = delete;

    VkInstance instance = VK_NULL_HANDLE;
    VkPhysicalDevice physical = VK_NULL_HANDLE;
    VkDevice device = VK_NULL_HANDLE;
    VkQueue queue = VK_NULL_HANDLE;
    uint32_t family = 0;
    bool graphics = false;    ///< the queue draws, and the device has dynamic rendering
    std::mutex mutex;
    DeviceProfile profile;
    double timestamp_period_ns = 1;
    /// Where a timestamp between two dispatches is taken. A GPU's must wait until the work before is done. CPU drivers run
    /// one command after the other, and lavapipe flushes its rasteriser for any stage but the first, at 10 us a piece.
    VkPipelineStageFlags2 timestamp_stage = VK_PIPELINE_STAGE_2_COMPUTE_SHADER_BIT;
    /// Asked with an empty submit. A lost device stays lost; those who hold it let it go, and the next open makes another.
    bool lost();
    /// The host sees the device's own memory, cached: CPU drivers and most integrated GPUs. Elsewhere bytes go through
    /// host memory (see Staging). SADDLE_STAGING=1 (tests) does as if it did not.
    bool host_mapped = true;
    uint32_t memory_type(uint32_t allowed, Memory memory) const;

private:
    VulkanDevice() = default;
};

/// What fresh memory holds: zeros, or with SADDLE_POISON=1 (tests) all bits set, which is NaN, so that what is read before
/// it is written shows.
uint32_t fresh_byte();

/// A storage, texel buffer, copy source and target. `map` stays valid, and is null where the host cannot map the memory:
/// Staging reads, writes and clears either kind.
class Buffer {
public:
    Buffer() = default;
    static Result<Buffer> make(std::shared_ptr<VulkanDevice> device, int64_t bytes, Memory memory = Memory::Device);
    Buffer(Buffer&& other) noexcept { swap(other); }
    Buffer& operator=(Buffer&& other) noexcept { swap(other); return *this; }
    ~Buffer();
    VkBuffer handle = VK_NULL_HANDLE;
    std::byte* map = nullptr;
    int64_t bytes = 0;

private:
    void swap(Buffer& other);
    std::shared_ptr<VulkanDevice> device_;
    VkDeviceMemory memory_ = VK_NULL_HANDLE;
};

/// The process's instance, made on first use; NoDevice without a loader or driver.
Result<VkInstance> process_instance();
/// VkPhysicalDevices by the order in which `auto` prefers them, with their profiles.
struct Candidate { VkPhysicalDevice physical; DeviceProfile profile; std::string problem; };
std::vector<Candidate> candidates(VkInstance instance);

}  // namespace saddle::runtime
