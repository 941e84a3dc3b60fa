// The theme comes whole from the tokens of the look, or says what is missing.
#include <gtest/gtest.h>

#include <cmath>

#include "engine/api/files.h"
#include "viz/theme.h"

namespace saddle::viz {
namespace {

std::string tokens() { return read_file(SADDLE_SOURCE_DIR "/app/shell/theme/tokens.json").value(); }

TEST(ThemeTokens, BothThemesAreRead) {
    for (const char* name : {"dark", "light"}) {
        Theme theme;
        std::string error;
        ASSERT_TRUE(read_theme(tokens(), name, theme, error)) << error;
        EXPECT_EQ(theme.dark, std::string(name) == "dark");
        EXPECT_EQ(theme.dune.size(), 6u);
    }
    Theme theme;
    std::string error;
    ASSERT_TRUE(read_theme(tokens(), "dark", theme, error));
    EXPECT_EQ(theme.accent.base, 0xffb4c83cu);  // #3CC8B4, red in the lowest byte
    EXPECT_EQ(theme.semantic.error_soft, 0xff21203bu);
    EXPECT_EQ(theme.categorical[5], 0xffff627fu);
}

TEST(ThemeTokens, MistakesAreNamedAndLeaveTheThemeAlone) {
    Theme theme;
    theme.accent.base = 7;
    std::string error;
    EXPECT_FALSE(read_theme("{", "dark", theme, error));
    EXPECT_FALSE(read_theme(tokens(), "sepia", theme, error));
    EXPECT_NE(error.find("sepia"), std::string::npos) << error;
    std::string text = tokens();
    const size_t at = text.find("\"gutter\"");
    text.replace(at, 8, "\"gatter\"");
    EXPECT_FALSE(read_theme(text, "dark", theme, error));
    EXPECT_EQ(error, "missing in the theme's tokens: themes.dark.bg.gutter");
    EXPECT_EQ(theme.accent.base, 7u);
}

TEST(ThemeTokens, RampMeetsItsStopsAndClamps) {
    const std::vector<Color> stops{0xff000000u, 0xff640000u, 0xff6400c8u};
    EXPECT_EQ(ramp(stops, 0), stops[0]);
    EXPECT_EQ(ramp(stops, 0.5), stops[1]);
    EXPECT_EQ(ramp(stops, 1), stops[2]);
    EXPECT_EQ(ramp(stops, 0.25), 0xff320000u);
    EXPECT_EQ(ramp(stops, 7), stops[2]);
    EXPECT_EQ(ramp(stops, -1), stops[0]);
    EXPECT_EQ(ramp(stops, NAN), 0u);
    EXPECT_EQ(with_alpha(0xff112233u, 0.5), 0x80112233u);
}

}  // namespace
}  // namespace saddle::viz
