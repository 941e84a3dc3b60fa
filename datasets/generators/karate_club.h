#pragma once
// Zachary's karate club as a set of files, so that a graph can be trained on without fetching anything.
#include <string>

#include "engine/api/core.h"

namespace saddle::datasets {

/// Writes edge.csv, node-label.csv and class-names.csv into `folder` unless they are there.
Status make_karate_club(const std::string& folder);

}  // namespace saddle::datasets
