#pragma once
// One file over HTTP, continued where an earlier attempt broke off.
#include <cstdint>
#include <functional>
#include <string>

#include "engine/api/core.h"

namespace saddle::datasets {

struct Download {
    std::string address;                        ///< http or https
    std::string path;                           ///< where the bytes go; what is there already is continued
    int64_t bytes = 0;                          ///< size of the whole file: no byte more is taken
    std::function<void(int64_t)> progress;      ///< bytes there so far; may be empty
    Cancellation cancellation;
};
/// Returns when `path` holds exactly `bytes` bytes. A connection that breaks is taken up again a few times, from where it
/// broke (HTTP ranges; from the start where the server has none). Io when that fails: the bytes stay for the next time.
Status download(const Download& request);

}  // namespace saddle::datasets
