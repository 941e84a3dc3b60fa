#include <map>

#include "engine/runtime/vulkan/vulkan_device.h"

namespace saddle::runtime {

std::vector<DeviceListing> list_devices() {
    std::vector<DeviceListing> list;
    if (const auto instance = make_instance(); instance.ok()) {
        const auto found = candidates(*instance);
        for (size_t i = 0; i < found.size(); ++i) list.push_back({"vulkan:" + std::to_string(i), found[i].profile, found[i].problem});
        vkDestroyInstance(*instance, nullptr);
    }
    list.push_back({"reference", DeviceProfile{}, ""});
    return list;
}

Result<std::shared_ptr<VulkanDevice>> open_vulkan(const std::string& id) {
    static std::mutex mutex;
    static std::map<int, std::weak_ptr<VulkanDevice>> open;  // one device of a kind serves compute and views
    int index = -1;
    if (id.rfind("vulkan:", 0) == 0) index = std::atoi(id.c_str() + 7);
    else if (id != "auto" && id != "vulkan") return Error{ErrorKind::Usage, "unknown device '" + id + "'", "use auto, vulkan, vulkan:N or reference", {}};
    const std::lock_guard lock(mutex);
    if (auto device = open[index].lock()) return device;
    TRY(std::shared_ptr<VulkanDevice> device, VulkanDevice::open(index));
    open[index] = device;
    return device;
}

const DeviceProfile& profile_of(const VulkanDevice& device) { return device.profile; }

void set_peaks(VulkanDevice& device, double gflops, double gbytes_per_s, double cache_gbytes_per_s, uint64_t cache_bytes) {
    device.profile.peak_gflops = gflops;
    device.profile.peak_gbytes_per_s = gbytes_per_s;
    device.profile.cache_gbytes_per_s = cache_gbytes_per_s;
    device.profile.cache_bytes = cache_bytes;
}

}  // namespace saddle::runtime
