#pragma once
// Data sets that can be fetched: what they are, whose they are, and what their files must be, bit for bit. One JSON file
// each in datasets/manifests/, carried inside the programs.
#include <cstdint>
#include <string>
#include <vector>

#include "engine/api/core.h"

namespace saddle::datasets {

struct Manifest {
    struct File {
        std::string name;
        int64_t bytes = 0;
        std::string sha256;
    };
    std::string name, title, description, licence, authors, homepage;
    std::vector<std::string> addresses;   ///< where the files lie, tried in this order; a file's name is appended
    std::vector<File> files;
    int64_t bytes() const;                ///< of all files
};

/// All that the program carries, by name.
const std::vector<Manifest>& manifests();
/// Null when there is none of that name.
const Manifest* find_manifest(const std::string& name);
/// One manifest; Invalid names what is missing or wrong.
Result<Manifest> read_manifest(const std::string& json, const std::string& source);

/// The addresses to use: `from` when given, else the user's own of data-sources.json in the configuration folder
/// ({"mnist": "https://..."}), else the manifest's. Each ends with a slash.
Result<std::vector<std::string>> addresses_of(const Manifest& manifest, const std::string& from);

}  // namespace saddle::datasets
