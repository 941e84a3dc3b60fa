#pragma once
// CIFAR-10 and CIFAR-100 in their binary format: records of one (10) or two (100: coarse, fine) label bytes and 3,072 bytes
// of a 32 x 32 image, red, green and blue planes (A. Krizhevsky, "Learning multiple layers of features", 2009).
#include <string>

#include "engine/api/core.h"
#include "engine/api/data.h"

namespace saddle::datasets {

/// Whether `folder` holds data_batch_*.bin, or train.bin beside fine_label_names.txt.
bool recognises_cifar(const std::string& folder);
/// Options: see make_image_source. Errors name the file and the record.
Result<std::shared_ptr<const train::DataSource>> open_cifar(const std::string& folder, const DataConfig& config);

}  // namespace saddle::datasets
