#pragma once
// PNG and JPEG files as bytes (libpng, libjpeg-turbo).
#include <cstdint>
#include <string>
#include <vector>

#include "engine/api/core.h"

namespace saddle::datasets {

struct Image {
    int64_t channels = 0, height = 0, width = 0;
    std::vector<uint8_t> pixels;   ///< [C][H][W]
};
/// By content, not by name. `channels`: 1 (grey) or 3 (RGB); transparency is laid on white. Sizes are bounded before
/// anything is allocated (64 million pixels); an Invalid error names the file.
Result<Image> read_image(const std::string& path, int64_t channels);
/// Grey or RGB by the image's channels (1 or 3).
Status write_png(const Image& image, const std::string& path);
/// Bilinear with averaging over the covered area when it shrinks; the shorter side first fits, then the middle is cut out.
Image resize_and_crop(const Image& image, int64_t height, int64_t width);

}  // namespace saddle::datasets
