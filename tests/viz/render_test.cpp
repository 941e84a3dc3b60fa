// The renderer: what ImGui draws arrives as pixels, sharp at every scale, in both themes, and the validation layers
// have nothing to say.
#include <imgui.h>

#include <cmath>

#include "engine/runtime/vulkan/vulkan_device.h"
#include "tests/viz/picture.h"
#include "viz/fonts.h"

namespace saddle::viz {
namespace {

/// Text in all fonts and scripts, a button, a clipped square and more triangles than 16-bit indices reach.
struct Probe : View {
    const char* id() const override { return "probe"; }
    bool draw(const Context& context) override {
        ImGui::SetCursorPos({12, 12});
        ImGui::BeginGroup();
        ImGui::TextUnformatted(context.tr("Frame rate").c_str());
        for (const Font which : {Font::Title, Font::Small, Font::Mono, Font::MonoMicro}) {
            ImGui::PushFont(font(which));
            ImGui::TextUnformatted("Loss \xe2\x88\x87 \xe2\x80\x96g\xe2\x80\x96 \xce\xb8 1.234e\xe2\x88\x92" "5");
            ImGui::PopFont();
        }
        if (ImGui::Button("Compute")) ++clicks;
        button = {(ImGui::GetItemRectMin().x + ImGui::GetItemRectMax().x) / 2, (ImGui::GetItemRectMin().y + ImGui::GetItemRectMax().y) / 2};
        ImGui::EndGroup();
        ImDrawList* list = ImGui::GetWindowDrawList();
        list->PushClipRect({200, 20}, {260, 80}, true);
        list->AddRectFilled({180, 0}, {280, 300}, context.theme.accent.base);
        list->PopClipRect();
        for (int i = 0; i < 20000; ++i) {
            const float x = 300 + float(i % 200), y = 20 + float(i / 200);
            list->AddRectFilled({x, y}, {x + 1, y + 1}, context.theme.phase.backward);
        }
        glyph_missing = ImGui::GetFont()->FindGlyphNoFallback(0x5e27) == nullptr;
        return false;
    }
    int clicks = 0;
    ImVec2 button;
    bool glyph_missing = false;
};

TEST(Render, PictureHoldsWhatWasDrawn) {
    for (const char* name : {"dark", "light"}) {
        const Theme theme = theme_named(name);
        Probe probe;
        Link link;
        const auto picture = snapshot(probe, link, theme, {.width = 520, .height = 140});
        ASSERT_TRUE(picture.ok()) << to_string(picture.error());
        keep(*picture, std::string("render-") + name);
        ASSERT_EQ(picture->width, 520);
        ASSERT_EQ(picture->height, 140);
        EXPECT_EQ(picture->at(519, 139), theme.bg.panel);
        EXPECT_EQ(share_of(*picture, theme.accent.base, 200, 20, 260, 80), 1);   // the clipped square is whole
        EXPECT_EQ(share_of(*picture, theme.accent.base, 0, 81, 520, 140), 0);    // and nothing beyond its clip
        EXPECT_EQ(share_of(*picture, theme.phase.backward, 300, 20, 500, 120), 1);
        EXPECT_GT(share_of(*picture, theme.text.primary, 12, 12, 60, 26), 0.002);   // text has full ink in it
        EXPECT_GT(distinct_colors(*picture), 50u);                                  // and soft edges
    }
}

TEST(Render, EveryScaleDrawsTheSameLayoutSharply) {
    const Theme theme = theme_named("dark");
    for (const double scale : {1.0, 1.25, 1.5, 2.0}) {
        Probe probe;
        Link link;
        const auto picture = snapshot(probe, link, theme, {.width = 520, .height = 140, .scale = scale});
        ASSERT_TRUE(picture.ok());
        keep(*picture, "render-scale-" + std::to_string(int(scale * 100)));
        EXPECT_EQ(picture->width, int(520 * scale));
        const auto at = [&](double v) { return int(std::lround(v * scale)); };
        EXPECT_EQ(share_of(*picture, theme.accent.base, at(200), at(20), at(260), at(80)), 1) << scale;
        EXPECT_EQ(share_of(*picture, theme.accent.base, at(260) + 1, 0), 0) << scale;
    }
}

TEST(Render, PicturesAreRepeatable) {
    const Theme theme = theme_named("light");
    Probe a, b;
    Link link;
    EXPECT_EQ(snapshot(a, link, theme)->rgba, snapshot(b, link, theme)->rgba);
}

TEST(Render, TranslatedTextFindsItsGlyphsInTheFirstFrame) {
    const Theme theme = theme_named("dark");
    Probe probe;
    Link link;
    const SnapshotOptions options{.width = 520, .height = 140, .frames = 1, .translate = [](const char*) { return std::string("\xe5\xb8\xa7\xe7\x8e\x87"); }};
    const auto picture = snapshot(probe, link, theme, options);
    ASSERT_TRUE(picture.ok());
    keep(*picture, "render-chinese");
    EXPECT_FALSE(probe.glyph_missing) << "U+5E27 is not among the common characters and has to be added";
}

TEST(Render, MouseReachesTheView) {
    const Theme theme = theme_named("dark");
    Probe probe;
    Link link;
    SnapshotOptions options{.frames = 6};
    options.input = [&](int frame, ImGuiIO& io) {
        if (frame > 0) io.MousePos = probe.button;
        io.MouseDown[0] = frame == 3;
    };
    ASSERT_TRUE(snapshot(probe, link, theme, options).ok());
    EXPECT_EQ(probe.clicks, 1);
}

TEST(Render, PngIsReadableAndWholeImagesOnly) {
    Picture picture{2, 1, {255, 0, 0, 255, 0, 0, 255, 255}};
    const std::string path = testing::TempDir() + "two.png";
    ASSERT_TRUE(write_png(picture, path).ok());
    const std::string bytes = read_file(path).value();
    EXPECT_EQ(bytes.substr(0, 8), std::string("\x89PNG\r\n\x1a\n", 8));
    EXPECT_EQ(bytes.substr(12, 4), "IHDR");
    EXPECT_EQ(bytes.substr(bytes.size() - 8, 4), "IEND");
    EXPECT_FALSE(write_png(picture, "/no/such/folder/x.png").ok());
}

TEST(Render, ValidationLayersAreSilent) {
    setenv("SADDLE_VALIDATION", "1", 1);  // before the process's first instance: CTest gives each test a process
    const Theme theme = theme_named("dark");
    Probe probe;
    Link link;
    for (const double width : {300.0, 640.0, 200.0}) {
        const auto picture = snapshot(probe, link, theme, {.width = width, .height = width / 2});
        ASSERT_TRUE(picture.ok()) << to_string(picture.error());
    }
    EXPECT_EQ(runtime::validation_errors(), 0);
}

}  // namespace
}  // namespace saddle::viz
