#pragma once
// KernelCall to SPIR-V: the source with its constants and fused code in one text, compiled by glslang, cached on disk by
// the text's hash, and checked against the bindings the call promises.
#include <cstdint>
#include <string>
#include <vector>

#include "engine/ops/kernel.h"

namespace saddle::runtime {

/// The complete GLSL of a call: `#include`s resolved, defines after `#version`.
Result<std::string> kernel_source(const ops::KernelCall& call, const DeviceProfile& device);
/// SPIR-V 1.5. Errors quote the kernel and glslang's log.
Result<std::vector<uint32_t>> compile_kernel(const std::string& source, const ops::KernelCall& call);

}  // namespace saddle::runtime
