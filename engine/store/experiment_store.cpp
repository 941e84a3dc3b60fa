#include "engine/store/experiment_store.h"

#include <cstdlib>
#include <cstring>
#include <filesystem>
#include <sstream>

#include "engine/core/file.h"
#include "engine/store/run_lock.h"
#include "engine/store/statement.h"

namespace saddle::store {
namespace {

/// Entry v takes a store from version v to v + 1; the first makes the tables. A release never changes an entry: it adds one,
/// with a store of the version before in tests/store.
constexpr const char* kMigrations[] = {R"sql(
CREATE TABLE run(id TEXT PRIMARY KEY, name TEXT, status TEXT, message TEXT, project TEXT, settings TEXT, seed INTEGER, data_name TEXT, data_path TEXT,
  data_hash TEXT, device TEXT, driver TEXT, engine_version TEXT, started TEXT, ended TEXT, seconds REAL, steps INTEGER, epochs INTEGER,
  parameters INTEGER, resumed_from TEXT) WITHOUT ROWID;
CREATE TABLE best(run TEXT REFERENCES run(id) ON DELETE CASCADE, name TEXT, value REAL, PRIMARY KEY(run, name)) WITHOUT ROWID;
CREATE TABLE metric(run TEXT REFERENCES run(id) ON DELETE CASCADE, name TEXT, step INTEGER, value, seconds REAL, PRIMARY KEY(run, name, step)) WITHOUT ROWID;
CREATE TABLE kernel(run TEXT REFERENCES run(id) ON DELETE CASCADE, place INTEGER, kernel TEXT, source TEXT, node TEXT, phase TEXT, calls INTEGER, ms REAL,
  flops REAL, bytes REAL, gflops REAL, gbytes_per_s REAL, percent REAL, bound TEXT, PRIMARY KEY(run, place)) WITHOUT ROWID;
CREATE TABLE checkpoint(run TEXT REFERENCES run(id) ON DELETE CASCADE, step INTEGER, path TEXT, hash TEXT, bytes INTEGER, created TEXT, PRIMARY KEY(run, step)) WITHOUT ROWID;
CREATE TABLE checkpoint_metric(run TEXT REFERENCES run(id) ON DELETE CASCADE, step INTEGER, name TEXT, value REAL, PRIMARY KEY(run, step, name)) WITHOUT ROWID;
CREATE TABLE peak(device TEXT, driver TEXT, gflops REAL, gbytes_per_s REAL, cache_gbytes_per_s REAL, cache_bytes INTEGER, PRIMARY KEY(device, driver)) WITHOUT ROWID;
)sql"};
constexpr int64_t kVersion = std::size(kMigrations);

constexpr const char* kRunColumns =
    "id, name, status, message, project, settings, seed, data_name, data_path, data_hash, device, driver, engine_version, started, ended, seconds, steps, epochs, parameters, resumed_from";

class SqliteStore final : public ExperimentStore {
public:
    explicit SqliteStore(sqlite3* db) : db_(db) {}
    ~SqliteStore() override { sqlite3_close(db_); }

    Status prepare(const std::string& path) {
        sqlite3_busy_timeout(db_, 10000);
        // WAL: readers never wait for the writer. NORMAL: a power cut may lose the last commits, never damage the file.
        for (const char* sql : {"PRAGMA journal_mode = WAL", "PRAGMA synchronous = NORMAL", "PRAGMA foreign_keys = ON"}) TRY_STATUS(execute(sql, "open " + path));
        TRY(const int64_t before, version(path));
        if (before == kVersion) return {};
        return transaction("open " + path, [&]() -> Status {
            TRY(int64_t found, version(path));  // another program may have been first
            for (; found < kVersion; ++found) TRY_STATUS(execute(kMigrations[found], "bring " + path + " to version " + std::to_string(found + 1)));
            return execute(("PRAGMA user_version = " + std::to_string(kVersion)).c_str(), "note the version of " + path);
        });
    }

    /// Runs whose program ended before they did get a named state.
    Status settle_broken_off(const std::string& path) {
        std::vector<std::string> broken;
        {
            Statement s(db_, "SELECT id FROM run WHERE status='running'");
            for (;;) {
                TRY(const bool row, s.step("read runs"));
                if (!row) break;
                if (!RunLock::held(path, s.text(0))) broken.push_back(s.text(0));
            }
        }
        for (const std::string& run : broken)
            TRY_STATUS(transaction("update run " + run, [&]() -> Status {
                return Statement(db_, "UPDATE run SET status='interrupted', message='the program ended before the run did; it continues from its last checkpoint', "
                                      "steps=max(steps, (SELECT coalesce(max(step), 0) FROM metric WHERE run=?1 AND name='train_loss')) WHERE id=?1 AND status='running'")
                    .bind(run).run("update run " + run);
            }));
        return {};
    }

