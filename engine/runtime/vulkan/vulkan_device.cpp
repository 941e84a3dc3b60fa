#include "engine/runtime/vulkan/vulkan_device.h"

#include <algorithm>
#include <atomic>
#include <cstdlib>
#include <cstring>

#include "engine/core/log.h"
#include "engine/runtime/vulkan/fault.h"

namespace saddle::runtime {
namespace {

std::atomic<int> g_validation_errors{0};

VKAPI_ATTR VkBool32 VKAPI_CALL on_message(VkDebugUtilsMessageSeverityFlagBitsEXT severity, VkDebugUtilsMessageTypeFlagsEXT,
                                          const VkDebugUtilsMessengerCallbackDataEXT* data, void*) {
    if (severity >= VK_DEBUG_UTILS_MESSAGE_SEVERITY_ERROR_BIT_EXT) {
        ++g_validation_errors;
        log(Severity::Error, std::string("validation: ") + data->pMessage);
    }
    return VK_FALSE;
}

bool layer_present(const char* name) {
    uint32_t count = 0;
    vkEnumerateInstanceLayerProperties(&count, nullptr);
    std::vector<VkLayerProperties> layers(count);
    vkEnumerateInstanceLayerProperties(&count, layers.data());
    return std::any_of(layers.begin(), layers.end(), [&](const VkLayerProperties& l) { return std::strcmp(l.layerName, name) == 0; });
}

constexpr VkMemoryPropertyFlags kHost = VK_MEMORY_PROPERTY_HOST_VISIBLE_BIT | VK_MEMORY_PROPERTY_HOST_COHERENT_BIT;
constexpr VkMemoryPropertyFlags kMapped = kHost | VK_MEMORY_PROPERTY_HOST_CACHED_BIT | VK_MEMORY_PROPERTY_DEVICE_LOCAL_BIT;

/// Whether the host may map, with its caches, the largest heap of the device's own memory: a window into part of it, as
/// most discrete GPUs have, would not hold a model.
bool maps_device_memory(VkPhysicalDevice physical) {
    VkPhysicalDeviceMemoryProperties memory;
    vkGetPhysicalDeviceMemoryProperties(physical, &memory);
    VkDeviceSize largest = 0, mapped = 0;
    for (uint32_t i = 0; i < memory.memoryHeapCount; ++i)
        if (memory.memoryHeaps[i].flags & VK_MEMORY_HEAP_DEVICE_LOCAL_BIT) largest = std::max(largest, memory.memoryHeaps[i].size);
    for (uint32_t i = 0; i < memory.memoryTypeCount; ++i)
        if ((memory.memoryTypes[i].propertyFlags & kMapped) == kMapped) mapped = std::max(mapped, memory.memoryHeaps[memory.memoryTypes[i].heapIndex].size);
    return mapped > 0 && mapped >= largest;
}

DeviceProfile profile_of_physical(VkPhysicalDevice physical, VkPhysicalDeviceType& type) {
    VkPhysicalDeviceDriverProperties driver{VK_STRUCTURE_TYPE_PHYSICAL_DEVICE_DRIVER_PROPERTIES};
    VkPhysicalDeviceSubgroupProperties subgroup{VK_STRUCTURE_TYPE_PHYSICAL_DEVICE_SUBGROUP_PROPERTIES, &driver};
    VkPhysicalDeviceProperties2 properties{VK_STRUCTURE_TYPE_PHYSICAL_DEVICE_PROPERTIES_2, &subgroup};
    vkGetPhysicalDeviceProperties2(physical, &properties);
    const VkPhysicalDeviceLimits& limits = properties.properties.limits;
    type = properties.properties.deviceType;
    DeviceProfile p;
    p.name = properties.properties.deviceName;
    p.driver = std::string(driver.driverName) + " " + driver.driverInfo;
    p.subgroup_size = subgroup.subgroupSize;
    const VkSubgroupFeatureFlags wanted = VK_SUBGROUP_FEATURE_SHUFFLE_BIT | VK_SUBGROUP_FEATURE_ARITHMETIC_BIT;
    p.subgroup_shuffle = (subgroup.supportedOperations & wanted) == wanted && (subgroup.supportedStages & VK_SHADER_STAGE_COMPUTE_BIT);
    p.max_workgroup_invocations = limits.maxComputeWorkGroupInvocations;
    p.max_workgroup_count = std::min({limits.maxComputeWorkGroupCount[0], limits.maxComputeWorkGroupCount[1], limits.maxComputeWorkGroupCount[2]});
    p.shared_memory_bytes = limits.maxComputeSharedMemorySize;
    p.max_storage_range = limits.maxStorageBufferRange;
    p.max_texel_elements = limits.maxTexelBufferElements;
    p.alignment = uint32_t(std::max<VkDeviceSize>({16, limits.minStorageBufferOffsetAlignment, limits.minTexelBufferOffsetAlignment}));
    // llvmpipe ends all loops of an invocation silently after 65,535 iterations in total.
    if (driver.driverID == VK_DRIVER_ID_MESA_LLVMPIPE) p.max_loop_iterations = 65000;
    const bool cpu = type == VK_PHYSICAL_DEVICE_TYPE_CPU;
    const bool gpu = type == VK_PHYSICAL_DEVICE_TYPE_DISCRETE_GPU || type == VK_PHYSICAL_DEVICE_TYPE_INTEGRATED_GPU || type == VK_PHYSICAL_DEVICE_TYPE_VIRTUAL_GPU;
    if (cpu && p.subgroup_shuffle && p.max_texel_elements >= (1u << 24) && p.subgroup_size >= 4 && p.subgroup_size <= 32) p.device_class = DeviceClass::Cpu;
    else if (gpu && p.subgroup_shuffle && p.shared_memory_bytes >= 16384 && p.max_workgroup_invocations >= 256) p.device_class = DeviceClass::Gpu;
    VkPhysicalDeviceMemoryProperties memory;
    vkGetPhysicalDeviceMemoryProperties(physical, &memory);
    for (uint32_t i = 0; i < memory.memoryHeapCount; ++i)
        if (memory.memoryHeaps[i].flags & VK_MEMORY_HEAP_DEVICE_LOCAL_BIT) p.heap_bytes = std::max<uint64_t>(p.heap_bytes, memory.memoryHeaps[i].size);
    p.unified_memory = maps_device_memory(physical);
    return p;
}

std::vector<VkQueueFamilyProperties> queue_families(VkPhysicalDevice physical) {
    uint32_t count = 0;
    vkGetPhysicalDeviceQueueFamilyProperties(physical, &count, nullptr);
    std::vector<VkQueueFamilyProperties> families(count);
    vkGetPhysicalDeviceQueueFamilyProperties(physical, &count, families.data());
    return families;
}

/// The family with compute and graphics (one device serves both), else with compute.
int find_family(VkPhysicalDevice physical) {
    const std::vector<VkQueueFamilyProperties> families = queue_families(physical);
    for (const VkQueueFlags wanted : {VK_QUEUE_COMPUTE_BIT | VK_QUEUE_GRAPHICS_BIT, int(VK_QUEUE_COMPUTE_BIT)})
        for (size_t i = 0; i < families.size(); ++i)
            if ((families[i].queueFlags & wanted) == wanted && families[i].timestampValidBits > 0) return int(i);
    return -1;
}

Result<VkInstance> make_instance() {
    VkApplicationInfo app{VK_STRUCTURE_TYPE_APPLICATION_INFO};
    app.pApplicationName = "Saddlepoint";
    app.apiVersion = VK_API_VERSION_1_3;
    VkInstanceCreateInfo info{VK_STRUCTURE_TYPE_INSTANCE_CREATE_INFO};
    info.pApplicationInfo = &app;
    const char* layer = "VK_LAYER_KHRONOS_validation";
    const char* extension = VK_EXT_DEBUG_UTILS_EXTENSION_NAME;
    const char* asked = std::getenv("SADDLE_VALIDATION");
    VkDebugUtilsMessengerCreateInfoEXT messenger{VK_STRUCTURE_TYPE_DEBUG_UTILS_MESSENGER_CREATE_INFO_EXT};
    messenger.messageSeverity = VK_DEBUG_UTILS_MESSAGE_SEVERITY_ERROR_BIT_EXT | VK_DEBUG_UTILS_MESSAGE_SEVERITY_WARNING_BIT_EXT;
    messenger.messageType = VK_DEBUG_UTILS_MESSAGE_TYPE_VALIDATION_BIT_EXT;
    messenger.pfnUserCallback = on_message;
    const VkValidationFeatureEnableEXT enabled[] = {VK_VALIDATION_FEATURE_ENABLE_SYNCHRONIZATION_VALIDATION_EXT};
    VkValidationFeaturesEXT features{VK_STRUCTURE_TYPE_VALIDATION_FEATURES_EXT, &messenger, 1, enabled, 0, nullptr};
    const bool validate = asked && std::string(asked) == "1";
    if (validate && !layer_present(layer))
        return Error{ErrorKind::NoDevice, "SADDLE_VALIDATION=1, but the layer VK_LAYER_KHRONOS_validation is not installed", "install vulkan-validationlayers", {}};
    if (validate) {
        info.pNext = &features;
        info.enabledLayerCount = 1;
        info.ppEnabledLayerNames = &layer;
        info.enabledExtensionCount = 1;
        info.ppEnabledExtensionNames = &extension;
    }
    VkInstance instance = VK_NULL_HANDLE;
    if (const VkResult result = vkCreateInstance(&info, nullptr, &instance); result != VK_SUCCESS)
        return Error{ErrorKind::NoDevice, "there is no Vulkan driver (vkCreateInstance gave " + std::to_string(int(result)) + ")", "install mesa-vulkan-drivers, or your GPU's driver", {}};
    if (validate) {
        const auto create = PFN_vkCreateDebugUtilsMessengerEXT(vkGetInstanceProcAddr(instance, "vkCreateDebugUtilsMessengerEXT"));
        VkDebugUtilsMessengerEXT handle;
        create(instance, &messenger, nullptr, &handle);  // lives as long as the process
    }
    return instance;
}

}  // namespace

int validation_errors() { return g_validation_errors; }

Error vulkan_error(VkResult result, const std::string& call) {
    switch (result) {
        case VK_ERROR_DEVICE_LOST: return {ErrorKind::DeviceLost, "the device was lost in " + call, "what was finished is kept; start again", {}};
        case VK_ERROR_OUT_OF_HOST_MEMORY: return {ErrorKind::OutOfMemory, "out of host memory in " + call, "choose a smaller batch", {}};
        case VK_ERROR_OUT_OF_DEVICE_MEMORY: return {ErrorKind::OutOfMemory, "out of device memory in " + call, "choose a smaller batch", {}};
        default: return io_error(call + " failed with VkResult " + std::to_string(int(result)));
    }
}

Result<VkInstance> process_instance() {
    static std::mutex mutex;
    static VkInstance instance = VK_NULL_HANDLE;  // never destroyed: devices and the debug messenger use it to the end
    const std::lock_guard lock(mutex);
    if (!instance) {
        vector_width();  // lavapipe reads it with its first instance
        TRY(instance, make_instance());
    }
    return instance;
}

std::vector<Candidate> candidates(VkInstance instance) {
    uint32_t count = 0;
    vkEnumeratePhysicalDevices(instance, &count, nullptr);
    std::vector<VkPhysicalDevice> devices(count);
    vkEnumeratePhysicalDevices(instance, &count, devices.data());
    std::vector<std::pair<int, Candidate>> ranked;
    for (const VkPhysicalDevice physical : devices) {
        VkPhysicalDeviceType type;
        Candidate candidate{physical, profile_of_physical(physical, type), {}};
        VkPhysicalDeviceVulkan13Features v13{VK_STRUCTURE_TYPE_PHYSICAL_DEVICE_VULKAN_1_3_FEATURES};
        VkPhysicalDeviceVulkan12Features v12{VK_STRUCTURE_TYPE_PHYSICAL_DEVICE_VULKAN_1_2_FEATURES, &v13};
        VkPhysicalDeviceFeatures2 features{VK_STRUCTURE_TYPE_PHYSICAL_DEVICE_FEATURES_2, &v12};
        VkPhysicalDeviceProperties properties;
        vkGetPhysicalDeviceProperties(physical, &properties);
        if (properties.apiVersion < VK_API_VERSION_1_3) candidate.problem = "its driver offers no Vulkan 1.3";
        else if (find_family(physical) < 0) candidate.problem = "it has no compute queue with timestamps";
        else {
            vkGetPhysicalDeviceFeatures2(physical, &features);
            if (!v13.synchronization2 || !v12.timelineSemaphore) candidate.problem = "it lacks synchronization2 or timeline semaphores";
        }
        const int rank = type == VK_PHYSICAL_DEVICE_TYPE_DISCRETE_GPU ? 0 : type == VK_PHYSICAL_DEVICE_TYPE_INTEGRATED_GPU ? 1 : type == VK_PHYSICAL_DEVICE_TYPE_CPU ? 3 : 2;
        ranked.emplace_back(rank, std::move(candidate));
    }
    std::stable_sort(ranked.begin(), ranked.end(), [](const auto& a, const auto& b) { return a.first < b.first; });
    std::vector<Candidate> result;
    for (auto& [rank, candidate] : ranked) result.push_back(std::move(candidate));
    return result;
}

Result<std::shared_ptr<VulkanDevice>> VulkanDevice::open(VkInstance instance, const Candidate& candidate) {
    std::shared_ptr<VulkanDevice> device(new VulkanDevice);
    device->instance = instance;
    device->physical = candidate.physical;
    device->profile = candidate.profile;
    device->host_mapped = candidate.profile.unified_memory && !std::getenv("SADDLE_STAGING");
    device->family = uint32_t(find_family(candidate.physical));
    VkPhysicalDeviceProperties properties;
    vkGetPhysicalDeviceProperties(device->physical, &properties);
    device->timestamp_period_ns = double(properties.limits.timestampPeriod);
    if (properties.deviceType == VK_PHYSICAL_DEVICE_TYPE_CPU) device->timestamp_stage = VK_PIPELINE_STAGE_2_TOP_OF_PIPE_BIT;

    VkPhysicalDeviceVulkan13Features have13{VK_STRUCTURE_TYPE_PHYSICAL_DEVICE_VULKAN_1_3_FEATURES};
    VkPhysicalDeviceFeatures2 have{VK_STRUCTURE_TYPE_PHYSICAL_DEVICE_FEATURES_2, &have13};
    vkGetPhysicalDeviceFeatures2(device->physical, &have);
    VkPhysicalDeviceVulkan13Features v13{VK_STRUCTURE_TYPE_PHYSICAL_DEVICE_VULKAN_1_3_FEATURES};
    v13.synchronization2 = VK_TRUE;
    v13.dynamicRendering = have13.dynamicRendering;
    device->graphics = have13.dynamicRendering && (queue_families(device->physical)[device->family].queueFlags & VK_QUEUE_GRAPHICS_BIT);
    VkPhysicalDeviceVulkan12Features v12{VK_STRUCTURE_TYPE_PHYSICAL_DEVICE_VULKAN_1_2_FEATURES, &v13};
    v12.timelineSemaphore = VK_TRUE;
    const float priority = 1;
    VkDeviceQueueCreateInfo queue{VK_STRUCTURE_TYPE_DEVICE_QUEUE_CREATE_INFO};
    queue.queueFamilyIndex = device->family;
    queue.queueCount = 1;
    queue.pQueuePriorities = &priority;
    VkDeviceCreateInfo info{VK_STRUCTURE_TYPE_DEVICE_CREATE_INFO, &v12};
    info.queueCreateInfoCount = 1;
    info.pQueueCreateInfos = &queue;
    if (const VkResult result = vkCreateDevice(device->physical, &info, nullptr, &device->device); result != VK_SUCCESS) return vulkan_error(result, "vkCreateDevice");
    vkGetDeviceQueue(device->device, device->family, 0, &device->queue);
    return device;
}

VulkanDevice::~VulkanDevice() {
    if (device) {
        vkDeviceWaitIdle(device);
        vkDestroyDevice(device, nullptr);
    }
}

bool VulkanDevice::lost() {
    const std::lock_guard lock(mutex);
    return vkQueueSubmit2(queue, 0, nullptr, VK_NULL_HANDLE) == VK_ERROR_DEVICE_LOST;
}

uint32_t VulkanDevice::memory_type(uint32_t allowed, Memory use) const {
    VkPhysicalDeviceMemoryProperties memory;
    vkGetPhysicalDeviceMemoryProperties(physical, &memory);
    struct Wish { VkMemoryPropertyFlags with, without; };
    std::vector<Wish> wishes{{kHost | VK_MEMORY_PROPERTY_HOST_CACHED_BIT, VK_MEMORY_PROPERTY_DEVICE_LOCAL_BIT}, {kHost | VK_MEMORY_PROPERTY_HOST_CACHED_BIT, 0}, {kHost, 0}};
    if (use == Memory::Device && host_mapped) wishes.insert(wishes.begin(), {kMapped, 0});
    if (use == Memory::Device && !host_mapped) wishes = {{VK_MEMORY_PROPERTY_DEVICE_LOCAL_BIT, VK_MEMORY_PROPERTY_HOST_VISIBLE_BIT}, {VK_MEMORY_PROPERTY_DEVICE_LOCAL_BIT, 0}, {0, 0}};
    for (const Wish& wish : wishes)
        for (uint32_t i = 0; i < memory.memoryTypeCount; ++i) {
            const VkMemoryPropertyFlags has = memory.memoryTypes[i].propertyFlags;
            if ((allowed >> i & 1) && (has & wish.with) == wish.with && !(has & wish.without)) return i;
        }
    return 0;
}

uint32_t fresh_byte() { return std::getenv("SADDLE_POISON") ? 0xff : 0; }

Result<Buffer> Buffer::make(std::shared_ptr<VulkanDevice> device, int64_t bytes, Memory memory) {
    Buffer buffer;
    buffer.device_ = device;
    buffer.bytes = std::max<int64_t>(bytes, 256);
    VkBufferCreateInfo info{VK_STRUCTURE_TYPE_BUFFER_CREATE_INFO};
    info.size = VkDeviceSize(buffer.bytes);
    info.usage = VK_BUFFER_USAGE_STORAGE_BUFFER_BIT | VK_BUFFER_USAGE_STORAGE_TEXEL_BUFFER_BIT | VK_BUFFER_USAGE_TRANSFER_SRC_BIT | VK_BUFFER_USAGE_TRANSFER_DST_BIT;
    if (const VkResult r = vkCreateBuffer(device->device, &info, nullptr, &buffer.handle); r != VK_SUCCESS) return vulkan_error(r, "vkCreateBuffer of " + std::to_string(bytes) + " bytes");
    VkMemoryRequirements needs;
    vkGetBufferMemoryRequirements(device->device, buffer.handle, &needs);
    VkMemoryAllocateInfo allocate{VK_STRUCTURE_TYPE_MEMORY_ALLOCATE_INFO};
    allocate.allocationSize = needs.size;
    allocate.memoryTypeIndex = device->memory_type(needs.memoryTypeBits, memory);
    if (const VkResult r = attempt("vkAllocateMemory", [&] { return vkAllocateMemory(device->device, &allocate, nullptr, &buffer.memory_); }); r != VK_SUCCESS)
        return vulkan_error(r, "vkAllocateMemory of " + std::to_string(needs.size) + " bytes");
    vkBindBufferMemory(device->device, buffer.handle, buffer.memory_, 0);
    if (memory == Memory::Device && !device->host_mapped) return buffer;
    void* map = nullptr;
    if (const VkResult r = vkMapMemory(device->device, buffer.memory_, 0, VK_WHOLE_SIZE, 0, &map); r != VK_SUCCESS) return vulkan_error(r, "vkMapMemory");
    buffer.map = static_cast<std::byte*>(map);
    std::memset(buffer.map, int(fresh_byte()), size_t(buffer.bytes));
    return buffer;
}

Buffer::~Buffer() {
    if (handle) vkDestroyBuffer(device_->device, handle, nullptr);
    if (memory_) vkFreeMemory(device_->device, memory_, nullptr);
}

void Buffer::swap(Buffer& other) {
    std::swap(handle, other.handle);
    std::swap(map, other.map);
    std::swap(bytes, other.bytes);
    std::swap(device_, other.device_);
    std::swap(memory_, other.memory_);
}

}  // namespace saddle::runtime
