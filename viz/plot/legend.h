#pragma once
// Names and current values beside the curves, and the box that reads values at the crosshair.
#include <string>
#include <vector>

#include "viz/plot/frame.h"

namespace saddle::viz::plot {

/// One line of a legend or read-out: the mark of its curve, a name, a value.
struct Entry {
    std::string name, value;
    Color color = 0;
    Dash dash = kSolid;
    bool dots = false, shown = true;
};

/// Where the entries of a direct legend stand, top right in the area. Fewer rectangles than entries: the rest has no room.
std::vector<Rect> legend_rows(const Canvas& canvas, const Frame& frame, const std::vector<Entry>& entries);
void paint_legend(Canvas& canvas, const Frame& frame, const std::vector<Rect>& rows, const std::vector<Entry>& entries, const Theme& theme);

/// A box beside the vertical line at pixel `x`, on the side with more room, below the legend's last row.
void paint_read_out(Canvas& canvas, const Frame& frame, float x, float y, const std::string& title, const std::string& value,
                    const std::vector<Entry>& entries, const Theme& theme);

/// A ring on a curve, where it is read.
void paint_ring(Canvas& canvas, Point at, Color color, const Theme& theme);

}  // namespace saddle::viz::plot
