#pragma once
// Pan, zoom and reset of one plot. An axis follows its data until the user moves it; a double click lets it follow again.
#include <optional>

#include "viz/plot/frame.h"

namespace saddle::viz::plot {

/// What the pointer does to a plot in this frame. Filled from ImGui by read_pointer, by hand in tests.
struct Pointer {
    Point at;
    bool hovered = false;        ///< over the plot and nothing above it
    bool panning = false;        ///< left button held since it went down on the plot
    bool boxing = false;         ///< right button, or left with Shift, held likewise
    bool clicked = false;        ///< left button went up without a move
    bool double_clicked = false;
    Point moved;                 ///< since the last frame
    float wheel = 0;             ///< > 0: closer
};

/// Makes `rect` an item of the current window, so that the plot takes part in hovering and focus.
Pointer read_pointer(const char* id, const Rect& rect);

class Navigator {
public:
    enum class Axes { Both, X };     ///< which axes the user may move

    explicit Navigator(Axes axes = Axes::Both) : axes_(axes) {}
    /// What to show of data that lies in these ranges (as padded() gives them).
    Range x(Range data) const { return x_.value_or(data); }
    Range y(Range data) const { return y_.value_or(data); }
    bool follows_x() const { return !x_; }
    bool follows_y() const { return !y_; }
    void reset() { x_.reset(), y_.reset(); }
    void show_all_y() { y_.reset(); }

    /// Wheel: zoom at the cursor, of one axis when the cursor is over its labels. Drag: pan. Box: zoom to it, along one
    /// axis when it is thin. True: something changed and the frame must be made again.
    bool update(const Pointer& pointer, const Frame& frame);
    /// The box being drawn.
    void paint(Canvas& canvas, const Theme& theme) const;

private:
    Axes axes_;
    std::optional<Range> x_, y_;
    std::optional<Point> box_from_;
    Rect box_;
};

}  // namespace saddle::viz::plot
