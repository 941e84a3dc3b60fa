#pragma once
// Zip archives in memory, without zip64: https://pkware.cachefly.net/webdocs/casestudies/APPNOTE.TXT
#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "engine/core/result.h"

namespace saddle {

struct ZipEntry {
    std::string name, bytes;
    bool deflate = false;   ///< where that makes it smaller
};
/// Equal entries give equal archives. Invalid: more than an archive can hold (4 GiB, 65535 entries).
Result<std::string> zip(const std::vector<ZipEntry>& entries);

/// The entries of an archive that anybody may have made; `source` is its name for messages. Every size is compared with what is there
/// before anything is unpacked: all entries together have at most `limit` bytes and a hundred times the archive's. Invalid: it is
/// damaged, cut off, encrypted, larger than that, or has a name twice. Names are as they stand there ("../x" too).
Result<std::vector<ZipEntry>> unzip(std::string_view archive, const std::string& source, uint64_t limit);

}  // namespace saddle
