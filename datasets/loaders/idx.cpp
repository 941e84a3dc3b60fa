#include "datasets/loaders/idx.h"

#include <zlib.h>

#include <algorithm>
#include <filesystem>
#include <optional>

#include "datasets/image_source.h"
#include "engine/api/files.h"

namespace saddle::datasets {
namespace {

namespace fs = std::filesystem;
constexpr int64_t kLimit = int64_t(4) << 30;

/// The whole content, uncompressed; gzread passes plain files through.
Result<std::string> read_plain(const std::string& path) {
    gzFile file = gzopen(path.c_str(), "rb");
    if (!file) return io_error("cannot open " + path);
    std::string content, block(1 << 20, '\0');
    int got = 0;
    while ((got = gzread(file, block.data(), unsigned(block.size()))) > 0) {
        content.append(block.data(), size_t(got));
        if (int64_t(content.size()) > kLimit) break;
    }
    int code = Z_OK;
    const std::string message = gzerror(file, &code);
    const bool cut = got < 0 || code == Z_BUF_ERROR;
    gzclose(file);
    if (cut) return invalid(path + " is damaged or cut off: " + message, "fetch it again");
    if (int64_t(content.size()) > kLimit) return invalid(path + " is larger than an IDX file may be here");
    return content;
}

/// The file of a folder that holds `split` ("train", "t10k") and `kind` ("images", "labels"); "" when there is none.
std::string find_file(const std::string& folder, const std::string& split, const std::string& kind) {
    std::vector<std::string> found;
    std::error_code ignored;
    for (const auto& entry : fs::directory_iterator(folder, ignored)) {
        const std::string name = entry.path().filename().string();
        if (name.rfind(split + "-" + kind, 0) == 0 && name.find("ubyte") != std::string::npos) found.push_back(entry.path().string());
    }
    std::sort(found.begin(), found.end());
    return found.empty() ? "" : found[0];
}

bool has(const std::string& folder, const std::string& split) { return !find_file(folder, split, "images").empty() || !find_file(folder, split, "labels").empty(); }

Result<ImageSplit> load(const std::string& folder, const std::string& split) {
    const std::string images = find_file(folder, split, "images"), labels = find_file(folder, split, "labels");
    if (images.empty() || labels.empty())
        return invalid(folder + " has no " + split + "-" + (images.empty() ? "images-idx3-ubyte" : "labels-idx1-ubyte") + " (plain or .gz)", "give a folder with all four MNIST files");
    TRY(IdxFile pixels, read_idx(images));
    TRY(const IdxFile ids, read_idx(labels));
    if (pixels.shape.size() != 3) return invalid(images + " holds labels where images are expected");
    if (ids.shape.size() != 1) return invalid(labels + " holds images where labels are expected");
    if (pixels.shape[0] != ids.shape[0])
        return invalid(images + " has " + std::to_string(pixels.shape[0]) + " images, " + labels + " has " + std::to_string(ids.shape[0]) + " labels");
    if (pixels.data.empty()) return invalid(images + " is empty");
    return ImageSplit{{pixels.shape[0], 1, pixels.shape[1], pixels.shape[2]}, std::move(pixels.data), {ids.data.begin(), ids.data.end()}, pixels.hash + ids.hash};
}

}  // namespace

Result<IdxFile> read_idx(const std::string& path) {
    TRY(const std::string bytes, read_plain(path));
    const auto word = [&](size_t at) {
        const auto* b = reinterpret_cast<const uint8_t*>(bytes.data() + at);
        return uint32_t(b[0]) << 24 | uint32_t(b[1]) << 16 | uint32_t(b[2]) << 8 | b[3];
    };
    if (bytes.size() < 8) return invalid(path + " has " + std::to_string(bytes.size()) + " bytes, too few for an IDX header", "fetch it again");
    char found[16];
    std::snprintf(found, sizeof found, "0x%08x", word(0));
    if (word(0) != 0x803 && word(0) != 0x801) return invalid(path + " is not an IDX file: expected magic 0x00000803 (images) or 0x00000801 (labels), got " + found);
    IdxFile file;
    const size_t rank = word(0) & 0xff, header = 4 + 4 * rank;
    if (bytes.size() < header) return invalid(path + " ends within its header", "fetch it again");
    for (size_t i = 0; i < rank; ++i) file.shape.push_back(word(4 + 4 * i));
    const int64_t count = checked_count(file.shape, kLimit);
    if (count < 0 || uint64_t(count) != bytes.size() - header)
        return invalid(path + ": its header promises " + to_string(Shape(file.shape)) + " bytes, the file has " + std::to_string(bytes.size() - header), "the file is cut off or damaged; fetch it again");
    file.data.assign(bytes.begin() + long(header), bytes.end());
    file.hash = sha256(bytes);
    return file;
}

Status write_idx(const IdxFile& file, const std::string& path) {
    std::string bytes;
    const auto put = [&](uint32_t v) {
        for (int shift = 24; shift >= 0; shift -= 8) bytes += char(v >> shift & 0xff);
    };
    put(0x800 | uint32_t(file.shape.size()));
    for (const int64_t size : file.shape) put(uint32_t(size));
    bytes.append(reinterpret_cast<const char*>(file.data.data()), file.data.size());
    return write_file(path, bytes);
}

bool recognises_idx(const std::string& folder) { return has(folder, "train"); }

Result<std::shared_ptr<const train::DataSource>> open_idx(const std::string& folder, const DataConfig& config) {
    ImageSet set;
    set.info = info_of(folder, "idx");
    TRY(set.train, load(folder, "train"));
    if (has(folder, "t10k")) {
        TRY(set.validation, load(folder, "t10k"));
    }
    return make_image_source(std::move(set), config);
}

}  // namespace saddle::datasets
