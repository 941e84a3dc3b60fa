#pragma once
// The flight check of a project on a device of this machine (analysis/flight_check.h).
#include <mutex>

#include "engine/analysis/flight_check.h"
#include "engine/api/data.h"

namespace saddle {
using analysis::FlightReport;

namespace api {

/// Keeps the data set that it looked at, so that checks after edits cost a compilation. One call at a time runs, on any thread.
class FlightCheck {
public:
    explicit FlightCheck(train::DataOpener open_data, std::string store_path = {}) : open_data_(std::move(open_data)), store_path_(std::move(store_path)) {}
    /// `device` as in --device. Mistakes in project or data are the Error.
    Result<FlightReport> operator()(const Project& project, const std::string& device, const std::string& data_path = {});

private:
    const train::DataOpener open_data_;
    const std::string store_path_;
    std::mutex mutex_;
    DataConfig config_;                        // of what was read last, with
    std::string path_;
    ops::DataSignature signature_;
    std::optional<analysis::DataFacts> facts_;
};

}  // namespace api
}  // namespace saddle
