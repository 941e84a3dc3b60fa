#pragma once
// A view's picture: an ImGui context of its own, and two frames so that one can be looked at while the next is made.
// Neither Vulkan nor Qt shows here; hosts put input into imgui_io() before they draw. UI thread only.
#include <cstdint>
#include <memory>

#include "engine/api/core.h"
#include "viz/view.h"

struct ImGuiIO;

namespace saddle::viz {

class Gpu;

/// The last finished frame: rows of B G R and an unused byte, without padding. Valid until the next frame is fetched.
struct Pixels {
    const uint8_t* bgrx = nullptr;
    int width = 0, height = 0;   ///< device pixels
};

class Surface {
public:
    /// NoDevice (with a hint) when nothing here can draw.
    static Result<std::unique_ptr<Surface>> make();
    ~Surface();
    Surface(const Surface&) = delete;
    Surface& operator=(const Surface&) = delete;

    /// Makes this surface's ImGui context the current one.
    ImGuiIO& imgui_io();
    bool draws_on_cpu() const;

    struct Extent {
        double width = 1, height = 1;   ///< logical pixels
        double scale = 1;               ///< device pixels per logical one
        double seconds = 1.0 / 60;      ///< since the last frame
    };
    /// Builds the view's frame and starts to draw it, unless it equals the last one; not while busy(). True: the view moves,
    /// draw again soon.
    Result<bool> draw(View& view, const Context& context, const Extent& extent);
    /// A frame is on its way.
    bool busy() const;
    /// Polls the frame on its way; true when it has just finished, and `pixels()` is a newer picture.
    Result<bool> fetch();
    const Pixels& pixels() const;

private:
    Surface();
    struct Impl;
    std::unique_ptr<Impl> impl_;
};

}  // namespace saddle::viz
