#pragma once
// Runs in one SQLite file (WAL). Plain rows in, plain rows out. One writer at a time (BEGIN IMMEDIATE, busy timeout);
// readers never block it. Several processes may use one file. An object belongs to one thread at a time. What was written
// outlives the process at once; begins and ends of runs and checkpoints also a power cut, points of curves up to the last
// of those.
#include <cstdint>
#include <map>
#include <memory>
#include <optional>
#include <set>
#include <string>
#include <vector>

#include "engine/core/result.h"

namespace saddle::store {

struct RunRow {
    std::string id;                 ///< short, sortable by time: "20261124-041512-7f3a"
    std::string name;               ///< of the project
    std::string status;             ///< "running", "finished", "stopped", "interrupted", "diverged", "failed"
    std::string message;
    std::string project_json;       ///< from run() only
    std::string settings_json;      ///< the project's "train", taken from it by the store
    uint64_t seed = 0;
    std::string data_name, data_path, data_hash;
    std::string device, driver, engine_version;
    std::string started, ended;     ///< ISO 8601, UTC
    double seconds = 0;
    uint64_t steps = 0;
    int64_t epochs = 0, parameters = 0;
    std::map<std::string, double> best;   ///< "val_accuracy", ...
    std::string note;
    std::set<std::string> tags;
    std::string forked_from;        ///< the run whose point at forked_step it began with; empty: none
    uint64_t forked_step = 0;
    std::string imported_from;      ///< its id in the store it came from; empty: it was begun in this one
    std::string removed;            ///< when it was put into the trash, ISO 8601; empty: it was not
};

struct MetricRow { std::string name; uint64_t step = 0; double value = 0; double seconds = 0; };   ///< NaN and infinities survive
/// The same as columns, by step.
struct Curve { std::string name; std::vector<uint64_t> steps; std::vector<double> values, seconds; };
struct KernelRow { std::string kernel, source, node, phase; int calls = 1; double ms = 0, flops = 0, bytes = 0, gflops = 0, gbytes_per_s = 0, percent_of_roofline = 0; std::string bound; };
struct CheckpointRow { uint64_t step = 0; std::string path, hash; int64_t bytes = 0; std::string created; std::map<std::string, double> metrics; };
struct ResumptionRow { uint64_t step = 0; std::string at; };   ///< where and when a run was continued
struct PeakRow { std::string device, driver; double gflops = 0, gbytes_per_s = 0, cache_gbytes_per_s = 0; uint64_t cache_bytes = 0; };

/// $XDG_DATA_HOME/saddlepoint/runs.sqlite (or ~/.local/share/...), or $SADDLE_STORE.
std::string default_store_path();
/// `path`, or that one where it is empty.
std::string store_or_default(const std::string& path);

class ExperimentStore {
public:
    /// Opens or creates the file and its folder, migrates older versions, refuses newer ones (Incompatible). Runs whose
    /// program was killed become "interrupted".
    static Result<std::unique_ptr<ExperimentStore>> open(const std::string& path);
    virtual ~ExperimentStore() = default;

    virtual Status begin_run(const RunRow& run) = 0;
    virtual Status update_run(const RunRow& run) = 0;                   ///< all but id, project, lineage, note and tags
    virtual Status set_note(const std::string& run, const std::string& note) = 0;
    virtual Status set_tag(const std::string& run, const std::string& tag, bool on) = 0;
    virtual Status add_resumption(const std::string& run, const ResumptionRow& row) = 0;
    virtual Status add_metrics(const std::string& run, const std::vector<MetricRow>& rows) = 0;   ///< one transaction
    virtual Status add_checkpoint(const std::string& run, const CheckpointRow& row) = 0;
    virtual Status remove_checkpoint(const std::string& run, uint64_t step) = 0;   ///< the row; its file stays for the caller
    virtual Status set_kernels(const std::string& run, const std::vector<KernelRow>& rows) = 0;   ///< replaces
    /// Into the trash (`when`, ISO 8601) or, with an empty one, out of it again: nothing is lost, run() and runs() leave it out.
    virtual Status set_removed(const std::string& run, const std::string& when) = 0;
    virtual Status remove_run(const std::string& run) = 0;              ///< for good, rows only; files stay for the caller
    virtual Status set_peaks(const PeakRow& row) = 0;

    /// The last one begun first, whatever the clock said then.
    virtual Result<std::vector<RunRow>> runs() = 0;
    virtual Result<std::vector<RunRow>> trash() = 0;
    /// By id, unique prefix, or "last". Invalid when unknown or ambiguous (the message lists candidates). A run in the trash is
    /// found by trashed().
    virtual Result<RunRow> run(const std::string& id) = 0;
    virtual Result<RunRow> trashed(const std::string& id) = 0;
    virtual Result<bool> has_run(const std::string& id) = 0;            ///< of exactly this id, in the trash too
    virtual Result<std::vector<ResumptionRow>> resumptions(const std::string& run) = 0;
    /// By name, then step: those whose names begin with `prefix`.
    virtual Result<std::vector<Curve>> curves(const std::string& run, const std::string& prefix = {}) = 0;
    Result<std::vector<MetricRow>> metrics(const std::string& run, const std::string& prefix = {});   ///< the same as rows
    virtual Result<std::vector<KernelRow>> kernels(const std::string& run) = 0;
    virtual Result<std::vector<CheckpointRow>> checkpoints(const std::string& run) = 0;  ///< oldest first
    virtual Result<std::optional<PeakRow>> peaks(const std::string& device, const std::string& driver) = 0;
    /// What is wrong with the file, a line each; empty: nothing. Reads all of it.
    virtual Result<std::vector<std::string>> damages() = 0;
    /// Gives the space of what was removed back to the disk; writers wait meanwhile.
    virtual Status compact() = 0;
};

/// Folder of a run's files beside the database: <folder of path>/runs/<id>/; of no run: that of all of them.
std::string run_folder(const std::string& store_path, const std::string& run);

}  // namespace saddle::store
