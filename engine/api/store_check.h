#pragma once
// Whether a store, and the files that it promises, are as they were written.
#include <string>
#include <vector>

#include "engine/core/result.h"

namespace saddle::api {

struct StoreDamages {
    std::vector<std::string> store;   ///< of the database: store::repair() saves what can be read
    std::vector<std::string> files;   ///< checkpoints that are missing or are not what was stored
};
/// Reads all of the store and, with `contents`, every checkpoint; else their sizes alone. `store_path` empty: the default store.
/// Io, Incompatible: it cannot be opened for another reason than damage.
Result<StoreDamages> check_store(const std::string& store_path, bool contents);

}  // namespace saddle::api
