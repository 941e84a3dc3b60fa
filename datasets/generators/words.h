#pragma once
#include <vector>

#include "engine/api/core.h"

namespace saddle::datasets {

using Words = std::vector<const char*>;
inline const char* one_of(const Words& words, Random& random) { return words[random.below(uint32_t(words.size()))]; }

}  // namespace saddle::datasets
