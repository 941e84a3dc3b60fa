#pragma once
// Pictures of views without a window: for tests, documentation and export. Waits for the GPU, so not for live use.
#include <functional>
#include <string>
#include <vector>

#include "engine/api/core.h"
#include "viz/view.h"

struct ImGuiIO;

namespace saddle::viz {

struct Picture {
    int width = 0, height = 0;
    std::vector<uint8_t> rgba;     ///< rows from the top, opaque
    Color at(int x, int y) const;  ///< 0xAABBGGRR
};

struct SnapshotOptions {
    double width = 800, height = 500, scale = 1;     ///< logical pixels, and device pixels per logical one
    int frames = 3;                                  ///< ImGui settles layouts and hovering over a few frames
    std::function<void(int frame, ImGuiIO& io)> input;   ///< called before each frame, e.g. to place the mouse
    std::function<std::string(const char*)> translate;
};

/// Draws the view `frames` times at fixed time steps of 1/60 s and returns the last frame: the same pixels every time.
Result<Picture> snapshot(View& view, Link& link, const Theme& theme, const SnapshotOptions& options = {});

/// 8 bits a channel, without alpha.
Status write_png(const Picture& picture, const std::string& path);

}  // namespace saddle::viz
