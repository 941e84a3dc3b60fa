#include "engine/api/run_export.h"

#include <algorithm>
#include <filesystem>

#include "engine/api/run_content.h"
#include "engine/api/run_row.h"
#include "engine/core/file.h"

namespace saddle::api {
namespace {

namespace fs = std::filesystem;

constexpr const char *kTensorBoard = "tensorboard", *kNpz = "npz";

struct Kind {
    RunFormat format;
    Result<RunContent> (*content)(const ExportedRun&);
};
constexpr Kind kKinds[] = {{{"csv", "every value that the run measured: name, step, value, seconds", ".csv"}, run_csv},
                           {{kTensorBoard, "the same as an event file for TensorBoard", ""}, run_events},
                           {{"trace", "the kernels of a step for Perfetto and chrome://tracing", ".trace.json"}, run_trace},
                           {{kNpz, "parameters, running statistics and the optimizer's state for NumPy", ".npz"}, run_npz},
                           {{"bundle", "the whole run with its last checkpoint, for `saddle runs import` elsewhere", ".run.zip"}, run_bundle},
                           {{"report", "a page to read: graph, curves, settings, roofline, how to repeat it", ".html"}, run_report}};

/// TensorBoard knows its files by their names; the same run gives the same one, so that it is never shown twice.
std::string name_of(const RunFormat& format, const store::RunRow& run) {
    if (format.name != std::string(kTensorBoard)) return run.id + format.ending;
    return "events.out.tfevents." + std::to_string(int64_t(seconds_of_utc(run.started))) + "." + run.id;
}

Result<std::string> file_for(const RunFormat& format, const std::string& asked, const store::RunRow& run) {
    std::error_code ignored;   // writing says what is wrong
    if (asked.ends_with('/')) fs::create_directories(asked, ignored);
    if (asked.empty() || asked.ends_with('/') || fs::is_directory(asked, ignored)) return (fs::path(asked) / name_of(format, run)).string();
    if (format.name == std::string(kTensorBoard) && fs::path(asked).filename().string().find("tfevents") == std::string::npos)
        return Error{ErrorKind::Usage, "TensorBoard would not find '" + asked + "': it reads files with tfevents in their names", "give a folder, e.g. -o logs/" + run.id + "/", {}};
    return asked;
}

}  // namespace

const std::vector<RunFormat>& run_formats() {
    static const std::vector<RunFormat> formats = [] {
        std::vector<RunFormat> list;
        for (const Kind& kind : kKinds) list.push_back(kind.format);
        return list;
    }();
    return formats;
}

std::string counted(size_t count, const std::string& what) { return std::to_string(count) + " " + what + (count == 1 ? "" : "s"); }

Result<RunExported> write_run(const RunExport& request) {
    const auto kind = std::find_if(std::begin(kKinds), std::end(kKinds), [&](const Kind& k) { return request.format == k.format.name; });
    if (kind == std::end(kKinds)) {
        std::string names;
        for (const Kind& k : kKinds) names += (names.empty() ? "" : ", ") + std::string(k.format.name);
        return Error{ErrorKind::Usage, "unknown format '" + request.format + "'", "use one of " + names, {}};
    }
    if (request.step && request.format != kNpz) return Error{ErrorKind::Usage, "a step is of the weights: --as npz", "leave --step out", {}};
    const std::string store_path = store::store_or_default(request.store_path);
    TRY(const auto store, store::ExperimentStore::open(store_path));
    TRY(store::RunRow row, store->run(request.run));
    TRY(const std::string path, file_for(kind->format, request.path, row));
    const ExportedRun run{*store, store_path, std::move(row), request.step};
    TRY(const RunContent content, kind->content(run));
    TRY_STATUS(write_file(path, content.bytes));
    return RunExported{run.row.id, path, content.contents};
}

}  // namespace saddle::api
