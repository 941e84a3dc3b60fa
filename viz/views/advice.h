#pragma once
// What a step's figures say in words, by a few rules: what is wrong with numbers, and what helps.
#include <functional>
#include <string>
#include <vector>

#include "engine/api/views.h"
#include "viz/plot/canvas.h"
#include "viz/view.h"

namespace saddle::viz {

struct Advice {
    std::string finding, remedy;
    NodeId node;             ///< that it is about; empty: the whole step
    double cost = 0;         ///< share of the step that could be won, at most
};

/// The costliest first; empty when nothing stands out. The rules, each from a share of 10 % of the step:
///   gaps between calls; the host's part; calls under a quarter of their roof (where roofs are measured).
std::vector<Advice> advise(const StepProfile& profile, const std::function<std::string(const char*)>& tr);

/// Lists them in `rect`. The node of the one that was clicked, else empty.
NodeId draw_advice(const Context& context, const plot::Rect& rect, const std::vector<Advice>& advice);

}  // namespace saddle::viz
