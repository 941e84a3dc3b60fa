#pragma once
// A store whose file is damaged: what can still be read of it in a new file, the rest said.
#include <string>
#include <vector>

#include "engine/core/result.h"

namespace saddle::store {

struct Repaired {
    std::string damaged;             ///< where the damaged file lies now; nothing of it is deleted
    int64_t runs = 0, points = 0;    ///< that were saved
    std::vector<std::string> lost;   ///< what is missing and known to have been there, a line each; empty: nothing
};
/// Reads every table from both ends, and what lies between two damages run by run (a damaged page that leads to others takes them
/// with it); runs whose row is gone come back by what else
/// names them: their project, curves or files (run_file.h), checkpoints by their files. The new store takes the place of the old
/// one, which is kept beside it. Io: a run is being trained now, or the folder cannot be written; the store is as it was then.
Result<Repaired> repair(const std::string& path);

}  // namespace saddle::store
