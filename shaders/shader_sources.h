#pragma once
// The text of every file below shaders/, by its path there ("conv/forward.cpu.comp", "include/math.glsl").
#include <string_view>

namespace saddle {

/// Empty when there is no such file.
std::string_view shader_source(std::string_view path);

}  // namespace saddle
