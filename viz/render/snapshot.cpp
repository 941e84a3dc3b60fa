#include "viz/render/snapshot.h"

#include <zlib.h>

#include <chrono>
#include <thread>

#include "engine/api/files.h"
#include "viz/render/surface.h"

namespace saddle::viz {

Color Picture::at(int x, int y) const {
    const uint8_t* p = &rgba[(size_t(y) * size_t(width) + size_t(x)) * 4];
    return Color(p[0]) | Color(p[1]) << 8 | Color(p[2]) << 16 | Color(p[3]) << 24;
}

Result<Picture> snapshot(View& view, Link& link, const Theme& theme, const SnapshotOptions& options) {
    TRY(const auto surface, Surface::make());
    for (int frame = 0; frame < options.frames; ++frame) {
        if (options.input) options.input(frame, surface->imgui_io());
        const Context context{theme, link, options.translate, frame / 60.0, true};
        TRY([[maybe_unused]] const bool moves, surface->draw(view, context, {options.width, options.height, options.scale, 1.0 / 60}));
        while (surface->busy()) {
            TRY(const bool fetched, surface->fetch());
            if (!fetched) std::this_thread::sleep_for(std::chrono::microseconds(200));
        }
    }
    const Pixels& pixels = surface->pixels();
    Picture picture{pixels.width, pixels.height, std::vector<uint8_t>(size_t(pixels.width) * size_t(pixels.height) * 4, 255)};
    for (size_t i = 0; i < picture.rgba.size(); i += 4)
        for (size_t c = 0; c < 3; ++c) picture.rgba[i + c] = pixels.bgrx[i + 2 - c];
    return picture;
}

Status write_png(const Picture& picture, const std::string& path) {
    const auto big_endian = [](uint32_t n) { return std::string{char(n >> 24), char(n >> 16), char(n >> 8), char(n)}; };
    std::string png("\x89PNG\r\n\x1a\n", 8);
    const auto chunk = [&](const std::string& type, const std::string& data) {
        const std::string body = type + data;
        png += big_endian(uint32_t(data.size())) + body + big_endian(uint32_t(crc32(0, reinterpret_cast<const Bytef*>(body.data()), uInt(body.size()))));
    };
    std::string rows;
    for (int y = 0; y < picture.height; ++y) {
        rows += '\0';  // no filter
        for (int x = 0; x < picture.width; ++x) rows.append(reinterpret_cast<const char*>(&picture.rgba[(size_t(y) * size_t(picture.width) + size_t(x)) * 4]), 3);
    }
    std::string packed(compressBound(uLong(rows.size())), '\0');
    uLongf size = uLongf(packed.size());
    if (compress2(reinterpret_cast<Bytef*>(packed.data()), &size, reinterpret_cast<const Bytef*>(rows.data()), uLong(rows.size()), 6) != Z_OK)
        return Error{ErrorKind::OutOfMemory, "the picture cannot be packed", "", {}};
    packed.resize(size);
    chunk("IHDR", big_endian(uint32_t(picture.width)) + big_endian(uint32_t(picture.height)) + std::string("\x08\x02\0\0\0", 5));
    chunk("IDAT", packed);
    chunk("IEND", "");
    return write_file(path, png);
}

}  // namespace saddle::viz
