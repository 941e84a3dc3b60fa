#pragma once
// The arena of a plan over one step: each tensor as a rectangle from its first to its last use, at its place in the arena.
#include <functional>

#include "viz/views/timeline.h"

namespace saddle::viz::memory_map {

/// Along the step by kernel calls, or by the time at which they run.
enum class Along { Calls, Time };

/// Bytes alive while each kernel call runs: a value is alive from its first to its last use, both included.
std::vector<double> live_bytes(const StepProfile& profile);
/// The call with the most bytes alive, the first of several; -1: no memory is known.
int peak_call(const std::vector<double>& live);
/// Indices into StepProfile::memory of what is alive at a call, the largest first.
std::vector<int> alive_at(const StepProfile& profile, int call);

/// What a value is called: its node, and the kernel that makes it where the plan has no better name than a number ("%12").
struct ValueName { std::string node, rest; };
ValueName name_of(const StepProfile& profile, int value);

/// Position of a call's begin; of the last call + 1: the end of the step.
double begin_of(const StepProfile& profile, Along along, int call);
plot::Range extent(const StepProfile& profile, Along along);
/// The call that runs at a position, -1 outside the step. In a gap of time: the one before it.
int call_at(const StepProfile& profile, Along along, double x);

plot::Frame frame(const plot::Canvas& canvas, const plot::Rect& rect, const StepProfile& profile, Along along, plot::Range x, plot::Range y, const Context& context);
plot::Rect place(const plot::Frame& frame, const StepProfile& profile, Along along, int value);
/// The value under a point, -1: none. Of several that share a place the smallest.
int hit(const plot::Frame& frame, const StepProfile& profile, Along along, plot::Point at);
void paint(plot::Canvas& canvas, const plot::Frame& frame, const StepProfile& profile, Along along, const std::function<CallLook(int)>& look, const Context& context);
/// Bytes alive as steps over the same x as `frame`, with the peak marked; `rect` lies above the frame.
void paint_live(plot::Canvas& canvas, const plot::Rect& rect, const plot::Frame& frame, const StepProfile& profile, Along along, const std::vector<double>& live, const Context& context);

}  // namespace saddle::viz::memory_map
