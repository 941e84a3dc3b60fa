#pragma once
// Colours of the look (app/shell/theme/tokens.json), as plain numbers. Filled by whoever reads the tokens file.
#include <array>
#include <cstdint>
#include <string>
#include <vector>

namespace saddle::viz {

/// 0xAABBGGRR, as ImGui's IM_COL32 packs it.
using Color = uint32_t;

struct Theme {
    bool dark = true;
    struct { Color gutter, canvas, panel, raised, field, hover, active; } bg{};
    struct { Color subtle, normal, strong; } line{};
    struct { Color primary, secondary, tertiary, disabled; } text{};
    struct { Color base, hover, pressed, soft, on; } accent{};
    struct { Color error, error_soft, warning, warning_soft, ok, ok_soft, info, info_soft; } semantic{};
    struct { Color forward, backward, update, on; } phase{};
    struct { Color forward, backward, update; } phase_quiet{};
    struct { Color bg, grid, axis, trail, trail_halo; } plot{};
    std::array<Color, 6> categorical{};              ///< runs and series, in this order
    std::vector<Color> heat, dune, diverging;        ///< stops, interpolated linearly in sRGB
};

/// Theme "dark" or "light" from the text of tokens.json. Missing tokens are an error that names them in `error`.
bool read_theme(const std::string& tokens_json, const std::string& name, Theme& theme, std::string& error);

/// Linear in sRGB, alpha included; t = 0 gives `from`.
Color mix(Color from, Color to, double t);
/// `color` with another opacity in [0, 1].
Color with_alpha(Color color, double alpha);
/// A colour map (heat, dune, diverging) at t in [0, 1], clamped; transparent for NaN.
Color ramp(const std::vector<Color>& stops, double t);

}  // namespace saddle::viz
