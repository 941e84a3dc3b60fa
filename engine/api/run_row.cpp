#include "engine/api/run_row.h"

#include <chrono>
#include <cstdio>
#include <ctime>

namespace saddle::api {
namespace {

std::string utc(const char* format, std::time_t time) {
    std::tm parts{};
    gmtime_r(&time, &parts);
    char text[32];
    std::strftime(text, sizeof text, format, &parts);
    return text;
}

/// Sorts by time: date, time of day, and the fraction of the second.
std::string id_of_now() {
    using namespace std::chrono;
    const auto since = system_clock::now().time_since_epoch();
    const auto fraction = duration_cast<microseconds>(since) % seconds(1);
    char suffix[8];
    std::snprintf(suffix, sizeof suffix, "-%04x", unsigned(fraction.count() * 65536 / 1000000));
    return utc("%Y%m%d-%H%M%S", duration_cast<seconds>(since).count()) + suffix;
}

}  // namespace

std::string utc_at(std::chrono::system_clock::time_point time) { return utc("%Y-%m-%dT%H:%M:%SZ", std::chrono::system_clock::to_time_t(time)); }
std::string utc_now() { return utc_at(std::chrono::system_clock::now()); }

double seconds_of_utc(const std::string& time) {
    std::tm parts{};
    const char* end = strptime(time.c_str(), "%Y-%m-%dT%H:%M:%SZ", &parts);
    return end && *end == '\0' ? double(timegm(&parts)) : 0;
}

Result<std::string> new_run_id(store::ExperimentStore& store) {
    for (;;) {   // two at once, or a clock that was put back
        std::string id = id_of_now();
        TRY(const bool taken, store.has_run(id));
        if (!taken) return id;
    }
}

Result<store::RunRow> new_run(const Project& project, const train::DataInfo& data, store::ExperimentStore& store) {
    store::RunRow row;
    TRY(row.id, new_run_id(store));
    row.name = project.name;
    row.project_json = write_project(project);
    row.seed = project.train.seed;
    row.data_name = data.name;
    row.data_path = data.path;
    row.data_hash = data.hash;
    row.started = utc_now();
    row.engine_version = SADDLE_VERSION;
    row.epochs = project.train.epochs;
    return row;
}

}  // namespace saddle::api
