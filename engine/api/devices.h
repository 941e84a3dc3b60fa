#pragma once
// Devices of this machine and their measured peaks.
#include "engine/runtime/device.h"

namespace saddle::api {

/// What the loader finds, then the reference; with the peaks that the store remembers.
std::vector<runtime::DeviceListing> devices(const std::string& store_path = {});

}  // namespace saddle::api
