#pragma once
// What is plotted as CSV.
#include "engine/api/csv.h"
#include "viz/plot/curve.h"

namespace saddle::viz::plot {

/// All points of the curves that are shown: one row for each different x in rising order (a run that went back gives the same
/// x again), one column a curve, empty where a curve has no point.
std::string csv(const std::string& x_name, std::span<const Curve> curves);

}  // namespace saddle::viz::plot
