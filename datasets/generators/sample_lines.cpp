#include "datasets/generators/sample_lines.h"

#include <algorithm>
#include <filesystem>

#include "datasets/generators/sample_digits.h"
#include "datasets/generators/whole_folder.h"
#include "datasets/image_file.h"
#include "engine/api/files.h"

namespace saddle::datasets {
namespace {

constexpr int64_t kHeight = 32, kDigit = 28;

/// A line of digits, dark on white.
Image draw_line(const std::string& text, Random& random) {
    std::vector<int64_t> left, top;
    int64_t width = 2;
    for (size_t i = 0; i < text.size(); ++i) {
        left.push_back(width);
        top.push_back(random.below(kHeight - kDigit + 1));
        width += kDigit - random.below(7);
    }
    Image line{1, kHeight, left.back() + kDigit + 2, {}};
    line.pixels.assign(size_t(line.height * line.width), 255);
    std::vector<uint8_t> digit(size_t(kDigit * kDigit));
    for (size_t i = 0; i < text.size(); ++i) {
        draw_digit(text[i] - '0', random, digit.data());
        for (int64_t y = 0; y < kDigit; ++y)
            for (int64_t x = 0; x < kDigit; ++x) {
                uint8_t& pixel = line.pixels[size_t((top[i] + y) * line.width + left[i] + x)];
                pixel = std::min(pixel, uint8_t(255 - digit[size_t(y * kDigit + x)]));
            }
    }
    return line;
}

Status make_split(const std::string& folder, int count, Random& random) {
    std::error_code ignored;  // writing says what is wrong
    std::filesystem::create_directories(folder + "/images", ignored);
    std::string labels = "file,text\n";
    for (int i = 0; i < count; ++i) {
        std::string text;
        for (uint32_t k = 3 + random.below(3); k > 0; --k) text += char('0' + random.below(10));
        char name[24];
        std::snprintf(name, sizeof name, "images/%05d.png", i);
        TRY_STATUS(write_png(draw_line(text, random), folder + "/" + name));
        labels += std::string(name) + "," + text + "\n";
    }
    return write_file(folder + "/labels.csv", labels);
}

}  // namespace

Status make_sample_lines(const std::string& folder) {
    return make_folder(folder, [](const std::string& work) -> Status {
        Random random(20260101, 7);
        TRY_STATUS(make_split(work + "/train", 2000, random));
        return make_split(work + "/val", 200, random);
    });
}

}  // namespace saddle::datasets
