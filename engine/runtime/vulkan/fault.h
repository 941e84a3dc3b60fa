#pragma once
// Failures on purpose, for tests of what follows: SADDLE_FAULT=vkQueueSubmit2:12:-4 lets the twelfth call of that name in
// the process, and every later one, fail with that VkResult (-4: device lost, -2: out of device memory) without being made.
#include <vulkan/vulkan.h>

namespace saddle::runtime {

/// The failure that is due for this call of `function`, which then is not to be made; VK_SUCCESS: make it.
VkResult fault_of(const char* function);

/// The result of `call`, a call of `function`, or the failure that a test asked for.
template <class Call>
VkResult attempt(const char* function, Call call) {
    const VkResult fault = fault_of(function);
    return fault == VK_SUCCESS ? call() : fault;
}

}  // namespace saddle::runtime
