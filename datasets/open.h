#pragma once
// Opens the data a project asks for, or the folder a user names: the loaders are tried by what they recognise.
#include "engine/api/core.h"
#include "engine/api/data.h"

namespace saddle::datasets {

/// Matches train::DataOpener. `path` (the user's --data) wins over the project's set. Errors name folder and file.
Result<std::shared_ptr<const train::DataSource>> open_data(const DataConfig& config, const std::string& path);

/// Sets known by name: bundled (generated) or to be fetched.
struct KnownSet { std::string name, description, licence; bool here = false; std::string path; };
std::vector<KnownSet> known_sets();

}  // namespace saddle::datasets
