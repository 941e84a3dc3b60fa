#pragma once
// Internal to api: what a run's file of each kind holds (run_export.h).
#include "engine/api/run_export.h"
#include "engine/store/experiment_store.h"

namespace saddle::api {

struct ExportedRun {
    store::ExperimentStore& store;
    std::string store_path;
    store::RunRow row;
    std::optional<uint64_t> step;
};
struct RunContent { std::string bytes, contents; };   ///< the file, and RunExported::contents

Result<RunContent> run_csv(const ExportedRun& run);
Result<RunContent> run_events(const ExportedRun& run);
Result<RunContent> run_trace(const ExportedRun& run);
Result<RunContent> run_npz(const ExportedRun& run);
Result<RunContent> run_bundle(const ExportedRun& run);
Result<RunContent> run_report(const ExportedRun& run);

/// "1 curve", "2 curves"
std::string counted(size_t count, const std::string& what);

}  // namespace saddle::api
