#pragma once
// Opens the data a project asks for, or the folder a user names: the loaders are tried by what they recognise.
#include "engine/api/core.h"
#include "engine/api/data.h"

namespace saddle::datasets {

/// Matches train::DataOpener. `path` (the user's --data) wins over the project's set. Errors name folder and file.
Result<std::shared_ptr<const train::DataSource>> open_data(const DataConfig& config, const std::string& path);

/// Formats that are read: the loader's name, and what it knows a folder or file by.
struct LoaderInfo {
    std::string name, what;
};
std::vector<LoaderInfo> loaders();

/// A set that projects can name: made by the program, to be fetched, or a folder of the user's in the data folder.
struct KnownSet {
    std::string name, description, licence;
    bool here = false;        ///< a project that names it can be trained now
    bool fetchable = false;   ///< `saddle data fetch` gets it
    int64_t bytes = 0;        ///< to fetch
    std::string path;         ///< where it lies or will lie
};
std::vector<KnownSet> known_sets();

}  // namespace saddle::datasets
