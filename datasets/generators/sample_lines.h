#pragma once
// Bundled lines of text, made by the program itself: three to five of its digits (sample_digits.h) side by side on white paper,
// overlapping a little and not quite level. Seeded: the same images everywhere.
#include <string>

#include "engine/api/core.h"

namespace saddle::datasets {

/// Writes train/ and val/ with labels.csv and images/, 2,000 and 200 lines 32 pixels high, unless they are there.
Status make_sample_lines(const std::string& folder);

}  // namespace saddle::datasets
