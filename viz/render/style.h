#pragma once
// The look's colours, radii and paddings as ImGui's style.
#include "viz/theme.h"

namespace saddle::viz {

/// Sets the style of the current context.
void apply_style(const Theme& theme);

}  // namespace saddle::viz
