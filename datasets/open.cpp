#include "datasets/open.h"

#include <filesystem>

#include "datasets/generators/sample_digits.h"
#include "datasets/loaders/idx.h"
#include "engine/api/files.h"

namespace saddle::datasets {
namespace {
namespace fs = std::filesystem;
std::string home_of(const std::string& set) { return data_folder() + "/datasets/" + set; }
}  // namespace

std::vector<KnownSet> known_sets() {
    std::vector<KnownSet> sets{{"sample-digits", "6,000 + 1,000 digits drawn by the program, 28 x 28", "Apache-2.0", true, home_of("sample-digits")}};
    std::error_code ignored;
    for (const auto& entry : fs::directory_iterator(data_folder() + "/datasets", ignored))
        if (entry.path().filename() != "sample-digits" && recognises_idx(entry.path().string()))
            sets.push_back({entry.path().filename().string(), "in the data folder", "", true, entry.path().string()});
    return sets;
}

Result<std::shared_ptr<const train::DataSource>> open_data(const DataConfig& config, const std::string& path) {
    const std::string folder = !path.empty() ? path : !config.path.empty() ? config.path : home_of(config.set);
    if (path.empty() && config.path.empty() && config.set == "sample-digits") TRY_STATUS(make_sample_digits(folder));
    std::error_code ignored;
    if (!fs::exists(folder, ignored))
        return invalid("there is no data folder " + folder, path.empty() && config.path.empty() ? "put the set '" + config.set + "' there, or give a folder with --data" : "check the path given with --data");
    if (!fs::is_directory(folder, ignored)) return invalid(folder + " is not a folder", "give the folder that holds the files");
    if (recognises_idx(folder)) return open_idx(folder, config);
    return invalid("no loader recognises " + folder, "loaders: idx (train-images-idx3-ubyte[.gz], train-labels-idx1-ubyte[.gz], t10k-...)");
}

}  // namespace saddle::datasets
