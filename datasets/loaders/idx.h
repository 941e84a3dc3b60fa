#pragma once
// IDX, the format of MNIST: big-endian magic 0x00000801 (labels) or 0x00000803 (images), sizes, bytes; plain or gzip.
#include <cstdint>
#include <string>
#include <vector>

#include "engine/api/core.h"
#include "engine/api/data.h"

namespace saddle::datasets {

struct IdxFile {
    std::vector<int64_t> shape;
    std::vector<uint8_t> data;
    std::string hash;              ///< SHA-256 of the plain content
};
/// Checks magic, sizes and length before it believes them; errors name the file, what was expected and what is there.
Result<IdxFile> read_idx(const std::string& path);
Status write_idx(const IdxFile& file, const std::string& path);

/// Whether `folder` holds files named like MNIST's (train-images-idx3-ubyte[.gz], ...).
bool recognises_idx(const std::string& folder);
/// Options: see make_image_source.
Result<std::shared_ptr<const train::DataSource>> open_idx(const std::string& folder, const DataConfig& config);

}  // namespace saddle::datasets
