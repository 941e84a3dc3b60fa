#pragma once
// Devices of this machine and their measured peaks.
#include <optional>

#include "engine/runtime/device.h"

namespace saddle::api {

/// What the loader finds, then the reference; with the peaks that the store remembers.
std::vector<runtime::DeviceListing> devices(const std::string& store_path = {});

/// Peaks that the store remembers of a device by name and driver; none also when the store cannot be read: they are a
/// nicety that must not stop work which does not need them.
std::optional<runtime::Peaks> known_peaks(const DeviceProfile& device, const std::string& store_path);

/// Measures the peaks of a device (`id` as in `--device`; 1 to 2 s), for its profile from now on and for the store.
Result<runtime::Peaks> measure_peaks(const std::string& id, const std::string& store_path = {});
/// The same for an open device; `raise` keeps what was known where it was higher (a peak measured on a busy machine is
/// too low, never too high).
Status measure_peaks(const std::shared_ptr<runtime::VulkanDevice>& device, const std::string& store_path, bool raise);

}  // namespace saddle::api
