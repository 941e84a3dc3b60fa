#pragma once
// What the compiler may know of a device: plain numbers, so that a plan can be made and printed without one.
#include <cstdint>
#include <string>

namespace saddle {

/// Which family of kernel variants fits a device best. Plain runs on anything.
enum class DeviceClass { Cpu, Gpu, Plain };
const char* name(DeviceClass device_class);

struct DeviceProfile {
    std::string name = "reference";    ///< as the driver says
    std::string driver;                ///< driver name and version
    DeviceClass device_class = DeviceClass::Plain;
    uint32_t subgroup_size = 1;
    bool subgroup_shuffle = false;     ///< shuffle and arithmetic in compute shaders
    uint32_t max_workgroup_invocations = 128;
    uint32_t max_workgroup_count = 65535;      ///< the smallest of the three dimensions
    uint32_t shared_memory_bytes = 16384;
    uint64_t max_storage_range = 1ull << 27;   ///< bytes one storage buffer binding may span
    uint64_t max_texel_elements = 65536;
    uint32_t alignment = 256;                  ///< bytes; of storage and texel offsets
    uint32_t max_loop_iterations = 0xffffffff; ///< per invocation (65,000 on lavapipe: it stops silently above)
    bool unified_memory = false;       ///< the host maps the device's own memory
    uint32_t compute_queues = 1;
    uint64_t heap_bytes = 0;
    double peak_gflops = 0;            ///< measured FMA rate; 0 = not measured
    double peak_gbytes_per_s = 0;      ///< measured copy bandwidth of main memory; 0 = not measured
    double cache_gbytes_per_s = 0;     ///< measured bandwidth of the last-level cache; 0 = not measured
    uint64_t cache_bytes = 0;          ///< capacity that bandwidth was measured within
};

}  // namespace saddle
