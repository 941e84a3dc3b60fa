#include "engine/runtime/vulkan/shader_compiler.h"

#include <glslang/SPIRV/GlslangToSpv.h>
#include <glslang/Public/ResourceLimits.h>
#include <glslang/Public/ShaderLang.h>

#include <cstring>
#include <filesystem>
#include <map>
#include <mutex>
#include <set>

#include "engine/core/file.h"
#include "shaders/shader_sources.h"

namespace saddle::runtime {
namespace {

constexpr const char* kCacheVersion = "1";

Error broken(const ops::KernelCall& call, const std::string& what) {
    return Error{ErrorKind::Internal, "kernel " + call.kernel + " (" + call.source + ") at " + call.node + ": " + what, "", {}};
}

/// Replaces #include lines by what they name: fused code of the call, or a file of shaders/.
Status resolve(const std::string& text, const ops::KernelCall& call, std::string& out, int depth) {
    if (depth > 8) return broken(call, "includes are nested too deeply");
    for (size_t at = 0; at < text.size();) {
        const size_t end = std::min(text.find('\n', at), text.size());
        const std::string line = text.substr(at, end - at);
        at = end + 1;
        const size_t first = line.find_first_not_of(" \t");
        if (first == std::string::npos || line.compare(first, 8, "#include") != 0) {
            out += line + "\n";
            continue;
        }
        const size_t open = line.find('"'), close = line.rfind('"');
        const std::string name = open < close ? line.substr(open + 1, close - open - 1) : "";
        if (name == "epilogue") TRY_STATUS(resolve(call.epilogue, call, out, depth + 1));
        else if (name == "prologue") TRY_STATUS(resolve(call.prologue, call, out, depth + 1));
        else {
            const std::string_view file = shader_source(name);
            if (file.empty()) return broken(call, "there is no shader file '" + name + "'");
            TRY_STATUS(resolve(std::string(file), call, out, depth + 1));
        }
    }
    return {};
}

/// Binding numbers that the module uses, with whether each is a texel image.
std::map<uint32_t, bool> bindings_of(const std::vector<uint32_t>& spirv) {
    constexpr uint32_t kOpVariable = 59, kOpDecorate = 71, kBinding = 33, kUniformConstant = 0;
    std::map<uint32_t, uint32_t> binding;      // variable -> number
    std::map<uint32_t, bool> image;            // variable -> is a texel image
    for (size_t i = 5; i < spirv.size();) {
        const uint32_t words = spirv[i] >> 16, op = spirv[i] & 0xffff;
        if (words == 0) break;
        if (op == kOpDecorate && words == 4 && spirv[i + 2] == kBinding) binding[spirv[i + 1]] = spirv[i + 3];
        if (op == kOpVariable) image[spirv[i + 2]] = spirv[i + 3] == kUniformConstant;
        i += words;
    }
    std::map<uint32_t, bool> used;
    for (const auto& [variable, number] : binding) used[number] = image[variable];
    return used;
}

Status check_bindings(const std::vector<uint32_t>& spirv, const ops::KernelCall& call) {
    for (const auto& [number, image] : bindings_of(spirv)) {
        if (number >= call.bindings.size()) return broken(call, "reads binding " + std::to_string(number) + ", but the call has " + std::to_string(call.bindings.size()));
        if (image != (call.bindings[number].kind != ops::BindingKind::Storage))
            return broken(call, "binding " + std::to_string(number) + " is a " + (image ? "texel buffer" : "storage buffer") + " in the kernel and not in the call");
    }
    return {};
}

}  // namespace

Result<std::string> kernel_source(const ops::KernelCall& call, const DeviceProfile& device) {
    const std::string text = call.text.empty() ? std::string(shader_source(call.source)) : call.text;
    if (text.rfind("#version", 0) != 0) return broken(call, "its source is missing or does not begin with #version");
    std::string full;
    TRY_STATUS(resolve(text, call, full, 0));
    std::string defines = "#define LOCAL_SIZE " + std::to_string(call.local_size) + "\n#define SUBGROUP_SIZE " + std::to_string(device.subgroup_size) + "\n";
    for (const auto& [name, value] : call.defines) defines += "#define " + name + " " + value + "\n";
    return full.insert(full.find('\n') + 1, defines);
}

Result<std::vector<uint32_t>> compile_kernel(const std::string& source, const ops::KernelCall& call) {
    const std::string folder = cache_folder() + "/spirv/", path = folder + sha256(std::string(kCacheVersion) + source) + ".spv";
    std::vector<uint32_t> spirv;
    if (const auto cached = read_file(path, 16 << 20); cached.ok() && cached->size() >= 20 && cached->size() % 4 == 0) {
        spirv.resize(cached->size() / 4);
        std::memcpy(spirv.data(), cached->data(), cached->size());
        if (spirv[0] == 0x07230203) {
            TRY_STATUS(check_bindings(spirv, call));
            return spirv;
        }
        spirv.clear();
    }
    static std::mutex mutex;  // glslang keeps state of the process
    const std::lock_guard lock(mutex);
    static const bool initialised = glslang::InitializeProcess();
    if (!initialised) return broken(call, "glslang does not start");
    glslang::TShader shader(EShLangCompute);
    const char* text = source.c_str();
    shader.setStrings(&text, 1);
    shader.setEnvInput(glslang::EShSourceGlsl, EShLangCompute, glslang::EShClientVulkan, 100);
    shader.setEnvClient(glslang::EShClientVulkan, glslang::EShTargetVulkan_1_2);
    shader.setEnvTarget(glslang::EShTargetSpv, glslang::EShTargetSpv_1_5);
    const EShMessages messages = EShMessages(EShMsgSpvRules | EShMsgVulkanRules);
    if (!shader.parse(GetDefaultResources(), 460, false, messages)) return broken(call, std::string("does not compile:\n") + shader.getInfoLog());
    glslang::TProgram program;
    program.addShader(&shader);
    if (!program.link(messages)) return broken(call, std::string("does not link:\n") + program.getInfoLog());
    glslang::GlslangToSpv(*program.getIntermediate(EShLangCompute), spirv);
    TRY_STATUS(check_bindings(spirv, call));
    // The cache only saves time: a folder that cannot be written is no reason to stop.
    std::error_code ignored;
    std::filesystem::create_directories(folder, ignored);
    (void)write_file(path, std::string_view(reinterpret_cast<const char*>(spirv.data()), spirv.size() * 4));
    return spirv;
}

}  // namespace saddle::runtime
