#include "datasets/loaders/cifar.h"

#include <algorithm>
#include <filesystem>
#include <sstream>

#include "datasets/image_source.h"
#include "engine/api/files.h"

namespace saddle::datasets {
namespace {

namespace fs = std::filesystem;
constexpr size_t kPixels = 3 * 32 * 32;

/// data_batch_1.bin ... of CIFAR-10, or train.bin of CIFAR-100, in name order.
std::vector<std::string> training_files(const std::string& folder) {
    std::vector<std::string> files;
    std::error_code ignored;
    for (const auto& entry : fs::directory_iterator(folder, ignored)) {
        const std::string name = entry.path().filename().string();
        if (entry.path().extension() == ".bin" && (name.rfind("data_batch_", 0) == 0 || name == "train.bin")) files.push_back(entry.path().string());
    }
    std::sort(files.begin(), files.end());
    return files;
}

Result<std::vector<std::string>> read_names(const std::string& path) {
    TRY(const std::string text, read_file(path, 1 << 20));
    std::istringstream lines(text);
    std::vector<std::string> names;
    for (std::string line; std::getline(lines, line);) {
        if (!line.empty() && line.back() == '\r') line.pop_back();
        if (!line.empty()) names.push_back(line);
    }
    return names;
}

Status append(const std::string& path, size_t label_bytes, size_t classes, ImageSplit& split) {
    TRY(const std::string bytes, read_file(path));
    const size_t record = label_bytes + kPixels;
    if (bytes.empty() || bytes.size() % record != 0)
        return invalid(path + " has " + std::to_string(bytes.size()) + " bytes, not a multiple of a record's " + std::to_string(record), "the file is cut off or not CIFAR's binary format; fetch it again");
    for (size_t at = 0; at < bytes.size(); at += record) {
        const auto label = uint8_t(bytes[at + label_bytes - 1]);
        if (label >= classes) return invalid(path + ": record " + std::to_string(at / record) + " has label " + std::to_string(label) + " of " + std::to_string(classes) + " classes");
        split.labels.push_back(label);
        split.pixels.insert(split.pixels.end(), bytes.begin() + long(at + label_bytes), bytes.begin() + long(at + record));
    }
    split.hash += sha256(bytes);
    split.shape = {int64_t(split.labels.size()), 3, 32, 32};
    return {};
}

}  // namespace

bool recognises_cifar(const std::string& folder) { return !training_files(folder).empty(); }

Result<std::shared_ptr<const train::DataSource>> open_cifar(const std::string& folder, const DataConfig& config) {
    const bool hundred = fs::exists(folder + "/train.bin");
    const std::string names = folder + (hundred ? "/fine_label_names.txt" : "/batches.meta.txt");
    const std::string test = folder + (hundred ? "/test.bin" : "/test_batch.bin");
    ImageSet set;
    set.info = info_of(folder, "cifar");
    if (fs::exists(names)) {
        TRY(set.info.class_names, read_names(names));
    }
    const size_t classes = set.info.class_names.empty() ? hundred ? 100 : 10 : set.info.class_names.size();
    for (const std::string& file : training_files(folder)) TRY_STATUS(append(file, hundred ? 2 : 1, classes, set.train));
    if (fs::exists(test)) TRY_STATUS(append(test, hundred ? 2 : 1, classes, set.validation.emplace()));
    return make_image_source(std::move(set), config);
}

}  // namespace saddle::datasets
