#include "engine/api/devices.h"

#include "engine/store/experiment_store.h"

namespace saddle::api {

std::vector<runtime::DeviceListing> devices(const std::string& store_path) {
    std::vector<runtime::DeviceListing> list = runtime::list_devices();
    const auto store = store::ExperimentStore::open(store_path.empty() ? store::default_store_path() : store_path);
    if (!store.ok()) return list;
    for (runtime::DeviceListing& device : list)
        if (const auto peaks = (*store)->peaks(device.profile.name, device.profile.driver); peaks.ok() && *peaks) {
            device.profile.peak_gflops = (*peaks)->gflops;
            device.profile.peak_gbytes_per_s = (*peaks)->gbytes_per_s;
        }
    return list;
}

}  // namespace saddle::api
