#pragma once
// Composites seen as layers: what a canvas or an inspector asks of a node, whether it stands for a layer or for a graph.
#include <memory>

#include "engine/graph/project.h"
#include "engine/ops/layer_def.h"

namespace saddle::ops {

/// The layer of that name, or the project's composite of that name as one: family "group", its ports and attributes, no
/// expansion; or Input or Output, the ports that a composite has inside. nullptr where there is neither.
std::shared_ptr<const LayerDef> layer_of(const Project& project, const std::string& name);

}  // namespace saddle::ops
