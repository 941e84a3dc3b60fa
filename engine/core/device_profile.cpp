#include "engine/core/device_profile.h"

namespace saddle {

const char* name(DeviceClass device_class) {
    switch (device_class) {
        case DeviceClass::Cpu: return "cpu";
        case DeviceClass::Gpu: return "gpu";
        case DeviceClass::Plain: return "plain";
    }
    return "plain";
}

}  // namespace saddle
