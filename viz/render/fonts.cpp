#include "viz/render/fonts.h"

#include <ft2build.h>
#include FT_FREETYPE_H
#include <imgui_freetype.h>

#include <algorithm>
#include <cmath>
#include <cstdlib>
#include <filesystem>
#include <set>
#include <sstream>

#include "engine/api/files.h"
#include "viz/fonts.h"

namespace saddle::viz {
namespace {

/// Code points beyond the alphabets that texts have asked for; grows only.
std::set<ImWchar>& wanted() {
    static std::set<ImWchar> points;
    return points;
}
/// What every font carries: Latin, Greek, punctuation, sub- and superscripts, arrows, the common half of mathematics.
constexpr ImWchar kAlphabets[] = {0x20, 0x17f, 0x391, 0x3c9, 0x2000, 0x209f, 0x2190, 0x2199, 0x2200, 0x226b, 0xfffd, 0xfffd, 0};
bool is_basic(unsigned point) {
    for (const ImWchar* range = kAlphabets; *range; range += 2)
        if (point >= range[0] && point <= range[1]) return true;
    return point < 0x20;
}

bool chinese_wanted() { return wanted().lower_bound(0x2e80) != wanted().end(); }

struct Face {
    Font font;
    double em;                               // logical px
    std::string FontFiles::* file;
};
constexpr Face kFaces[] = {{Font::Base, 12, &FontFiles::ui}, {Font::Small, 11, &FontFiles::ui}, {Font::Mono, 10.5, &FontFiles::mono},
                           {Font::MonoMicro, 10, &FontFiles::mono}, {Font::Title, 13, &FontFiles::title}};

/// A font file in memory while an atlas is built of it.
struct FontData {
    std::string bytes;
    double line_per_em = 1.2;
};
FontData load(const std::string& file) {
    FontData font;
    auto bytes = read_file(file, 256 << 20);
    if (!bytes.ok()) return font;
    font.bytes = std::move(*bytes);
    FT_Library library;
    if (FT_Init_FreeType(&library) == 0) {
        FT_Face face;
        if (FT_New_Memory_Face(library, reinterpret_cast<const FT_Byte*>(font.bytes.data()), FT_Long(font.bytes.size()), 0, &face) == 0) {
            if (face->units_per_EM > 0) font.line_per_em = double(face->ascender - face->descender) / face->units_per_EM;
            FT_Done_Face(face);
        } else {
            font.bytes.clear();  // not a font
        }
        FT_Done_FreeType(library);
    }
    return font;
}

/// Ranges as ImGui takes them: pairs of first and last, ending with 0.
ImVector<ImWchar> ranges(ImFontAtlas& atlas, bool common_chinese) {
    ImFontGlyphRangesBuilder builder;
    builder.AddRanges(kAlphabets);
    if (common_chinese) builder.AddRanges(atlas.GetGlyphRangesChineseSimplifiedCommon());
    for (const ImWchar point : wanted()) builder.AddChar(point);
    ImVector<ImWchar> result;
    builder.BuildRanges(&result);
    return result;
}

}  // namespace

void need_glyphs(std::string_view utf8) {
    for (size_t i = 0; i < utf8.size();) {
        const unsigned char lead = static_cast<unsigned char>(utf8[i]);
        const int more = lead >= 0xf0 ? 3 : lead >= 0xe0 ? 2 : lead >= 0xc0 ? 1 : 0;
        unsigned point = more == 3 ? lead & 0x07 : more == 2 ? lead & 0x0f : more == 1 ? lead & 0x1f : lead;
        for (int k = 1; k <= more && i + size_t(k) < utf8.size(); ++k) point = point << 6 | (static_cast<unsigned char>(utf8[i + size_t(k)]) & 0x3f);
        i += size_t(more) + 1;
        if (!is_basic(point) && point < 0xffff) wanted().insert(ImWchar(point));
    }
}

std::vector<std::string> font_folders() {
    const auto variable = [](const char* name, const std::string& fallback) {
        const char* value = std::getenv(name);
        return value && *value ? std::string(value) : fallback;
    };
    const std::string home = variable("HOME", "");
    std::vector<std::string> folders{variable("XDG_DATA_HOME", home + "/.local/share") + "/fonts", home + "/.fonts"};
    std::istringstream list(variable("XDG_DATA_DIRS", "/usr/local/share:/usr/share"));
    for (std::string folder; std::getline(list, folder, ':');) folders.push_back(folder + "/fonts");
    return folders;
}

FontFiles find_fonts(const std::vector<std::string>& folders) {
    namespace fs = std::filesystem;
    std::map<std::string, std::string> found;
    std::error_code ignored;
    for (const std::string& folder : folders)
        for (auto it = fs::recursive_directory_iterator(folder, fs::directory_options::skip_permission_denied, ignored);
             !ignored && it != fs::recursive_directory_iterator(); it.increment(ignored))
            found.emplace(it->path().filename().string(), it->path().string());
    const auto first = [&](std::initializer_list<const char*> names) {
        for (const char* name : names)
            if (const auto it = found.find(name); it != found.end()) return it->second;
        return std::string();
    };
    FontFiles files;
    files.ui = first({"Inter-Regular.otf", "Inter-Regular.ttf", "NotoSans-Regular.ttf", "Cantarell-Regular.otf", "DejaVuSans.ttf", "LiberationSans-Regular.ttf"});
    files.title = first({"Inter-SemiBold.otf", "Inter-SemiBold.ttf", "NotoSans-SemiBold.ttf", "DejaVuSans-Bold.ttf", "LiberationSans-Bold.ttf"});
    files.mono = first({"JetBrainsMono-Regular.ttf", "DejaVuSansMono.ttf", "NotoSansMono-Regular.ttf", "LiberationMono-Regular.ttf"});
    files.cjk = first({"wqy-microhei.ttc", "NotoSansCJK-Regular.ttc", "NotoSansCJKsc-Regular.otf", "DroidSansFallbackFull.ttf", "wqy-zenhei.ttc"});
    if (files.title.empty()) files.title = files.ui;
    if (files.mono.empty()) files.mono = files.ui;
    return files;
}

Result<std::shared_ptr<FontAtlas>> FontAtlas::make(Gpu& gpu, const FontFiles& files, double scale) {
    auto made = std::make_shared<FontAtlas>();
    made->glyphs_wanted = wanted().size();
    ImFontAtlas& atlas = made->atlas;
    atlas.FontBuilderIO = ImGuiFreeType::GetBuilderForFreeType();
    atlas.FontBuilderFlags = ImGuiFreeTypeBuilderFlags_LightHinting;
    atlas.TexDesiredWidth = chinese_wanted() ? 2048 : 1024;
    const ImVector<ImWchar> alphabets = ranges(atlas, false), chinese = ranges(atlas, chinese_wanted());
    std::map<std::string, FontData> loaded;
    // ImGui sizes a font by ascender minus descender, in whole pixels; designers by the em.
    const auto add = [&](const std::string& file, double em, ImFontConfig& config, const ImVector<ImWchar>& glyphs) {
        if (file.empty()) return false;
        if (!loaded.count(file)) loaded[file] = load(file);
        FontData& font = loaded[file];
        if (font.bytes.empty()) return false;
        config.FontDataOwnedByAtlas = false;
        atlas.AddFontFromMemoryTTF(font.bytes.data(), int(font.bytes.size()), float(std::round(em * scale * font.line_per_em)), &config, glyphs.Data);
        return true;
    };
    for (const Face& face : kFaces) {
        ImFontConfig config;
        config.OversampleH = config.OversampleV = 1;
        config.PixelSnapH = true;
        if (!add(files.*face.file, face.em, config, alphabets)) {
            config.SizePixels = float(std::round(13 * scale));
            atlas.AddFontDefault(&config);
        }
        config.MergeMode = true;
        // Symbols that a font lacks come from the others, Chinese from a font of its own. Only the two text sizes carry all
        // common characters: the others have those that were asked for.
        add(files.ui, face.em, config, alphabets);
        add(files.mono, face.em, config, alphabets);
        const bool text = face.font == Font::Base || face.font == Font::Small;
        add(files.cjk, face.em, config, text ? chinese : alphabets);
    }
    unsigned char* coverage = nullptr;
    int width = 0, height = 0;
    atlas.GetTexDataAsAlpha8(&coverage, &width, &height);
    if (!coverage) return io_error("the fonts of the views cannot be rasterised", "reinstall the fonts (fonts-inter, fonts-jetbrains-mono, fonts-wqy-microhei)");
    TRY(made->texture, Texture::make(gpu, uint32_t(width), uint32_t(height), 1, coverage));
    atlas.SetTexID(made->texture.get());
    atlas.ClearTexData();
    atlas.ClearInputData();
    return made;
}

Result<std::shared_ptr<FontAtlas>> Fonts::get(Gpu& gpu, double scale) {
    std::weak_ptr<FontAtlas>& slot = made_[int(std::lround(scale * 100))];
    if (auto atlas = slot.lock(); atlas && atlas->glyphs_wanted == wanted().size()) return atlas;
    if (!files_) files_ = find_fonts(font_folders());
    TRY(auto atlas, FontAtlas::make(gpu, *files_, scale));
    slot = atlas;
    return atlas;
}

}  // namespace saddle::viz
