#pragma once
// What lies below shaders/, carried inside the programs, by its path there ("conv/forward.cpu.comp", "viz/ui.vert").
#include <cstdint>
#include <span>
#include <string_view>

namespace saddle {

/// The text of a kernel or of a part it includes. Empty when there is no such file.
std::string_view shader_source(std::string_view path);
/// SPIR-V of a vertex or fragment shader, compiled with the program. Empty when there is no such file.
std::span<const uint32_t> shader_binary(std::string_view path);
/// SHA-256 of all kernels and their parts: changes with any of them.
std::string_view shader_fingerprint();

}  // namespace saddle
