#include "datasets/image_file.h"

#include <png.h>
#include <cstdio>  // jpeglib.h wants FILE
#include <jpeglib.h>

#include <algorithm>
#include <cmath>
#include <csetjmp>
#include <cstring>

#include "engine/api/files.h"

namespace saddle::datasets {
namespace {

constexpr int64_t kMostPixels = 64 << 20;

/// Interleaved rows to planes.
Image planes(const std::vector<uint8_t>& rows, int64_t channels, int64_t height, int64_t width) {
    Image image{channels, height, width, std::vector<uint8_t>(rows.size())};
    for (int64_t i = 0; i < height * width; ++i)
        for (int64_t c = 0; c < channels; ++c) image.pixels[size_t(c * height * width + i)] = rows[size_t(i * channels + c)];
    return image;
}

Result<Image> decode_png(const std::string& bytes, const std::string& path, int64_t channels) {
    png_image png{};
    png.version = PNG_IMAGE_VERSION;
    const auto failed = [&] {
        Error error = invalid(path + " is not a sound PNG: " + png.message);
        png_image_free(&png);
        return error;
    };
    if (!png_image_begin_read_from_memory(&png, bytes.data(), bytes.size())) return failed();
    if (int64_t(png.width) * png.height > kMostPixels) {
        png_image_free(&png);
        return invalid(path + " is " + std::to_string(png.width) + " x " + std::to_string(png.height) + " pixels, more than are read here");
    }
    png.format = channels == 1 ? PNG_FORMAT_GRAY : PNG_FORMAT_RGB;
    std::vector<uint8_t> rows(PNG_IMAGE_SIZE(png));
    const png_color white{255, 255, 255};
    if (!png_image_finish_read(&png, &white, rows.data(), 0, nullptr)) return failed();
    return planes(rows, channels, png.height, png.width);
}

struct JpegError {
    jpeg_error_mgr base;
    jmp_buf jump;
    char message[JMSG_LENGTH_MAX];
};

/// libjpeg reports by a jump: nothing with a destructor may live between setjmp and it but what is declared before.
Result<Image> decode_jpeg(const std::string& bytes, const std::string& path, int64_t channels) {
    jpeg_decompress_struct jpeg{};
    JpegError error{};
    std::vector<uint8_t> rows;
    jpeg.err = jpeg_std_error(&error.base);
    error.base.error_exit = [](j_common_ptr info) {
        auto* e = reinterpret_cast<JpegError*>(info->err);
        info->err->format_message(info, e->message);
        longjmp(e->jump, 1);
    };
    error.base.emit_message = [](j_common_ptr info, int level) {
        if (level < 0) info->err->error_exit(info);  // a warning is damaged data
    };
    if (setjmp(error.jump)) {
        jpeg_destroy_decompress(&jpeg);
        return invalid(path + " is not a sound JPEG: " + error.message);
    }
    jpeg_create_decompress(&jpeg);
    jpeg_mem_src(&jpeg, reinterpret_cast<const unsigned char*>(bytes.data()), bytes.size());
    jpeg_read_header(&jpeg, TRUE);
    if (int64_t(jpeg.image_width) * jpeg.image_height > kMostPixels) {
        std::snprintf(error.message, sizeof error.message, "%u x %u pixels are more than are read here", jpeg.image_width, jpeg.image_height);
        longjmp(error.jump, 1);
    }
    jpeg.out_color_space = channels == 1 ? JCS_GRAYSCALE : JCS_RGB;
    jpeg_start_decompress(&jpeg);
    const size_t stride = size_t(jpeg.output_width) * size_t(channels);
    rows.resize(stride * jpeg.output_height);
    while (jpeg.output_scanline < jpeg.output_height) {
        JSAMPROW row = &rows[stride * jpeg.output_scanline];
        jpeg_read_scanlines(&jpeg, &row, 1);
    }
    jpeg_finish_decompress(&jpeg);
    const int64_t height = jpeg.output_height, width = jpeg.output_width;
    jpeg_destroy_decompress(&jpeg);
    return planes(rows, channels, height, width);
}

}  // namespace

Result<Image> read_image(const std::string& path, int64_t channels) {
    TRY(const std::string bytes, read_file(path, 256 << 20));
    if (bytes.rfind("\x89PNG", 0) == 0) return decode_png(bytes, path, channels);
    if (bytes.rfind("\xff\xd8", 0) == 0) return decode_jpeg(bytes, path, channels);
    return invalid(path + " is neither PNG nor JPEG");
}

Status write_png(const Image& image, const std::string& path) {
    const int64_t plane = image.height * image.width;
    std::vector<uint8_t> rows(image.pixels.size());
    for (int64_t c = 0; c < image.channels; ++c)
        for (int64_t i = 0; i < plane; ++i) rows[size_t(i * image.channels + c)] = image.pixels[size_t(c * plane + i)];
    png_image png{};
    png.version = PNG_IMAGE_VERSION;
    png.width = uint32_t(image.width);
    png.height = uint32_t(image.height);
    png.format = image.channels == 1 ? PNG_FORMAT_GRAY : PNG_FORMAT_RGB;
    if (!png_image_write_to_file(&png, path.c_str(), 0, rows.data(), 0, nullptr)) return io_error("cannot write " + path + ": " + png.message);
    return {};
}

Image resize_and_crop(const Image& image, int64_t height, int64_t width) {
    if (image.height == height && image.width == width) return image;
    const double scale = std::min(double(image.height) / double(height), double(image.width) / double(width));  // source pixels a result pixel
    const double top = (double(image.height) - scale * double(height)) / 2, left = (double(image.width) - scale * double(width)) / 2;
    const double reach = std::max(1.0, scale);
    // Triangle filter: weights of the source pixels around `centre` along one axis.
    const auto weights = [&](double centre, int64_t size) {
        std::vector<std::pair<int64_t, double>> list;
        double sum = 0;
        for (int64_t i = int64_t(std::floor(centre - reach)); i <= int64_t(std::ceil(centre + reach)); ++i) {
            const double w = 1 - std::abs(double(i) + 0.5 - centre) / reach;
            if (w <= 0) continue;
            list.emplace_back(std::clamp<int64_t>(i, 0, size - 1), w);
            sum += w;
        }
        for (auto& [i, w] : list) w /= sum;
        return list;
    };
    Image result{image.channels, height, width, std::vector<uint8_t>(size_t(image.channels * height * width))};
    std::vector<std::vector<std::pair<int64_t, double>>> columns;
    for (int64_t x = 0; x < width; ++x) columns.push_back(weights(left + (double(x) + 0.5) * scale, image.width));
    std::vector<double> line(size_t(image.width));   // a result row before its columns are weighted
    for (int64_t y = 0; y < height; ++y) {
        const auto rows = weights(top + (double(y) + 0.5) * scale, image.height);
        for (int64_t c = 0; c < image.channels; ++c) {
            std::fill(line.begin(), line.end(), 0.0);
            for (const auto& [sy, wy] : rows)
                for (int64_t sx = 0; sx < image.width; ++sx) line[size_t(sx)] += wy * image.pixels[size_t((c * image.height + sy) * image.width + sx)];
            for (int64_t x = 0; x < width; ++x) {
                double value = 0;
                for (const auto& [sx, wx] : columns[size_t(x)]) value += wx * line[size_t(sx)];
                result.pixels[size_t((c * height + y) * width + x)] = uint8_t(std::lround(std::clamp(value, 0.0, 255.0)));
            }
        }
    }
    return result;
}

}  // namespace saddle::datasets
