#pragma once
// What names mean in the numeric fields of a node.
#include "app/panels/fields/expression.h"
#include "engine/api/check.h"
#include "engine/api/document.h"

namespace saddle::app {

/// The node's own numbers ("kernel"), the axes of its first input by their letters (C, H, W; T, F) and in words ("in_channels",
/// "in_height", "in_features"), and those of every input by port ("b.C"). Sizes need `typed`. A number that is an attribute of
/// the composite around it has the value that `around` gives.
Names names_of(const Project& project, const compile::TypedGraph* typed, const Node& node, const Attributes& around = {});

}  // namespace saddle::app
