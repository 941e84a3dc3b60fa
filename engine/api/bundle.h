#pragma once
// A run as one file, for another store: docs/file-formats.md.
#include <cstdint>
#include <optional>
#include <string>

#include "engine/core/result.h"

namespace saddle::api {

struct ImportedRun {
    std::string run, original;          ///< its id here and in the store it came from; the same where that was free
    std::string name;                   ///< of the project
    uint64_t steps = 0;
    std::optional<uint64_t> checkpoint; ///< step of the one it goes on from
};
/// Adds the run of a bundle (write_run, "bundle") to a store as one of status "imported". Invalid: the file is damaged or no bundle;
/// Incompatible: a newer version wrote it. The store is as it was then. `store_path` empty: the default store.
Result<ImportedRun> import_run(const std::string& file, const std::string& store_path = {});

}  // namespace saddle::api
