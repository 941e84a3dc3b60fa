#include "engine/api/backend.h"

#include "engine/api/devices.h"

namespace saddle::api {

Result<Backend> open_backend(const std::string& device, const std::string& store_path) {
    Backend backend;
    if (device == "reference") {
        backend.executor = runtime::make_reference_executor();
        return backend;
    }
    auto opened = runtime::open_vulkan(device.empty() ? "auto" : device);
    if (!opened.ok()) {
        if (device != "auto" && !device.empty()) return std::move(opened.error());
        backend.warnings.push_back("no Vulkan device: using the reference executor, which is slow (" + opened.error().message +
                                   "; `saddle doctor` says how to get one)");
        backend.executor = runtime::make_reference_executor();
        return backend;
    }
    backend.device = std::move(*opened);
    if (const auto peaks = known_peaks(runtime::profile_of(*backend.device), store_path)) runtime::set_peaks(*backend.device, *peaks);
    backend.executor = runtime::make_vulkan_executor(backend.device);
    return backend;
}

}  // namespace saddle::api
