#pragma once
// Sample sets of several files appear whole or not at all, as every file that we write does.
#include <functional>
#include <string>

#include "engine/api/core.h"

namespace saddle::datasets {

/// Unless `folder` is there: lets `fill` write into a new hidden folder beside it and moves that into its place.
Status make_folder(const std::string& folder, const std::function<Status(const std::string& work)>& fill);

}  // namespace saddle::datasets
