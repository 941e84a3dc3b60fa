#include "engine/api/garbage.h"

#include <chrono>
#include <filesystem>
#include <numeric>
#include <set>

#include "engine/api/run_row.h"
#include "engine/store/experiment_store.h"
#include "engine/store/run_lock.h"

namespace saddle::api {
namespace {

namespace fs = std::filesystem;

int64_t bytes_below(const fs::path& folder) {
    int64_t bytes = 0;
    std::error_code ignored;   // what vanishes meanwhile takes nothing
    for (auto it = fs::recursive_directory_iterator(folder, ignored); it != fs::recursive_directory_iterator(); it.increment(ignored))
        if (it->is_regular_file(ignored)) bytes += int64_t(it->file_size(ignored));
    return bytes;
}

bool old_enough(const fs::path& path) {
    std::error_code code;
    const auto written = fs::last_write_time(path, code);
    return !code && fs::file_time_type::clock::now() - written > std::chrono::hours(1);
}

/// Files among a run's checkpoints that no row names: half-written ones, and those whose program was killed before it told.
Status add_strays(store::ExperimentStore& store, const std::string& run, const std::string& folder, std::vector<Garbage>& garbage) {
    TRY(const auto rows, store.checkpoints(run));
    std::set<fs::path> known;
    for (const auto& row : rows) known.insert(fs::path(row.path).lexically_normal());
    std::error_code ignored;
    for (const auto& entry : fs::directory_iterator(folder + "checkpoints", ignored))
        if (!known.count(entry.path().lexically_normal()) && old_enough(entry.path()))
            garbage.push_back({Garbage::Kind::FileOfNoPoint, run, entry.path().string(), int64_t(entry.file_size(ignored))});
    return {};
}

}  // namespace

Result<std::string> remove_run(const std::string& store_path, const std::string& run) {
    const std::string path = store::store_or_default(store_path);
    TRY(const auto store, store::ExperimentStore::open(path));
    TRY(const store::RunRow row, store->run(run));
    if (store::RunLock::held(path, row.id)) return Error{ErrorKind::Usage, "run " + row.id + " is in progress", "stop it before you remove it", {}};
    TRY_STATUS(store->set_removed(row.id, utc_now()));
    return row.id;
}

Result<std::string> restore_run(const std::string& store_path, const std::string& run) {
    TRY(const auto store, store::ExperimentStore::open(store::store_or_default(store_path)));
    TRY(const store::RunRow row, store->trashed(run));
    TRY_STATUS(store->set_removed(row.id, ""));
    return row.id;
}

int64_t DiskUse::garbage_bytes() const {
    return std::accumulate(garbage.begin(), garbage.end(), int64_t(0), [](int64_t sum, const Garbage& each) { return sum + each.bytes; });
}

Result<DiskUse> disk_use(const std::string& store_path, double trash_days) {
    const std::string path = store::store_or_default(store_path);
    TRY(const auto store, store::ExperimentStore::open(path));
    DiskUse use;
    std::error_code ignored;
    for (const char* part : {"", "-wal"})
        if (const auto bytes = fs::file_size(path + part, ignored); !ignored) use.store_bytes += int64_t(bytes);
    TRY(const auto kept, store->runs());
    TRY(const auto trash, store->trash());
    std::set<std::string> known;
    for (const store::RunRow& row : kept) {
        const std::string folder = store::run_folder(path, row.id);
        known.insert(row.id);
        use.runs += 1;
        use.run_bytes += bytes_below(folder);
        if (!store::RunLock::held(path, row.id)) TRY_STATUS(add_strays(*store, row.id, folder, use.garbage));
    }
    const std::string youngest = utc_at(std::chrono::system_clock::now() - std::chrono::seconds(int64_t(trash_days * 86400)));
    for (const store::RunRow& row : trash) {
        known.insert(row.id);
        const std::string folder = store::run_folder(path, row.id);
        if (trash_days <= 0 || row.removed <= youngest) use.garbage.push_back({Garbage::Kind::TrashedRun, row.id, folder, bytes_below(folder)});
    }
    for (const auto& entry : fs::directory_iterator(store::run_folder(path, ""), ignored)) {
        const std::string run = entry.path().filename().string();
        if (entry.is_directory(ignored) && !entry.is_symlink(ignored) && !known.count(run) && old_enough(entry.path()) && !store::RunLock::held(path, run))
            use.garbage.push_back({Garbage::Kind::FilesWithoutRun, run, entry.path().string() + "/", bytes_below(entry.path())});
    }
    return use;
}

Status collect(const std::string& store_path, const DiskUse& use) {
    TRY(const auto store, store::ExperimentStore::open(store::store_or_default(store_path)));
    Status first;
    for (const Garbage& each : use.garbage) {
        if (each.kind == Garbage::Kind::TrashedRun) {
            if (!store->trashed(each.run).ok()) continue;   // it was taken out meanwhile
            TRY_STATUS(store->remove_run(each.run));
        }
        std::error_code code;
        fs::remove_all(each.path, code);
        if (code && first.ok()) first = io_error("cannot remove " + each.path + ": " + code.message(), "remove it by hand");
    }
    TRY_STATUS(store->compact());
    return first;
}

}  // namespace saddle::api
