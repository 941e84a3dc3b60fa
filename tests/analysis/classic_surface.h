#pragma once
#include <algorithm>

#include "engine/analysis/surface.h"

namespace saddle::analysis {

inline const Surface& classic(const std::string& name) {
    return *std::find_if(classic_surfaces().begin(), classic_surfaces().end(), [&](const Surface& s) { return s.name == name; });
}

}  // namespace saddle::analysis
