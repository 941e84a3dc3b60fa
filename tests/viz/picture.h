#pragma once
// What tests of views share: the themes, and statistics of pictures.
#include <gtest/gtest.h>

#include <filesystem>
#include <set>

#include "engine/api/files.h"
#include "viz/render/driver_width.h"
#include "viz/render/snapshot.h"

namespace saddle::viz {

inline const bool kWidthIsKept = (keep_driver_width(), true);   // before any test

inline Theme theme_named(const std::string& name) {
    Theme theme;
    std::string error;
    EXPECT_TRUE(read_theme(read_file(SADDLE_SOURCE_DIR "/app/shell/theme/tokens.json").value(), name, theme, error)) << error;
    return theme;
}

/// Share of the pixels within [x0, x1) x [y0, y1) that have `color`.
inline double share_of(const Picture& picture, Color color, int x0 = 0, int y0 = 0, int x1 = 1 << 30, int y1 = 1 << 30) {
    x1 = std::min(x1, picture.width);
    y1 = std::min(y1, picture.height);
    size_t same = 0;
    for (int y = y0; y < y1; ++y)
        for (int x = x0; x < x1; ++x) same += picture.at(x, y) == color;
    return double(same) / (double(x1 - x0) * double(y1 - y0));
}

inline size_t distinct_colors(const Picture& picture) {
    std::set<Color> colors;
    for (int y = 0; y < picture.height; ++y)
        for (int x = 0; x < picture.width; ++x) colors.insert(picture.at(x, y));
    return colors.size();
}

/// Keeps a picture beside the tests' programs, for people to look at.
inline void keep(const Picture& picture, const std::string& name) {
    std::filesystem::create_directories("pictures");
    EXPECT_TRUE(write_png(picture, "pictures/" + name + ".png").ok());
}

}  // namespace saddle::viz