    Status begin_run(const RunRow& r) override {
        return transaction("store run " + r.id, [&]() -> Status {
            Statement s(db_, (std::string("INSERT INTO run(") + kRunColumns + ") VALUES(?,?,?,?,?,?,?,?,?,?,?,?,?,?,?,?,?,?,?,?)").c_str());
            TRY_STATUS(s.bind(r.id, r.name, r.status, r.message, r.project_json, r.settings_json, r.seed, r.data_name, r.data_path, r.data_hash, r.device, r.driver, r.engine_version, r.started, r.ended,
                              r.seconds, r.steps, r.epochs, r.parameters, r.resumed_from).run("store run " + r.id));
            return write_best(r);
        });
    }
    Status update_run(const RunRow& r) override {
        return transaction("update run " + r.id, [&]() -> Status {
            Statement s(db_, "UPDATE run SET name=?2, status=?3, message=?4, data_name=?5, data_path=?6, data_hash=?7, device=?8, driver=?9, ended=?10, seconds=?11, steps=?12 WHERE id=?1");
            TRY_STATUS(s.bind(r.id, r.name, r.status, r.message, r.data_name, r.data_path, r.data_hash, r.device, r.driver, r.ended, r.seconds, r.steps).run("update run " + r.id));
            return write_best(r);
        });
    }
    Status add_metrics(const std::string& run, const std::vector<MetricRow>& rows) override {
        return transaction("store metrics of run " + run, [&]() -> Status {
            Statement s(db_, "INSERT OR REPLACE INTO metric VALUES(?,?,?,?,?)");
            for (const MetricRow& row : rows) TRY_STATUS(s.bind(run, row.name, row.step, row.value, row.seconds).run("store metrics of run " + run));
            return {};
        });
    }
    Status add_checkpoint(const std::string& run, const CheckpointRow& row) override {
        return transaction("store a checkpoint of run " + run, [&]() -> Status {
            Statement s(db_, "INSERT OR REPLACE INTO checkpoint VALUES(?,?,?,?,?,?)");
            TRY_STATUS(s.bind(run, row.step, row.path, row.hash, row.bytes, row.created).run("store a checkpoint of run " + run));
            Statement m(db_, "INSERT OR REPLACE INTO checkpoint_metric VALUES(?,?,?,?)");
            for (const auto& [name, value] : row.metrics) TRY_STATUS(m.bind(run, row.step, name, value).run("store a checkpoint of run " + run));
            return {};
        });
    }
    Status remove_checkpoint(const std::string& run, uint64_t step) override {
        return transaction("remove a checkpoint of run " + run, [&]() -> Status {
            for (const char* sql : {"DELETE FROM checkpoint_metric WHERE run=? AND step=?", "DELETE FROM checkpoint WHERE run=? AND step=?"})
                TRY_STATUS(Statement(db_, sql).bind(run, step).run("remove a checkpoint of run " + run));
            return {};
        });
    }
    Status set_kernels(const std::string& run, const std::vector<KernelRow>& rows) override {
        return transaction("store kernels of run " + run, [&]() -> Status {
            TRY_STATUS(Statement(db_, "DELETE FROM kernel WHERE run=?").bind(run).run("store kernels of run " + run));
            Statement s(db_, "INSERT INTO kernel VALUES(?,?,?,?,?,?,?,?,?,?,?,?,?,?)");
            int64_t place = 0;
            for (const KernelRow& k : rows)
                TRY_STATUS(s.bind(run, place++, k.kernel, k.source, k.node, k.phase, k.calls, k.ms, k.flops, k.bytes, k.gflops, k.gbytes_per_s, k.percent_of_roofline, k.bound).run("store kernels of run " + run));
            return {};
        });
    }
    Status remove_run(const std::string& run) override {
        return transaction("remove run " + run, [&]() -> Status { return Statement(db_, "DELETE FROM run WHERE id=?").bind(run).run("remove run " + run); });
    }
    Status set_peaks(const PeakRow& p) override {
        return transaction("store peaks", [&]() -> Status {
            return Statement(db_, "INSERT OR REPLACE INTO peak VALUES(?,?,?,?,?,?)").bind(p.device, p.driver, p.gflops, p.gbytes_per_s, p.cache_gbytes_per_s, p.cache_bytes).run("store peaks");
        });
    }

