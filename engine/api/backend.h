#pragma once
// Internal to api: an executor on the asked-for device, with stored peaks, or the reference with a warning.
#include <memory>

#include "engine/runtime/device.h"

namespace saddle::api {

/// Samples that a run evaluates at once, between epochs.
inline constexpr int64_t kEvalBatch = 256;

struct Backend {
    std::shared_ptr<runtime::VulkanDevice> device;   ///< null for the reference
    std::unique_ptr<runtime::Executor> executor;
    std::vector<std::string> warnings;
};
/// "auto" falls back to the reference when there is no Vulkan device; "vulkan" and "vulkan:N" do not (NoDevice).
Result<Backend> open_backend(const std::string& device, const std::string& store_path);

}  // namespace saddle::api
