#pragma once
// How the loss bends at one place of a landscape: its gradient, its sharpest and its most negative curvature, its spectrum.
#include "engine/api/curvature.h"
#include "viz/plot/imgui_canvas.h"
#include "viz/view.h"

namespace saddle::viz {

/// What is known so far; `finished`: nothing more comes. `problem` in the user's words, in place of the numbers.
struct CurvatureState {
    CurvatureReport report;
    bool finished = false;
    std::string problem;
};

/// In the lower left corner of `picture`; gives the rectangle that it covers.
plot::Rect paint_curvature_card(const Context& context, const plot::Rect& picture, const CurvatureState& state);

}  // namespace saddle::viz
