#include "datasets/loaders/image_folder.h"

#include <algorithm>
#include <filesystem>

#include "datasets/image_file.h"
#include "datasets/image_source.h"
#include "engine/api/files.h"

namespace saddle::datasets {
namespace {

namespace fs = std::filesystem;
constexpr int64_t kMostHashed = int64_t(1) << 30;   // bytes of files whose content is part of the set's hash

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

struct Listing {
    std::vector<std::string> files;
    std::vector<int32_t> labels;   ///< one a file
};
Listing list(const fs::path& root, const std::vector<std::string>& classes) {
    Listing listing;
    for (size_t c = 0; c < classes.size(); ++c)
        for (std::string& file : images_in(root / classes[c])) {
            listing.files.push_back(std::move(file));
            listing.labels.push_back(int32_t(c));
        }
    return listing;
}

/// Of names and content; of a set that is more than can be read at once, of names and sizes.
Result<std::string> hash_of(const Listing& listing) {
    std::error_code ignored;
    uintmax_t bytes = 0;
    for (const std::string& file : listing.files) bytes += fs::file_size(file, ignored);
    std::string text;
    for (size_t i = 0; i < listing.files.size(); ++i) {
        const fs::path file = listing.files[i];
        text += std::to_string(listing.labels[i]) + "/" + file.filename().string() + " ";
        if (bytes > kMostHashed) {
            text += std::to_string(fs::file_size(file, ignored)) + "\n";
        } else {
            TRY(const std::string content, read_file(file.string(), kMostHashed));
            text += sha256(content) + "\n";
        }
    }
    return sha256(text);
}

/// Images are decoded when a batch asks for them: a set may be larger than memory, and opening it takes no time.
Result<ImageSplit> split_of(Listing listing, int64_t channels, int64_t height, int64_t width) {
    ImageSplit split;
    split.shape = {int64_t(listing.files.size()), channels, height, width};
    TRY(split.hash, hash_of(listing));
    split.labels = std::move(listing.labels);
    split.decode = [files = std::move(listing.files), channels, height, width](int64_t sample) -> Result<std::vector<uint8_t>> {
        TRY(const Image image, read_image(files[size_t(sample)], channels));
        return resize_and_crop(image, height, width).pixels;
    };
    return split;
}

/// Every 1/part-th image of each class, in file order, becomes validation.
std::pair<Listing, Listing> divide(const Listing& all, double part, size_t classes) {
    std::pair<Listing, Listing> halves;
    std::vector<double> owed(classes, 0);
    for (size_t n = 0; n < all.files.size(); ++n) {
        double& debt = owed[size_t(all.labels[n])];
        debt += part;
        Listing& to = debt >= 1 ? halves.second : halves.first;
        if (debt >= 1) debt -= 1;
        to.files.push_back(all.files[n]);
        to.labels.push_back(all.labels[n]);
    }
    return halves;
}

}  // namespace

bool recognises_image_folder(const std::string& folder) {
    const fs::path root = training_root(folder);
    return !fs::exists(root / "labels.csv") && !classes_in(root).empty();   // a list of texts: its folders are no classes
}

Result<std::shared_ptr<const train::DataSource>> open_image_folder(const std::string& folder, const DataConfig& config) {
    const fs::path root = training_root(folder);
    const std::vector<std::string> classes = classes_in(root);
    const int64_t channels = config.options.integer("channels", 3);
    int64_t height = 0, width = 0;
    if (channels != 1 && channels != 3) return invalid("data.options.channels: " + std::to_string(channels) + " is neither 1 nor 3");
    const std::vector<int64_t> size = config.options.integers("size");
    if (size.empty()) {
        TRY(const Image first, read_image(images_in(root / classes[0])[0], channels));
        height = first.height;
        width = first.width;
    } else {
        height = size[0];
        width = size.back();
        if (size.size() > 2 || height < 1 || width < 1 || height > 4096 || width > 4096)
            return invalid("data.options.size: " + to_string(AttributeValue(size)) + " is not a size of 1 to 4096 pixels", "give one number, or [height, width]");
    }
    Listing training = list(root, classes), validation;
    for (const char* name : {"val", "valid", "validation", "test"})
        if (validation.files.empty() && root != fs::path(folder) && fs::is_directory(fs::path(folder) / name)) {
            validation = list(fs::path(folder) / name, classes);
            if (validation.files.empty()) return invalid((fs::path(folder) / name).string() + " has no image of the classes in train/");
        }
    const double held_back = config.options.real("validation", 0.1);
    if (held_back < 0 || held_back >= 1) return invalid("data.options.validation: " + std::to_string(held_back) + " is not a part of 0 to 1");
    if (validation.files.empty() && held_back > 0) std::tie(training, validation) = divide(training, held_back, classes.size());
    ImageSet set;
    set.info = info_of(folder, "image-folder");
    set.info.class_names = classes;
    TRY(set.train, split_of(std::move(training), channels, height, width));
    if (!validation.files.empty()) {
        TRY(set.validation, split_of(std::move(validation), channels, height, width));
    }
    return make_image_source(std::move(set), config);
}

}  // namespace saddle::datasets
