#pragma once
// Images of lines of text and what they say: what a text recogniser reads.
#include <string>

#include "engine/api/core.h"
#include "engine/api/data.h"

namespace saddle::datasets {

bool recognises_lines(const std::string& folder);
/// A folder with labels.csv (columns `file`, relative to it, and `text`, UTF-8), or with train/labels.csv and perhaps
/// val/labels.csv and test/labels.csv. Without val/ and test/ every tenth line validates. PNG and JPEG, read as grey; a line of
/// another height is scaled, and all are padded on the right with the paper's grey to the widest.
/// Ports "image" [1, height, widest], "text" [longest] of class ids padded with 0, "text_length" and "width" (pixels before
/// padding). Class 0 is CTC's blank; the characters follow in byte order. Options: `height` (default: the first line's), `mean`
/// and `std` of the pixels in [0, 1] (default: measured on the training lines). Invalid names the file and its line.
Result<std::shared_ptr<const train::DataSource>> open_lines(const std::string& folder, const DataConfig& config);

}  // namespace saddle::datasets
