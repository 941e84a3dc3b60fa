#include "engine/api/devices.h"

#include <algorithm>

#include "engine/store/experiment_store.h"

namespace saddle::api {

std::optional<runtime::Peaks> known_peaks(const DeviceProfile& device, const std::string& store_path) {
    const auto store = store::ExperimentStore::open(store::store_or_default(store_path));
    if (!store.ok()) return {};
    const auto row = (*store)->peaks(device.name, device.driver);
    if (!row.ok() || !*row) return {};
    return runtime::Peaks{(*row)->gflops, (*row)->gbytes_per_s, (*row)->cache_gbytes_per_s, (*row)->cache_bytes};
}

std::vector<runtime::DeviceListing> devices(const std::string& store_path) {
    std::vector<runtime::DeviceListing> list = runtime::list_devices();
    for (runtime::DeviceListing& device : list)
        if (const auto peaks = known_peaks(device.profile, store_path)) runtime::set_peaks(device.profile, *peaks);
    return list;
}

Result<runtime::Peaks> measure_peaks(const std::string& id, const std::string& store_path) {
    TRY(const auto device, runtime::open_vulkan(id));
    TRY_STATUS(measure_peaks(device, store_path, false));
    return runtime::peaks_of(runtime::profile_of(*device));
}

Status measure_peaks(const std::shared_ptr<runtime::VulkanDevice>& device, const std::string& store_path, bool raise) {
    TRY(runtime::Peaks peaks, runtime::measure_peaks(device));
    const DeviceProfile& profile = runtime::profile_of(*device);
    if (raise) {
        const runtime::Peaks known = runtime::peaks_of(profile);
        peaks = {std::max(peaks.gflops, known.gflops), std::max(peaks.gbytes_per_s, known.gbytes_per_s),
                 std::max(peaks.cache_gbytes_per_s, known.cache_gbytes_per_s), std::max(peaks.cache_bytes, known.cache_bytes)};
    }
    runtime::set_peaks(*device, peaks);
    TRY(const auto store, store::ExperimentStore::open(store::store_or_default(store_path)));
    return store->set_peaks({profile.name, profile.driver, peaks.gflops, peaks.gbytes_per_s, peaks.cache_gbytes_per_s, peaks.cache_bytes});
}

}  // namespace saddle::api
