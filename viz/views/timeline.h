#pragma once
// One step on a time axis: a lane for each phase, a bar for each kernel call, nothing where the device waits.
#include <functional>
#include <string>

#include "engine/api/views.h"
#include "viz/plot/frame.h"
#include "viz/plot/navigator.h"
#include "viz/view.h"

namespace saddle::viz {

Color phase_color(const Theme& theme, ir::Phase phase);
Color phase_quiet_color(const Theme& theme, ir::Phase phase);     ///< of what is not selected
/// The phase's own mark, so that colour is not the only sign: circle, square, triangle.
void paint_phase_mark(plot::Canvas& canvas, plot::Point centre, float radius, ir::Phase phase, Color color, Color border = 0, float width = 1);

/// How a call looks in timeline and roofline.
struct CallLook { bool selected = false, hovered = false; };

namespace timeline {

inline constexpr float kHeight = 112;

/// Milliseconds from the first kernel's begin to the last one's end.
plot::Range extent(const StepProfile& profile);
/// The frame of a timeline in `rect`: x in ms, from the beginning of the step.
plot::Frame frame(const plot::Rect& rect, plot::Range x);

/// Where call `i` is drawn; at least one pixel wide, and one pixel short of its end where the next one may follow.
plot::Rect bar(const plot::Frame& frame, const StepProfile& profile, int i);
/// The call under a point, -1: none. Of several in one pixel the longest.
int hit(const plot::Frame& frame, const StepProfile& profile, plot::Point at);
void paint(plot::Canvas& canvas, const plot::Frame& frame, const StepProfile& profile, const std::function<CallLook(int)>& look, const Context& context);

}  // namespace timeline
}  // namespace saddle::viz
