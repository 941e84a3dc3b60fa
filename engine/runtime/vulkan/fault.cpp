#include "engine/runtime/vulkan/fault.h"

#include <atomic>
#include <cstdlib>
#include <string>

namespace saddle::runtime {
namespace {

struct Fault {
    std::string function;
    long from = 0;
    VkResult result = VK_SUCCESS;
    std::atomic<long> calls{0};
};

Fault& fault() {
    static Fault fault;
    [[maybe_unused]] static const bool read = [] {
        const char* text = std::getenv("SADDLE_FAULT");
        const std::string wish = text ? text : "";
        const size_t first = wish.find(':'), second = wish.find(':', first + 1);
        if (first == std::string::npos || second == std::string::npos) return false;
        fault.function = wish.substr(0, first);
        fault.from = std::atol(wish.c_str() + first + 1);
        fault.result = VkResult(std::atoi(wish.c_str() + second + 1));
        return true;
    }();
    return fault;
}

}  // namespace

VkResult fault_of(const char* function) {
    Fault& f = fault();
    if (f.function != function) return VK_SUCCESS;
    return ++f.calls >= f.from ? f.result : VK_SUCCESS;
}

}  // namespace saddle::runtime
