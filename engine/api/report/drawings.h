#pragma once
// Internal to report: its drawings, as SVG.
#include <optional>
#include <string>

#include "engine/analysis/views.h"
#include "engine/graph/project.h"
#include "engine/store/experiment_store.h"

namespace saddle::api::report {

/// Where the nodes stand on the canvas; a project that says no places is laid out by depth.
std::string graph_svg(const Project& project);

/// A panel a measure ("loss"), each split a line in it: HTML. Curves of nodes ("zeros:conv1") are left out.
std::string curve_panels(const std::vector<store::Curve>& curves);

/// A mark a kernel: rate over intensity, its area the time. `peaks`: the roofs, where they were measured.
std::string roofline_svg(const StepProfile& profile, const std::optional<store::PeakRow>& peaks);

}  // namespace saddle::api::report
