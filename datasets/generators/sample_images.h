#pragma once
// Bundled colour pictures, made by the program itself: ten kinds of shapes and textures, each in random colours, size and
// place, on a shaded and noisy ground of 32 x 32 pixels. Seeded: the same images everywhere.
#include <string>

#include "engine/api/core.h"

namespace saddle::datasets {

/// Writes an image folder (train/<class>/000.png, val/...) of 100 + 20 pictures a class, unless it is there.
Status make_sample_images(const std::string& folder);

}  // namespace saddle::datasets
