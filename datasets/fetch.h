#pragma once
// Gets a data set whose manifest the program carries, into the data folder where open_data finds it by name.
#include <functional>
#include <string>

#include "datasets/manifest.h"

namespace saddle::datasets {

struct FetchProgress {
    std::string file;
    int64_t bytes = 0, total = 0;   ///< of all files together
};
struct FetchOptions {
    std::string from;                                       ///< address instead of the manifest's; empty: those
    std::function<void(const FetchProgress&)> progress;     ///< often; may be empty
    Cancellation cancellation;
};
/// The folder of the set, complete and checked. Files that are there with the right SHA-256 are not fetched again; parts
/// of an earlier attempt are continued. The set appears whole or not at all. Io when no address gives a file or a file has
/// another SHA-256 than the manifest says; Interrupted when cancelled (parts stay).
Result<std::string> fetch(const Manifest& manifest, const FetchOptions& options);

/// Where a set of this name lies or would lie.
std::string folder_of(const std::string& set);

}  // namespace saddle::datasets
