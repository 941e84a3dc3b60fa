#pragma once
// Text as characters: what a model reads and writes one of at a time.
#include <string>
#include <vector>

#include "engine/api/core.h"

namespace saddle::datasets {

/// Code points of UTF-8, each as its bytes. Invalid names `place` and the byte where it is none; `hint` says what to do.
Result<std::vector<std::string>> characters(const std::string& text, const std::string& place, const std::string& hint);

}  // namespace saddle::datasets
