#pragma once
// Runs in one SQLite file (WAL). Plain rows in, plain rows out. One writer at a time (BEGIN IMMEDIATE, busy timeout);
// readers never block it. Several processes may use one file. An object belongs to one thread at a time.
#include <cstdint>
#include <map>
#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "engine/core/result.h"

namespace saddle::store {

struct RunRow {
    std::string id;                 ///< short, sortable by time: "20261124-041512-7f3a"
    std::string name;               ///< of the project
    std::string status;             ///< "running", "finished", "stopped", "interrupted", "diverged", "failed"
    std::string message;
    std::string project_json, settings_json;
    uint64_t seed = 0;
    std::string data_name, data_path, data_hash;
    std::string device, driver, engine_version;
    std::string started, ended;     ///< ISO 8601, UTC
    double seconds = 0;
    uint64_t steps = 0;
    int64_t epochs = 0, parameters = 0;
    std::map<std::string, double> best;   ///< "val_accuracy", ...
    std::string resumed_from;
};

struct MetricRow { std::string name; uint64_t step = 0; double value = 0; double seconds = 0; };   ///< NaN and infinities survive
struct KernelRow { std::string kernel, source, node, phase; int calls = 1; double ms = 0, flops = 0, bytes = 0, gflops = 0, gbytes_per_s = 0, percent_of_roofline = 0; std::string bound; };
struct CheckpointRow { uint64_t step = 0; std::string path, hash; int64_t bytes = 0; std::string created; std::map<std::string, double> metrics; };
struct PeakRow { std::string device, driver; double gflops = 0, gbytes_per_s = 0, cache_gbytes_per_s = 0; uint64_t cache_bytes = 0; };

/// $XDG_DATA_HOME/saddlepoint/runs.sqlite (or ~/.local/share/...), or $SADDLE_STORE.
std::string default_store_path();

class ExperimentStore {
public:
    /// Opens or creates the file and its folder, migrates older versions, refuses newer ones (Incompatible). Runs whose
    /// program was killed become "interrupted".
    static Result<std::unique_ptr<ExperimentStore>> open(const std::string& path);
    virtual ~ExperimentStore() = default;

    virtual Status begin_run(const RunRow& run) = 0;
    virtual Status update_run(const RunRow& run) = 0;                   ///< all but id, project and settings
    virtual Status add_metrics(const std::string& run, const std::vector<MetricRow>& rows) = 0;   ///< one transaction
    virtual Status add_checkpoint(const std::string& run, const CheckpointRow& row) = 0;
    virtual Status remove_checkpoint(const std::string& run, uint64_t step) = 0;   ///< the row; its file stays for the caller
    virtual Status set_kernels(const std::string& run, const std::vector<KernelRow>& rows) = 0;   ///< replaces
    virtual Status remove_run(const std::string& run) = 0;              ///< rows only; files stay for the caller
    virtual Status set_peaks(const PeakRow& row) = 0;

    virtual Result<std::vector<RunRow>> runs() = 0;                     ///< newest first; without project and settings
    /// By id, unique prefix, or "last". Invalid when unknown or ambiguous (the message lists candidates).
    virtual Result<RunRow> run(const std::string& id) = 0;
    virtual Result<std::vector<MetricRow>> metrics(const std::string& run) = 0;       ///< by name, then step
    virtual Result<std::vector<MetricRow>> metrics(const std::string& run, const std::string& prefix) = 0;   ///< those whose names begin so
    virtual Result<std::vector<KernelRow>> kernels(const std::string& run) = 0;
    virtual Result<std::vector<CheckpointRow>> checkpoints(const std::string& run) = 0;  ///< oldest first
    virtual Result<std::optional<PeakRow>> peaks(const std::string& device, const std::string& driver) = 0;
};

/// Folder of a run's files beside the database: <folder of path>/runs/<id>/.
std::string run_folder(const std::string& store_path, const std::string& run);

}  // namespace saddle::store