    Result<std::vector<RunRow>> runs() override { return select_runs("SELECT id, name, status, message, '', '', seed, data_name, data_path, data_hash, device, driver, engine_version, started, ended, "
                                                                    "seconds, steps, epochs, parameters, resumed_from FROM run ORDER BY id DESC", ""); }
    Result<RunRow> run(const std::string& id) override {
        const std::string columns = std::string("SELECT ") + kRunColumns + " FROM run ";
        TRY(std::vector<RunRow> found, id == "last" ? select_runs(columns + "ORDER BY id DESC LIMIT 1", "") : select_runs(columns + "WHERE substr(id, 1, length(?1)) = ?1 ORDER BY id", id));
        if (found.empty()) return invalid(id == "last" ? "there are no runs yet" : "there is no run '" + id + "'", "`saddle runs list` shows them");
        for (RunRow& row : found)
            if (row.id == id) return std::move(row);
        if (found.size() > 1) {
            std::string list;
            for (size_t i = 0; i < found.size() && i < 5; ++i) list += (i ? ", " : "") + found[i].id;
            return invalid("'" + id + "' names several runs: " + list, "give more of the id");
        }
        return std::move(found[0]);
    }
    Result<std::vector<MetricRow>> metrics(const std::string& run) override { return metrics(run, ""); }
    Result<std::vector<MetricRow>> metrics(const std::string& run, const std::string& prefix) override {
        std::vector<MetricRow> rows;
        // A range of names, which the key finds: none holds the last of all characters.
        Statement s(db_, "SELECT name, step, value, seconds FROM metric WHERE run=?1 AND name >= ?2 AND name < ?2 || char(1114111) ORDER BY name, step");
        s.bind(run, prefix);
        for (;;) {
            TRY(const bool row, s.step("read metrics of run " + run));
            if (!row) return rows;
            rows.push_back({s.text(0), uint64_t(s.integer(1)), s.number(2), s.real(3)});
        }
    }
    Result<std::vector<KernelRow>> kernels(const std::string& run) override {
        std::vector<KernelRow> rows;
        Statement s(db_, "SELECT kernel, source, node, phase, calls, ms, flops, bytes, gflops, gbytes_per_s, percent, bound FROM kernel WHERE run=? ORDER BY place");
        s.bind(run);
        for (;;) {
            TRY(const bool row, s.step("read kernels of run " + run));
            if (!row) return rows;
            rows.push_back({s.text(0), s.text(1), s.text(2), s.text(3), int(s.integer(4)), s.real(5), s.real(6), s.real(7), s.real(8), s.real(9), s.real(10), s.text(11)});
        }
    }
    Result<std::vector<CheckpointRow>> checkpoints(const std::string& run) override {
        std::vector<CheckpointRow> rows;
        Statement s(db_, "SELECT step, path, hash, bytes, created FROM checkpoint WHERE run=? ORDER BY step");
        s.bind(run);
        for (;;) {
            TRY(const bool row, s.step("read checkpoints of run " + run));
            if (!row) break;
            rows.push_back({uint64_t(s.integer(0)), s.text(1), s.text(2), s.integer(3), s.text(4), {}});
        }
        Statement m(db_, "SELECT step, name, value FROM checkpoint_metric WHERE run=?");
        m.bind(run);
        for (;;) {
            TRY(const bool row, m.step("read checkpoints of run " + run));
            if (!row) return rows;
            for (CheckpointRow& c : rows)
                if (c.step == uint64_t(m.integer(0))) c.metrics[m.text(1)] = m.number(2);
        }
    }
    Result<std::optional<PeakRow>> peaks(const std::string& device, const std::string& driver) override {
        Statement s(db_, "SELECT gflops, gbytes_per_s, cache_gbytes_per_s, cache_bytes FROM peak WHERE device=? AND driver=?");
        s.bind(device, driver);
        TRY(const bool row, s.step("read peaks"));
        if (!row) return std::optional<PeakRow>();
        return std::optional<PeakRow>(PeakRow{device, driver, s.real(0), s.real(1), s.real(2), uint64_t(s.integer(3))});
    }

private:
    Status execute(const char* sql, const std::string& attempt) {
        if (sqlite3_exec(db_, sql, nullptr, nullptr, nullptr) != SQLITE_OK) return sqlite_error(db_, attempt);
        return {};
    }
    Result<int64_t> version(const std::string& path) {
        Statement s(db_, "PRAGMA user_version");
        TRY([[maybe_unused]] const bool row, s.step("read " + path));
        const int64_t found = s.integer(0);
        if (found >= 0 && found <= kVersion) return found;
        return Error{ErrorKind::Incompatible, path + " was written by a newer version (store version " + std::to_string(found) + ", this program knows " + std::to_string(kVersion) + ")",
                     "use the newer program, or another file by SADDLE_STORE", {}};
    }
    template <class F>
    Status transaction(const std::string& attempt, F f) {
        TRY_STATUS(execute("BEGIN IMMEDIATE", attempt));
        Status status = f();
        if (status.ok()) status = execute("COMMIT", attempt);
        if (!status.ok()) sqlite3_exec(db_, "ROLLBACK", nullptr, nullptr, nullptr);
        return status;
    }
    Status write_best(const RunRow& r) {
        Statement s(db_, "INSERT OR REPLACE INTO best VALUES(?,?,?)");
        for (const auto& [name, value] : r.best) TRY_STATUS(s.bind(r.id, name, value).run("store run " + r.id));
        return {};
    }
    Result<std::vector<RunRow>> select_runs(const std::string& sql, const std::string& argument) {
        std::vector<RunRow> rows;
        Statement s(db_, sql.c_str());
        if (!argument.empty()) s.bind(argument);
        for (;;) {
            TRY(const bool row, s.step("read runs"));
            if (!row) break;
            RunRow r;
            r.id = s.text(0); r.name = s.text(1); r.status = s.text(2); r.message = s.text(3); r.project_json = s.text(4); r.settings_json = s.text(5);
            r.seed = uint64_t(s.integer(6)); r.data_name = s.text(7); r.data_path = s.text(8); r.data_hash = s.text(9); r.device = s.text(10); r.driver = s.text(11);
            r.engine_version = s.text(12); r.started = s.text(13); r.ended = s.text(14); r.seconds = s.real(15); r.steps = uint64_t(s.integer(16));
            r.epochs = s.integer(17); r.parameters = s.integer(18); r.resumed_from = s.text(19);
            rows.push_back(std::move(r));
        }
        std::map<std::string, RunRow*> by_id;
        for (RunRow& row : rows) by_id[row.id] = &row;
        Statement b(db_, "SELECT run, name, value FROM best");
        for (;;) {
            TRY(const bool row, b.step("read runs"));
            if (!row) return rows;
            if (const auto it = by_id.find(b.text(0)); it != by_id.end()) it->second->best[b.text(1)] = b.number(2);
        }
    }
    sqlite3* db_;
};

}  // namespace

Error sqlite_error(sqlite3* db, const std::string& attempt) {
    const int code = sqlite3_errcode(db) & 0xff, system = sqlite3_system_errno(db);
    const char* hint = code == SQLITE_FULL || code == SQLITE_IOERR ? "free some space, then try again"
                       : code == SQLITE_READONLY || code == SQLITE_CANTOPEN || code == SQLITE_PERM ? "choose a folder you may write to (SADDLE_STORE=FILE)"
                       : code == SQLITE_BUSY || code == SQLITE_LOCKED ? "another program holds the store; close it or try again"
                       : code == SQLITE_CORRUPT || code == SQLITE_NOTADB ? "the file is damaged; move it away to start a new one" : "";
    std::string cause = sqlite3_errmsg(db);
    if (code == SQLITE_IOERR && system != 0) cause += std::string(" (") + std::strerror(system) + ")";
    return io_error("cannot " + attempt + ": " + cause, hint);
}

std::string default_store_path() {
    if (const char* path = std::getenv("SADDLE_STORE"); path && *path) return path;
    return data_folder() + "/runs.sqlite";
}

std::string run_folder(const std::string& store_path, const std::string& run) {
    return (std::filesystem::absolute(store_path).parent_path() / "runs" / run).string() + "/";
}

Result<std::unique_ptr<ExperimentStore>> ExperimentStore::open(const std::string& path) {
    std::error_code ignored;  // opening says what is wrong
    std::filesystem::create_directories(std::filesystem::absolute(path).parent_path(), ignored);
    sqlite3* db = nullptr;
    const int code = sqlite3_open_v2(path.c_str(), &db, SQLITE_OPEN_READWRITE | SQLITE_OPEN_CREATE, nullptr);
    auto store = std::make_unique<SqliteStore>(db);
    if (code != SQLITE_OK) return sqlite_error(db, "open the store " + path);
    TRY_STATUS(store->prepare(path));
    TRY_STATUS(store->settle_broken_off(path));
    return std::unique_ptr<ExperimentStore>(std::move(store));
}

}  // namespace saddle::store
