#include "engine/api/bundle.h"

#include <algorithm>
#include <filesystem>
#include <map>

#include "engine/api/bundle_parts.h"
#include "engine/api/checkpoint.h"
#include "engine/api/run_content.h"
#include "engine/api/run_path.h"
#include "engine/api/run_row.h"
#include "engine/core/file.h"
#include "engine/core/zip.h"
#include "engine/graph/project.h"
#include "engine/store/run_file.h"
#include "engine/store/run_lock.h"

namespace saddle::api {
namespace {

namespace fs = std::filesystem;

constexpr uint64_t kLargest = 4ull << 30;
constexpr const char *kRun = "run.json", *kProject = "project.json", *kCurves = "curves.json", *kKernels = "kernels.json", *kCheckpoint = "checkpoint.safetensors", *kSums = "SHA256SUMS";

using Parts = std::map<std::string, std::string>;   // contents by name

/// Lines as sha256sum writes them, of every entry but their own.
std::string sums_of(const Parts& parts) {
    std::string lines;
    for (const auto& [name, bytes] : parts)
        if (name != kSums) lines += sha256(bytes) + "  " + name + "\n";
    return lines;
}

/// What the bundle says of the run, every word of it checked; the project and the checkpoint as they will be read later.
Result<WholeRun> read_parts(const Parts& parts) {
    const auto missing = [&](const char* name) { return invalid("there is no " + std::string(name) + " in it", "a bundle is what `saddle runs export RUN --as bundle` writes"); };
    WholeRun run;
    if (!parts.count(kRun)) return missing(kRun);
    TRY_STATUS(read_run_json(parts.at(kRun), run));   // a newer version may have other parts: that is said first
    for (const char* name : {kProject, kCurves, kKernels, kSums})
        if (!parts.count(name)) return missing(name);
    for (const auto& [name, bytes] : parts)
        if (const auto known = {kRun, kProject, kCurves, kKernels, kCheckpoint, kSums}; std::none_of(known.begin(), known.end(), [&](const char* k) { return k == name; }))
            return invalid("'" + name + "' is no part of a bundle");
    if (parts.at(kSums) != sums_of(parts)) return invalid("its parts are not those of which " + std::string(kSums) + " has the checksums", "fetch or export it again");
    TRY_STATUS(read_curves_json(parts.at(kCurves), run));
    TRY_STATUS(read_kernels_json(parts.at(kKernels), run));
    run.row.project_json = parts.at(kProject);
    TRY([[maybe_unused]] const Project project, read_project(run.row.project_json, kProject));
    if (run.checkpoint.has_value() != (parts.count(kCheckpoint) == 1)) return invalid(run.checkpoint ? "its checkpoint is missing" : "run.json does not say of which step its checkpoint is");
    if (run.checkpoint) {
        TRY(const LoadedCheckpoint point, parse_checkpoint(parts.at(kCheckpoint), kCheckpoint));
        if (point.position.step != run.checkpoint->step)
            return invalid("its checkpoint is of step " + std::to_string(point.position.step) + ", run.json says " + std::to_string(run.checkpoint->step));
    }
    return run;
}

/// Everything of the run but its row.
Status add_contents(store::ExperimentStore& store, const std::string& id, const WholeRun& run) {
    for (const store::ResumptionRow& each : run.resumptions) TRY_STATUS(store.add_resumption(id, each));
    for (const store::Curve& curve : run.curves) {
        std::vector<store::MetricRow> points;
        for (size_t i = 0; i < curve.steps.size(); ++i) points.push_back({curve.name, curve.steps[i], curve.values[i], curve.seconds[i]});
        TRY_STATUS(store.add_metrics(id, points));
    }
    TRY_STATUS(store.set_kernels(id, run.kernels));
    if (run.checkpoint) TRY_STATUS(store.add_checkpoint(id, *run.checkpoint));
    return {};
}

Status add(store::ExperimentStore& store, const std::string& store_path, WholeRun& run, const std::string& checkpoint) {
    const std::string folder = store::run_folder(store_path, run.row.id);
    if (run.checkpoint) {
        run.checkpoint->path = point_file(folder, "checkpoints", run.checkpoint->step);
        run.checkpoint->hash = sha256(checkpoint);
        run.checkpoint->bytes = int64_t(checkpoint.size());
        std::error_code ignored;   // writing says what is wrong
        fs::create_directories(fs::path(run.checkpoint->path).parent_path(), ignored);
        TRY_STATUS(write_file(run.checkpoint->path, checkpoint));
    }
    TRY_STATUS(store::write_run_file(store_path, run.row));
    run.row.removed = utc_now();   // nobody sees it before it is whole: it comes out of the trash
    TRY_STATUS(store.begin_run(run.row));
    TRY_STATUS(add_contents(store, run.row.id, run));
    return store.set_removed(run.row.id, "");
}

}  // namespace

Result<RunContent> run_bundle(const ExportedRun& exported) {
    WholeRun run{exported.row, {}, {}, {}, {}};
    TRY(run.resumptions, exported.store.resumptions(run.row.id));
    TRY(run.curves, exported.store.curves(run.row.id));
    TRY(run.kernels, exported.store.kernels(run.row.id));
    TRY(const auto checkpoints, exported.store.checkpoints(run.row.id));
    Parts parts;
    if (!checkpoints.empty()) {
        run.checkpoint = checkpoints.back();
        TRY(parts[kCheckpoint], read_file(run.checkpoint->path, kLargest));
        if (sha256(parts[kCheckpoint]) != run.checkpoint->hash)
            return Error{ErrorKind::Incompatible, run.checkpoint->path + " is damaged: its content is not what the run stored", "`saddle runs check` says what else is", {}};
    }
    parts[kRun] = run_json(run);
    parts[kProject] = run.row.project_json;
    parts[kCurves] = curves_json(run.curves);
    parts[kKernels] = kernels_json(run.kernels);
    parts[kSums] = sums_of(parts);
    std::vector<ZipEntry> entries;
    for (auto& [name, bytes] : parts) entries.push_back({name, std::move(bytes), name != kCheckpoint});
    TRY(std::string bytes, zip(entries));
    return RunContent{std::move(bytes), counted(run.curves.size(), "curve") + ", " + counted(run.kernels.size(), "kernel call") + ", " +
                                            (run.checkpoint ? "the checkpoint of step " + std::to_string(run.checkpoint->step) : "no checkpoint")};
}

Result<ImportedRun> import_run(const std::string& file, const std::string& asked_store) {
    TRY(const std::string bytes, read_file(file, kLargest));
    TRY(std::vector<ZipEntry> entries, unzip(bytes, file, kLargest));
    Parts parts;
    for (ZipEntry& entry : entries) parts[entry.name] = std::move(entry.bytes);
    auto read = read_parts(parts);
    if (!read.ok()) {
        read.error().message = file + " cannot be imported: " + read.error().message;
        return read.error();
    }
    WholeRun& run = *read;
    const std::string store_path = store::store_or_default(asked_store);
    TRY(const auto store, store::ExperimentStore::open(store_path));
    ImportedRun result{run.row.id, run.row.id, run.row.name, run.row.steps, {}};
    TRY(const bool taken, store->has_run(run.row.id));
    std::error_code ignored;
    if (taken || fs::exists(store::run_folder(store_path, run.row.id), ignored)) {
        TRY(result.run, new_run_id(*store));
    }
    if (run.checkpoint) result.checkpoint = run.checkpoint->step;
    run.row.id = result.run;
    run.row.imported_from = result.original;
    run.row.message = run.row.status + (run.row.message.empty() ? "" : ": " + run.row.message) + "; from " + fs::path(file).filename().string();
    run.row.status = "imported";
    TRY(const store::RunLock lock, store::RunLock::acquire(store_path, run.row.id));
    const Status added = add(*store, store_path, run, parts[kCheckpoint]);
    if (added.ok()) return result;
    (void)store->remove_run(run.row.id);
    fs::remove_all(store::run_folder(store_path, run.row.id), ignored);   // `saddle runs gc` takes what this leaves
    return added.error();
}

}  // namespace saddle::api
