#pragma once
// Measurements over time from a CSV file: windows of the past, each with the value that follows.
#include <string>

#include "engine/api/core.h"
#include "engine/api/data.h"

namespace saddle::datasets {

bool recognises_series(const std::string& path);
/// `path` is a .csv file or a folder that holds one; a header is expected. Ports "series" [window, F] and "target" [T].
/// Options: `columns` (comma-separated names read; default: every column of numbers), `target` (default: the last of them),
/// `anomaly` (a column that is not 0 where something was wrong: adds a port "anomaly", 1 where that holds within the window),
/// `window` (default 30), `horizon` (steps ahead, default 1), `train` (part that trains, default 0.8; the rest validates).
/// Values are standardised by the training part's mean and deviation; info().scale says how to go back.
Result<std::shared_ptr<const train::DataSource>> open_series(const std::string& path, const DataConfig& config);

}  // namespace saddle::datasets
