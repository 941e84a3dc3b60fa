#pragma once
// Bundled digits, made by the program itself: strokes of each digit, bent by a random affine map and a smooth random
// field, drawn with a soft pen on 28 x 28 pixels. Seeded: the same images everywhere.
#include <cstdint>
#include <string>

#include "engine/api/core.h"

namespace saddle::datasets {

inline constexpr int kSampleTrain = 6000, kSampleTest = 1000;
/// One digit, light on dark: 28 x 28 bytes at `image`, which `random` bends and places.
void draw_digit(int digit, Random& random, uint8_t* image);
/// Writes the four IDX files into `folder` unless they are there.
Status make_sample_digits(const std::string& folder);

}  // namespace saddle::datasets
