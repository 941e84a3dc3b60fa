#pragma once
// Removed runs lie in the trash, with all they have, until it is emptied.
#include <cstdint>
#include <string>
#include <vector>

#include "engine/core/result.h"

namespace saddle::api {

/// Puts a run into the trash, or takes it out again. Usage: it is being trained; Invalid: there is no such run. `store_path` empty:
/// the default store. Returns its id.
Result<std::string> remove_run(const std::string& store_path, const std::string& run);
Result<std::string> restore_run(const std::string& store_path, const std::string& run);

struct Garbage {
    enum class Kind { TrashedRun, FilesWithoutRun, FileOfNoPoint } kind;
    std::string run, path;         ///< path: of the file, or the folder with its '/'
    int64_t bytes = 0;
};
struct DiskUse {
    int64_t store_bytes = 0;       ///< the database
    int64_t runs = 0, run_bytes = 0;   ///< runs that are kept, and their files
    std::vector<Garbage> garbage;
    int64_t garbage_bytes() const;
};
/// What the store and its runs take, and what of it nobody needs: runs in the trash for at least `trash_days`, folders of no run
/// and checkpoints that the store does not know, as a program that was killed may leave. Runs that are trained now are left alone,
/// and what is younger than an hour, or of the future, as well: somebody may be making it.
Result<DiskUse> disk_use(const std::string& store_path, double trash_days = 0);
/// Deletes that garbage for good and gives the store's free space back. Io: the first thing that could not be deleted; the
/// rest is gone.
Status collect(const std::string& store_path, const DiskUse& use);

}  // namespace saddle::api
