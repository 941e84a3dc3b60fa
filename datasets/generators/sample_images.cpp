#include "datasets/generators/sample_images.h"

#include <algorithm>
#include <cmath>
#include <filesystem>

#include "datasets/generators/whole_folder.h"
#include "datasets/image_file.h"

namespace saddle::datasets {
namespace {

constexpr int kSize = 32, kTrain = 100, kValidation = 20;
const char* const kClasses[] = {"disc", "ring", "square", "frame", "triangle", "cross", "bars", "columns", "checks", "dots"};

/// How much of the shape covers a point of its own plane, where it fills [-1, 1] x [-1, 1].
bool inside(int kind, double x, double y) {
    const double r = std::hypot(x, y), box = std::max(std::abs(x), std::abs(y));
    const auto odd = [](double v) { return int(std::floor(v * 2.5 + 100)) % 2 != 0; };
    switch (kind) {
        case 0: return r < 0.9;
        case 1: return r < 0.95 && r > 0.55;
        case 2: return box < 0.8;
        case 3: return box < 0.9 && box > 0.5;
        case 4: return y < 0.75 && y > -0.85 + 1.7 * std::abs(x);
        case 5: return box < 0.95 && std::min(std::abs(x), std::abs(y)) < 0.3;
        case 6: return box < 1 && odd(y);
        case 7: return box < 1 && odd(x);
        case 8: return box < 1 && odd(x) != odd(y);
        default: return box < 1 && std::hypot(std::remainder(x, 0.66), std::remainder(y, 0.66)) < 0.22;
    }
}

Image draw(int kind, Random& random) {
    const auto around = [&](double spread) { return double(random.uniform(float(-spread), float(spread))); };
    double ground[3], ink[3], slope[2] = {around(40), around(40)};
    double contrast = 0;
    do {
        contrast = 0;
        for (int c = 0; c < 3; ++c) {
            ground[c] = 128 + around(100);
            ink[c] = 128 + around(120);
            contrast += std::abs(ground[c] - ink[c]);
        }
    } while (contrast < 150);
    const double size = 9.5 + around(3), cx = 15.5 + around(4), cy = 15.5 + around(4), angle = around(0.25);
    Image image{3, kSize, kSize, std::vector<uint8_t>(3 * kSize * kSize)};
    for (int y = 0; y < kSize; ++y)
        for (int x = 0; x < kSize; ++x) {
            double cover = 0;  // of 2 x 2 points of the pixel
            for (const double dy : {-0.25, 0.25})
                for (const double dx : {-0.25, 0.25}) {
                    const double u = (x + dx - cx) / size, v = (y + dy - cy) / size;
                    cover += inside(kind, u * std::cos(angle) + v * std::sin(angle), v * std::cos(angle) - u * std::sin(angle)) ? 0.25 : 0;
                }
            for (int c = 0; c < 3; ++c) {
                const double shade = ground[c] + slope[0] * (x - 15.5) / 16 + slope[1] * (y - 15.5) / 16;
                image.pixels[size_t((c * kSize + y) * kSize + x)] = uint8_t(std::clamp(shade + cover * (ink[c] - shade) + around(14), 0.0, 255.0));
            }
        }
    return image;
}

}  // namespace

Status make_sample_images(const std::string& folder) {
    return make_folder(folder, [](const std::string& work) -> Status {
        std::error_code ignored;  // writing says what is wrong
        Random random(20260101, 3);
        for (const auto& [split, count] : {std::pair("train", kTrain), std::pair("val", kValidation)})
            for (int kind = 0; kind < 10; ++kind) {
                const std::string place = work + "/" + split + "/" + kClasses[kind];
                std::filesystem::create_directories(place, ignored);
                for (int i = 0; i < count; ++i) {
                    char name[16];
                    std::snprintf(name, sizeof name, "/%03d.png", i);
                    TRY_STATUS(write_png(draw(kind, random), place + name));
                }
            }
        return {};
    });
}

}  // namespace saddle::datasets
