#include "engine/api/gpu.h"

namespace saddle {

Result<GpuHandles> open_gpu(const std::string& id) {
    TRY(const auto device, runtime::open_vulkan(id));
    return runtime::gpu_handles(device);
}

}  // namespace saddle
