#include "engine/api/backend.h"

#include "engine/core/log.h"
#include "engine/store/experiment_store.h"

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
    // Measured peaks are a nicety: a store that cannot be read must not stop the work that does not need it.
    if (auto store = store::ExperimentStore::open(store_path.empty() ? store::default_store_path() : store_path); store.ok()) {
        const DeviceProfile& profile = runtime::profile_of(*backend.device);
        if (auto peaks = (*store)->peaks(profile.name, profile.driver); peaks.ok() && *peaks)
            runtime::set_peaks(*backend.device, (*peaks)->gflops, (*peaks)->gbytes_per_s, (*peaks)->cache_gbytes_per_s, (*peaks)->cache_bytes);
    }
    backend.executor = runtime::make_vulkan_executor(backend.device);
    return backend;
}

}  // namespace saddle::api
