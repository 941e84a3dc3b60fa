#pragma once
// Images sorted into a folder a class, as ImageNet's: <root>/train/<class>/*.jpg and <root>/val|test/<class>/*; without
// train/ the classes lie in the root itself. PNG and JPEG.
#include <string>

#include "engine/api/core.h"
#include "engine/api/data.h"

namespace saddle::datasets {

bool recognises_image_folder(const std::string& folder);
/// Options: `size` (height and width all images are brought to; default: that of the first image), `channels` (1 or 3,
/// default 3), `validation` (part held back when there is no val/ or test/, default 0.1), and those of make_image_source.
Result<std::shared_ptr<const train::DataSource>> open_image_folder(const std::string& folder, const DataConfig& config);

}  // namespace saddle::datasets
