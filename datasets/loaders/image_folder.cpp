#include "datasets/loaders/image_folder.h"

#include <algorithm>
#include <filesystem>

#include "datasets/image_file.h"
#include "datasets/image_source.h"
#include "engine/api/files.h"

namespace saddle::datasets {
namespace {

namespace fs = std::filesystem;
constexpr int64_t kMostBytes = int64_t(4) << 30;   // of decoded pixels

bool is_image(const fs::path& path) {
    std::string extension = path.extension().string();
    std::transform(extension.begin(), extension.end(), extension.begin(), [](unsigned char c) { return char(std::tolower(c)); });
    return extension == ".png" || extension == ".jpg" || extension == ".jpeg";
}

/// Sorted entries of a folder that are images, or folders that hold one.
std::vector<std::string> images_in(const fs::path& folder) {
    std::vector<std::string> files;
    std::error_code ignored;
    for (const auto& entry : fs::directory_iterator(folder, ignored))
        if (entry.is_regular_file(ignored) && is_image(entry.path())) files.push_back(entry.path().string());
    std::sort(files.begin(), files.end());
    return files;
}
std::vector<std::string> classes_in(const fs::path& folder) {
    std::vector<std::string> names;
    std::error_code ignored;
    for (const auto& entry : fs::directory_iterator(folder, ignored))
        if (entry.is_directory(ignored) && !images_in(entry.path()).empty()) names.push_back(entry.path().filename().string());
    std::sort(names.begin(), names.end());
    return names;
}

fs::path training_root(const fs::path& folder) { return fs::is_directory(folder / "train") ? folder / "train" : folder; }

struct Reader {
    std::vector<std::string> classes;
    int64_t channels, height, width;

    Status append(const std::string& file, int32_t label, ImageSplit& split) const {
        TRY(const Image image, read_image(file, channels));
        const Image fitted = resize_and_crop(image, height, width);
        split.pixels.insert(split.pixels.end(), fitted.pixels.begin(), fitted.pixels.end());
        split.labels.push_back(label);
        split.shape = {int64_t(split.labels.size()), channels, height, width};
        if (int64_t(split.pixels.size()) > kMostBytes) return invalid("the images of " + file + "'s set take more than 4 GiB at " + std::to_string(height) + " x " + std::to_string(width), "set data.options.size to a smaller size");
        return {};
    }
    Result<ImageSplit> read(const fs::path& root) const {
        ImageSplit split;
        std::string listing;
        for (size_t c = 0; c < classes.size(); ++c)
            for (const std::string& file : images_in(root / classes[c])) {
                TRY_STATUS(append(file, int32_t(c), split));
                listing += classes[c] + "/" + fs::path(file).filename().string() + "\n";
            }
        split.hash = sha256(listing + std::string(split.pixels.begin(), split.pixels.end()));
        return split;
    }
};

/// Every 1/part-th image of each class, in file order, becomes validation.
std::pair<ImageSplit, ImageSplit> divide(const ImageSplit& all, double part) {
    std::pair<ImageSplit, ImageSplit> halves;
    const int64_t size = all.shape.count(1, 4);
    std::vector<double> owed(1 + size_t(*std::max_element(all.labels.begin(), all.labels.end())), 0);
    for (size_t n = 0; n < all.labels.size(); ++n) {
        double& debt = owed[size_t(all.labels[n])];
        debt += part;
        ImageSplit& to = debt >= 1 ? halves.second : halves.first;
        if (debt >= 1) debt -= 1;
        to.pixels.insert(to.pixels.end(), all.pixels.begin() + int64_t(n) * size, all.pixels.begin() + int64_t(n + 1) * size);
        to.labels.push_back(all.labels[n]);
    }
    for (ImageSplit* half : {&halves.first, &halves.second}) half->shape = {int64_t(half->labels.size()), all.shape[1], all.shape[2], all.shape[3]};
    halves.first.hash = all.hash;
    return halves;
}

}  // namespace

bool recognises_image_folder(const std::string& folder) { return !classes_in(training_root(folder)).empty(); }

Result<std::shared_ptr<const train::DataSource>> open_image_folder(const std::string& folder, const DataConfig& config) {
    const fs::path root = training_root(folder);
    Reader reader{classes_in(root), config.options.integer("channels", 3), 0, 0};
    if (reader.channels != 1 && reader.channels != 3) return invalid("data.options.channels: " + std::to_string(reader.channels) + " is neither 1 nor 3");
    const std::vector<int64_t> size = config.options.integers("size");
    if (size.empty()) {
        TRY(const Image first, read_image(images_in(root / reader.classes[0])[0], reader.channels));
        reader.height = first.height;
        reader.width = first.width;
    } else {
        reader.height = size[0];
        reader.width = size.back();
        if (size.size() > 2 || reader.height < 1 || reader.width < 1 || reader.height > 4096 || reader.width > 4096)
            return invalid("data.options.size: " + to_string(AttributeValue(size)) + " is not a size of 1 to 4096 pixels", "give one number, or [height, width]");
    }
    ImageSet set;
    set.info = info_of(folder, "image-folder");
    set.info.class_names = reader.classes;
    TRY(set.train, reader.read(root));
    for (const char* name : {"val", "valid", "validation", "test"})
        if (!set.validation && root != fs::path(folder) && fs::is_directory(fs::path(folder) / name)) {
            TRY(set.validation, reader.read(fs::path(folder) / name));
            if (set.validation->labels.empty()) return invalid((fs::path(folder) / name).string() + " has no image of the classes in train/");
        }
    const double held_back = config.options.real("validation", 0.1);
    if (held_back < 0 || held_back >= 1) return invalid("data.options.validation: " + std::to_string(held_back) + " is not a part of 0 to 1");
    if (!set.validation && held_back > 0) {
        auto [training, validation] = divide(set.train, held_back);
        set.train = std::move(training);
        if (!validation.labels.empty()) set.validation = std::move(validation);
    }
    return make_image_source(std::move(set), config);
}

}  // namespace saddle::datasets
