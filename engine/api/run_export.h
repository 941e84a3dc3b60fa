#pragma once
// A stored run as files for other programs and other people.
#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "engine/core/result.h"

namespace saddle::api {

/// A kind of file: what to call it, what is in it in words, and how its name ends.
struct RunFormat { const char *name, *contents, *ending; };
const std::vector<RunFormat>& run_formats();

struct RunExport {
    std::string run;                ///< id, a unique beginning of it, or "last"
    std::string format;             ///< the name of one of run_formats()
    std::string path;               ///< file to write, or a folder ("logs/" is made where it is not there) for one named after the run
    std::string store_path;         ///< empty: the default store
    std::optional<uint64_t> step;   ///< npz: of a stored point of the run; unset: its last checkpoint
};
struct RunExported {
    std::string run, path;          ///< the file that was written
    std::string contents;           ///< "6 curves with 1234 points"
};
/// Usage: no such format or step; Invalid: no such run, or it has nothing of the kind; Io: the file cannot be written.
Result<RunExported> write_run(const RunExport& request);

}  // namespace saddle::api
