#include <algorithm>
#include <map>

#include "engine/runtime/vulkan/vulkan_device.h"

namespace saddle::runtime {

std::string vulkan_loader() {
    uint32_t v = 0;
    vkEnumerateInstanceVersion(&v);
    return std::to_string(VK_API_VERSION_MAJOR(v)) + "." + std::to_string(VK_API_VERSION_MINOR(v)) + "." + std::to_string(VK_API_VERSION_PATCH(v));
}

std::vector<DeviceListing> list_devices() {
    std::vector<DeviceListing> list;
    if (const auto instance = process_instance(); instance.ok()) {
        const auto found = candidates(*instance);
        for (size_t i = 0; i < found.size(); ++i) list.push_back({"vulkan:" + std::to_string(i), found[i].profile, found[i].problem});
    }
    list.push_back({"reference", DeviceProfile{}, ""});
    return list;
}

Result<std::shared_ptr<VulkanDevice>> open_vulkan(const std::string& id) {
    static std::mutex mutex;
    static std::map<size_t, std::weak_ptr<VulkanDevice>> open;  // by index: one VkDevice serves runs, landscapes and views
    const bool numbered = id.rfind("vulkan:", 0) == 0;
    if (!numbered && id != "auto" && id != "vulkan") return Error{ErrorKind::Usage, "unknown device '" + id + "'", "use auto, vulkan, vulkan:N or reference", {}};
    const std::lock_guard lock(mutex);
    TRY(const VkInstance instance, process_instance());
    const std::vector<Candidate> all = candidates(instance);
    size_t index = 0;
    if (numbered) index = size_t(std::max(0, std::atoi(id.c_str() + 7)));
    else while (index + 1 < all.size() && !all[index].problem.empty()) ++index;
    if (index >= all.size() || !all[index].problem.empty())
        return Error{ErrorKind::NoDevice, index < all.size() ? all[index].profile.name + " cannot be used: " + all[index].problem
                     : numbered ? "there is no device " + id : "no Vulkan device was found", "`saddle devices` lists what is there", {}};
    if (auto device = open[index].lock(); device && !device->lost()) return device;
    TRY(std::shared_ptr<VulkanDevice> device, VulkanDevice::open(instance, all[index]));
    open[index] = device;
    return device;
}

Result<GpuHandles> gpu_handles(const std::shared_ptr<VulkanDevice>& device) {
    if (!device->graphics)
        return Error{ErrorKind::NoDevice, device->profile.name + " computes but does not draw (no graphics queue, or no dynamic rendering)",
                     "use a device whose driver has Vulkan 1.3 with graphics", {}};
    VkPhysicalDeviceProperties properties;
    vkGetPhysicalDeviceProperties(device->physical, &properties);
    return GpuHandles{device->instance, device->physical, device->device, device->queue, device->family, &device->mutex,
                      properties.deviceType == VK_PHYSICAL_DEVICE_TYPE_CPU, device};
}

const DeviceProfile& profile_of(const VulkanDevice& device) { return device.profile; }

void set_peaks(VulkanDevice& device, const Peaks& peaks) {
    if (peaks_of(device.profile) != peaks) set_peaks(device.profile, peaks);  // other threads read it: equal values are not written again
}

}  // namespace saddle::runtime
