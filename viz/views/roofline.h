#pragma once
// The roofline (S. Williams, A. Waterman, D. Patterson, CACM 2009): what each kernel reaches against what this device can
// reach at its arithmetic intensity. Both axes are logarithmic.
#include <functional>

#include "viz/views/timeline.h"

namespace saddle::viz {

namespace roofline {

/// FLOP per byte and FLOP/s that hold every kernel and every measured roof.
plot::Range intensities(const StepProfile& profile);
plot::Range rates(const StepProfile& profile);
plot::Frame frame(const plot::Canvas& canvas, const plot::Rect& rect, plot::Range x, plot::Range y, const Context& context);
/// Peaks were measured, so that there are roofs.
bool measured(const StepProfile& profile);
/// A call without FLOPs (a copy, a maximum) has no place here.
bool shows(const KernelTiming& call);

plot::Point place(const plot::Frame& frame, const KernelTiming& call);
/// The call under a point, -1: none. Of several the smallest.
int hit(const plot::Frame& frame, const StepProfile& profile, plot::Point at);
void paint(plot::Canvas& canvas, const plot::Frame& frame, const StepProfile& profile, const std::function<CallLook(int)>& look, const Context& context);

}  // namespace roofline
}  // namespace saddle::viz
