#include "datasets/open.h"

#include <algorithm>
#include <filesystem>

#include "datasets/fetch.h"
#include "datasets/generators/karate_club.h"
#include "datasets/generators/sample_digits.h"
#include "datasets/generators/sample_graphs.h"
#include "datasets/generators/sample_images.h"
#include "datasets/generators/sample_lines.h"
#include "datasets/generators/sample_questions.h"
#include "datasets/generators/sample_texts.h"
#include "datasets/generators/sample_words.h"
#include "datasets/generators/whole_folder.h"
#include "datasets/loaders/cifar.h"
#include "datasets/loaders/graph_csv.h"
#include "datasets/loaders/idx.h"
#include "datasets/loaders/image_folder.h"
#include "datasets/loaders/lines.h"
#include "datasets/loaders/linqs.h"
#include "datasets/loaders/series.h"
#include "datasets/loaders/speech.h"
#include "datasets/loaders/squad.h"
#include "datasets/loaders/text.h"
#include "datasets/loaders/tu.h"
#include "engine/api/files.h"

namespace saddle::datasets {
namespace {
namespace fs = std::filesystem;

/// What a loader is called, whether it knows a folder or file, and how it opens it. A common format (CSV, text) also
/// accompanies sets of other formats as a list or a note: it counts only where no other loader knows the folder.
struct Loader {
    const char* name;
    const char* what;
    bool common;
    bool (*recognises)(const std::string& path);
    Result<std::shared_ptr<const train::DataSource>> (*open)(const std::string& path, const DataConfig& config);
};
constexpr Loader kLoaders[] = {
    {"idx", "train-images-idx3-ubyte[.gz], train-labels-idx1-ubyte[.gz], t10k-...", false, recognises_idx, open_idx},
    {"cifar", "data_batch_*.bin or train.bin", false, recognises_cifar, open_cifar},
    {"speech", "an index.csv of audio files, or a folder of audio a class", false, recognises_speech, open_speech},
    {"image-folder", "a folder of PNG or JPEG a class", false, recognises_image_folder, open_image_folder},
    {"lines", "labels.csv or train/labels.csv: file and text", false, recognises_lines, open_lines},
    {"graph-csv", "edge.csv and node-label.csv", false, recognises_graph_csv, open_graph_csv},
    {"linqs", "NAME.content and NAME.cites", false, recognises_linqs, open_linqs},
    {"tu", "NAME_A.txt, NAME_graph_indicator.txt and NAME_graph_labels.txt", false, recognises_tu, open_tu},
    {"squad", "a .json file of questions, or train*.json and dev*.json", false, recognises_squad, open_squad},
    {"series", "a .csv file of measurements", true, recognises_series, open_series},
    {"text", "a .txt file", true, recognises_text, open_text},
};

/// Sets that the program makes itself when they are asked for.
struct Sample {
    const char* name;
    const char* what;
    const char* licence;
    Status (*make)(const std::string& folder);
};
constexpr Sample kSamples[] = {
    {"sample-digits", "6,000 + 1,000 digits drawn by the program, 28 x 28", "Apache-2.0", make_sample_digits},
    {"sample-images", "1,000 + 200 colour pictures of shapes drawn by the program, 32 x 32", "Apache-2.0", make_sample_images},
    {"sample-lines", "2,000 + 200 lines of three to five digits drawn by the program, 32 pixels high", "Apache-2.0", make_sample_lines},
    {"sample-words", "400 + 100 made-up words spoken by the program, 8 kHz", "Apache-2.0", make_sample_words},
    {"sample-play", "a play written by the program, 200,000 characters", "Apache-2.0", make_sample_play},
    {"sample-questions", "1,120 questions about towns made up by the program, each answered by a part of a paragraph", "Apache-2.0", make_sample_questions},
    {"sample-temperatures", "ten years of daily temperatures made up by the program", "Apache-2.0", make_sample_temperatures},
    {"sample-sunspots", "200 years of monthly sunspots made up by the program", "Apache-2.0", make_sample_sunspots},
    {"sample-load", "150 days of a machine's hourly load made up by the program, twelve anomalies marked", "Apache-2.0", make_sample_load},
    {"sample-citations", "1,050 papers on seven subjects made up by the program, and whom they cite", "Apache-2.0", make_sample_citations},
    {"sample-molecules", "200 molecules made up by the program, in two classes", "Apache-2.0", make_sample_molecules},
    {"karate-club", "Zachary's karate club: 34 members, 78 friendships, 2 parties", "BSD-3-Clause", make_karate_club},
};

bool recognised(const std::string& path) {
    return std::any_of(std::begin(kLoaders), std::end(kLoaders), [&](const Loader& loader) { return loader.recognises(path); });
}

std::string advice(const std::string& set) {
    const Manifest* manifest = find_manifest(set);
    return (manifest ? "get it with `saddle data fetch " + set + "` (" + std::to_string((manifest->bytes() + 500000) / 1000000) + " MB, " + manifest->licence + ")" : "put the set '" + set + "' there") +
           ", or give a folder with --data";
}
}  // namespace

std::vector<LoaderInfo> loaders() {
    std::vector<LoaderInfo> list;
    for (const Loader& loader : kLoaders) list.push_back({loader.name, loader.what});
    return list;
}

std::vector<KnownSet> known_sets() {
    std::vector<KnownSet> sets;
    for (const Sample& s : kSamples) sets.push_back({s.name, s.what, s.licence, true, false, 0, folder_of(s.name)});
    std::error_code ignored;
    for (const Manifest& m : manifests()) sets.push_back({m.name, m.description, m.licence, fs::exists(folder_of(m.name), ignored), true, m.bytes(), folder_of(m.name)});
    for (const auto& entry : fs::directory_iterator(data_folder() + "/datasets", ignored)) {
        const std::string name = entry.path().filename().string();
        const bool known = std::any_of(sets.begin(), sets.end(), [&](const KnownSet& s) { return s.name == name; });
        if (!known && name[0] != '.' && recognised(entry.path().string())) sets.push_back({name, "in the data folder", "", true, false, 0, entry.path().string()});
    }
    return sets;
}

Result<std::shared_ptr<const train::DataSource>> open_data(const DataConfig& config, const std::string& path) {
    const std::string folder = !path.empty() ? path : !config.path.empty() ? config.path : folder_of(config.set);
    for (const Sample& s : kSamples)
        if (path.empty() && config.path.empty() && config.set == s.name) {
            const FolderLock making(folder);
            TRY_STATUS(s.make(folder));
        }
    std::error_code ignored;
    if (!fs::exists(folder, ignored))
        return invalid("there is no data folder " + folder, path.empty() && config.path.empty() ? advice(config.set) : "check the path given with --data");
    std::vector<const Loader*> candidates;
    for (const Loader& loader : kLoaders)
        if (loader.recognises(folder)) {
            if (loader.name == config.loader) return loader.open(folder, config);
            candidates.push_back(&loader);
        }
    if (std::any_of(candidates.begin(), candidates.end(), [](const Loader* l) { return !l->common; })) std::erase_if(candidates, [](const Loader* l) { return l->common; });
    if (candidates.size() == 1) return candidates[0]->open(folder, config);
    std::string names;
    for (const Loader* loader : candidates) names += (names.empty() ? "" : ", ") + std::string(loader->name);
    if (!candidates.empty()) return invalid("several loaders recognise " + folder + ": " + names, "say which with --set data.loader=...");
    for (const Loader& loader : kLoaders) names += (names.empty() ? "" : "; ") + std::string(loader.name) + " (" + loader.what + ")";
    return invalid("no loader recognises " + folder, "loaders: " + names);
}

}  // namespace saddle::datasets
