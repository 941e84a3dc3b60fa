#pragma once
// Which font of the atlas is which. Hosts add them to ImGui's atlas in this order; an atlas with fewer fonts (tests)
// falls back to its last one. Sizes are em sizes in logical px (look: section Type).
#include <imgui.h>

#include <algorithm>
#include <string_view>

namespace saddle::viz {

enum class Font {
    Base,        ///< Inter 12: everything, ImGui's default
    Small,       ///< Inter 11: hints, sections, table heads
    Mono,        ///< JetBrains Mono 10.5: measured values
    MonoMicro,   ///< JetBrains Mono 10: ticks, units
    Title,       ///< Inter 13, semi-bold
};

inline ImFont* font(Font which) {
    const ImVector<ImFont*>& fonts = ImGui::GetIO().Fonts->Fonts;
    return fonts[std::min(int(which), fonts.Size - 1)];
}

/// Tells the atlas of characters beyond the European alphabets. Translated texts are noted by the host of a view; a view
/// calls it for other texts that may hold any script: names that users gave, classes of a data set.
void need_glyphs(std::string_view utf8);

}  // namespace saddle::viz
