#pragma once
// Finding and opening devices, without naming Vulkan types: what the rest of the engine may know of the driver.
#include <memory>
#include <mutex>
#include <string>
#include <vector>

#include "engine/runtime/executor.h"

namespace saddle {

/// The device as opaque handles, for viz/render only (which casts them). One VkDevice serves compute and graphics; where
/// the device has one queue, submits take turns under `lock`.
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

namespace runtime {

/// One VkInstance and VkDevice of the process, shared with the views. Defined in runtime/vulkan/.
class VulkanDevice;

struct DeviceListing {
    std::string id;          ///< "vulkan:0", ... and "reference"
    DeviceProfile profile;
    std::string problem;     ///< why it cannot be used; empty when it can
};
/// Version of the installed Vulkan loader: "1.3.239".
std::string vulkan_loader();

/// All devices the loader finds, then the reference. Never fails: without a loader only the reference is listed.
std::vector<DeviceListing> list_devices();

/// How wide the vectors of Mesa's CPU driver are to be, and why: `bits` 0 leaves the driver's default. Settled on the
/// first call, before the first VkInstance, which makes that call; the first time on a machine it takes some seconds
/// (child processes test results and speed). It sets an environment variable, so a program whose own threads read the
/// environment calls it first in main.
struct VectorWidth {
    int bits = 0;
    std::string reason;
};
const VectorWidth& vector_width();

/// Opens `id` ("auto", "vulkan", "vulkan:N"). NoDevice when there is none. "auto" prefers discrete, integrated, CPU.
Result<std::shared_ptr<VulkanDevice>> open_vulkan(const std::string& id);
const DeviceProfile& profile_of(const VulkanDevice& device);
/// NoDevice when the device cannot draw.
Result<GpuHandles> gpu_handles(const std::shared_ptr<VulkanDevice>& device);
std::unique_ptr<Executor> make_vulkan_executor(std::shared_ptr<VulkanDevice> device);

struct Peaks {
    double gflops = 0;                ///< fastest loop of multiply-adds; 1 multiply-add = 2
    double gbytes_per_s = 0;          ///< main memory: the faster of reading and copying (read + written)
    double cache_gbytes_per_s = 0;    ///< the same when the bytes stay in the last-level cache
    uint64_t cache_bytes = 0;         ///< largest footprint that main memory is slower for; 0: there is no such cache
    bool operator==(const Peaks&) const = default;
};
/// Runs micro-benchmarks (shaders/bench/) for 1 to 2 s and takes the fastest of several variants: what the best kernels
/// of ours reach, not what a data sheet promises.
Result<Peaks> measure_peaks(std::shared_ptr<VulkanDevice> device);
Peaks peaks_of(const DeviceProfile& profile);
/// Replaces the peaks of a profile, or of the device's own.
void set_peaks(DeviceProfile& profile, const Peaks& peaks);
void set_peaks(VulkanDevice& device, const Peaks& peaks);

}  // namespace runtime
}  // namespace saddle
