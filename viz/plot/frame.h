#pragma once
// Where a plot's data lies for one drawing: its rectangle, scales and ticks. Axes are painted from it on any canvas.
#include <string>
#include <vector>

#include "viz/plot/canvas.h"
#include "viz/plot/ticks.h"

namespace saddle::viz::plot {

struct Axis {
    std::string label;
    ScaleKind kind = ScaleKind::Linear;
    Notation notation = Notation::Number;
};

struct Frame {
    Rect area;                       ///< of the data; labels lie outside it
    Axis x_axis, y_axis;
    Scale x, y;
    std::vector<Tick> x_ticks, y_ticks;

    /// Pixels of a data point, kept within what drawing can take.
    Point at(double x_value, double y_value) const;
};

/// The frame of a plot that fills `rect`; the room for labels follows from the widest one.
Frame make_frame(const Canvas& canvas, const Rect& rect, Axis x_axis, Axis y_axis, Range x, Range y);

/// Ground, grid (decades one step stronger), axes left and bottom, tick labels, the name of y inside at the top, that of x at the end of its labels.
void paint_axes(Canvas& canvas, const Frame& frame, const Theme& theme);

/// A vertical line over the data with a label at its foot; marks of runs, the present, the crosshair.
void paint_vertical(Canvas& canvas, const Frame& frame, double x, Color color, const Dash& dash, std::string_view label = {});

}  // namespace saddle::viz::plot
