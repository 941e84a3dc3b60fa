#pragma once
// Files, carefully: whole reads with a bound, and writes that are there whole or not at all.
#include <cstdint>
#include <string>
#include <string_view>

#include "engine/core/result.h"

namespace saddle {

/// Reads a whole file; an Io error names the path, Invalid when it is larger than `limit` bytes.
Result<std::string> read_file(const std::string& path, uint64_t limit = 1ull << 30);
/// `length` bytes from byte `offset` on; Invalid when the file has fewer. Nothing is allocated before that is known.
Result<std::string> read_file_part(const std::string& path, uint64_t offset, uint64_t length);
/// Temporary file in the same folder, fsync, rename, fsync of the folder. A full disk leaves the old file as it was.
Status write_file(const std::string& path, std::string_view content);
/// SHA-256 in hexadecimal.
std::string sha256(std::string_view bytes);
/// $XDG_DATA_HOME/saddlepoint, $XDG_CACHE_HOME/saddlepoint, $XDG_CONFIG_HOME/saddlepoint (with their defaults under
/// $HOME); made when missing.
std::string data_folder();
std::string cache_folder();
std::string config_folder();

}  // namespace saddle
