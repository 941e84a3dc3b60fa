#pragma once
// safetensors: an 8-byte little-endian header length, a JSON header, raw tensor bytes. Used for weights and checkpoints.
#include <map>
#include <string>
#include <string_view>
#include <vector>

#include "engine/core/result.h"
#include "engine/core/tensor.h"

namespace saddle::exchange {

struct TensorFile {
    std::vector<NamedTensor> tensors;               ///< F32 and I32, in file order
    std::map<std::string, std::string> metadata;
};
/// Writes atomically (temporary file, fsync, rename, fsync of the folder).
Status write_safetensors(const TensorFile& file, const std::string& path);
/// Sizes are checked against the file before anything is allocated.
Result<TensorFile> read_safetensors(const std::string& path);
/// The same of a file in memory; `path` is its name for messages.
Result<TensorFile> parse_safetensors(std::string_view bytes, const std::string& path);

}  // namespace saddle::exchange
