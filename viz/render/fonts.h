#pragma once
// The fonts of the views: found in the usual folders, rasterised for a device pixel ratio into one atlas that all
// contexts share, with the glyphs that the texts shown so far need (see need_glyphs in viz/fonts.h).
#include <imgui.h>

#include <map>
#include <string>

#include "viz/render/pipeline.h"

namespace saddle::viz {

/// Paths of font files; an empty one was not found. Without `ui` ImGui's built-in pixel font serves.
struct FontFiles {
    std::string ui, title, mono, cjk;
};
/// Looks below `folders` for the fonts of the look (tokens: font), then for what most systems have instead.
FontFiles find_fonts(const std::vector<std::string>& folders);
/// $XDG_DATA_HOME/fonts, ~/.fonts, and fonts/ below each of $XDG_DATA_DIRS.
std::vector<std::string> font_folders();

class FontAtlas {
public:
    static Result<std::shared_ptr<FontAtlas>> make(Gpu& gpu, const FontFiles& files, double scale);
    ImFontAtlas atlas;                  ///< fonts in the order of viz::Font, `scale` times their logical size
    std::shared_ptr<Texture> texture;
    size_t glyphs_wanted = 0;           ///< how many code points had been asked for when it was made
};

/// The atlases of a device, one a device pixel ratio; made anew when texts need more glyphs.
class Fonts {
public:
    Result<std::shared_ptr<FontAtlas>> get(Gpu& gpu, double scale);

private:
    std::optional<FontFiles> files_;
    std::map<int, std::weak_ptr<FontAtlas>> made_;   ///< by hundredths of the scale
};

}  // namespace saddle::viz
