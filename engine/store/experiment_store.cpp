#include "engine/store/experiment_store.h"

#include <chrono>
#include <cstdlib>
#include <cstring>
#include <filesystem>
#include <thread>

#include "engine/core/file.h"
#include "engine/store/curve_table.h"
#include "engine/store/run_lock.h"
#include "engine/store/run_table.h"
#include "engine/store/schema.h"
#include "engine/store/statement.h"

namespace saddle::store {
namespace {

constexpr std::chrono::seconds kPatience{10};  // with another program that writes

class SqliteStore final : public ExperimentStore {
public:
    explicit SqliteStore(sqlite3* db) : db_(db) {}
    ~SqliteStore() override { sqlite3_close(db_); }

    Status prepare(const std::string& path) {
        sqlite3_busy_timeout(db_, kPatience / std::chrono::milliseconds(1));
        // WAL: readers never wait for the writer. SQLite does not wait for others that turn the same new file to it: it
        // holds a shared lock then, and would wait for itself.
        const auto give_up = std::chrono::steady_clock::now() + kPatience;
        while (sqlite3_exec(db_, "PRAGMA journal_mode = WAL", nullptr, nullptr, nullptr) == SQLITE_BUSY && std::chrono::steady_clock::now() < give_up)
            std::this_thread::sleep_for(std::chrono::milliseconds(5));
        // NORMAL: a power cut may lose the last commits, never damage the file.
        for (const char* sql : {"PRAGMA journal_mode = WAL", "PRAGMA synchronous = NORMAL", "PRAGMA foreign_keys = ON"}) TRY_STATUS(execute(sql, "open " + path));
        return bring_up_to_date(db_, path);
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
                                      "steps=max(steps, coalesce((SELECT max(step) FROM point JOIN series ON id=series WHERE run=?1 AND name='train_loss'), "
                                      "(SELECT max(last) FROM block JOIN series ON id=series WHERE run=?1 AND name='train_loss'), 0)) WHERE id=?1 AND status='running'")
                    .bind(run).run("update run " + run);
            }));
        return {};
    }

    Status begin_run(const RunRow& r) override {
        return transaction("store run " + r.id, [&] { return insert_run(db_, r); }, Outlives::PowerCut);
    }
    Status update_run(const RunRow& r) override {
        return transaction("update run " + r.id, [&] { return store::update_run(db_, r); }, Outlives::PowerCut);
    }
    Status set_note(const std::string& run, const std::string& note) override { return change("UPDATE run SET note=?2 WHERE id=?1", "note something of run " + run, run, note); }
    Status set_tag(const std::string& run, const std::string& tag, bool on) override {
        return change(on ? "INSERT OR IGNORE INTO tag VALUES(?, ?)" : "DELETE FROM tag WHERE run=? AND tag=?", "tag run " + run, run, tag);
    }
    Status set_removed(const std::string& run, const std::string& when) override { return change("UPDATE run SET removed=?2 WHERE id=?1", "remove run " + run, run, when); }
    Status add_resumption(const std::string& run, const ResumptionRow& row) override { return change("INSERT INTO resumption VALUES(?,?,?)", "update run " + run, run, row.step, row.at); }
    Status add_metrics(const std::string& run, const std::vector<MetricRow>& rows) override {
        return transaction("store metrics of run " + run, [&] { return add_points(db_, run, rows); });
    }
    Status add_checkpoint(const std::string& run, const CheckpointRow& row) override {
        return transaction("store a checkpoint of run " + run, [&]() -> Status {
            Statement s(db_, "INSERT OR REPLACE INTO checkpoint VALUES(?,?,?,?,?,?)");
            TRY_STATUS(s.bind(run, row.step, row.path, row.hash, row.bytes, row.created).run("store a checkpoint of run " + run));
            Statement m(db_, "INSERT OR REPLACE INTO checkpoint_metric VALUES(?,?,?,?)");
            for (const auto& [name, value] : row.metrics) TRY_STATUS(m.bind(run, row.step, name, value).run("store a checkpoint of run " + run));
            return {};
        }, Outlives::PowerCut);
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
    Status remove_run(const std::string& run) override { return change("DELETE FROM run WHERE id=?", "remove run " + run, run); }
    Status set_peaks(const PeakRow& p) override {
        return change("INSERT OR REPLACE INTO peak VALUES(?,?,?,?,?,?)", "store peaks", p.device, p.driver, p.gflops, p.gbytes_per_s, p.cache_gbytes_per_s, p.cache_bytes);
    }
    Status compact() override { return execute("VACUUM", "compact the store"); }

    Result<std::vector<RunRow>> runs() override {
        return snapshot([&] { return select_runs(db_, Where::Kept); });
    }
    Result<std::vector<RunRow>> trash() override {
        return snapshot([&] { return select_runs(db_, Where::Trash); });
    }
    Result<RunRow> run(const std::string& id) override {
        return snapshot([&] { return find_run(db_, id, Where::Kept); });
    }
    Result<RunRow> trashed(const std::string& id) override {
        return snapshot([&] { return find_run(db_, id, Where::Trash); });
    }
    Result<bool> has_run(const std::string& id) override { return Statement(db_, "SELECT 1 FROM run WHERE id=?").bind(id).step("read runs"); }
    Result<std::vector<ResumptionRow>> resumptions(const std::string& run) override {
        std::vector<ResumptionRow> rows;
        Statement s(db_, "SELECT step, at FROM resumption WHERE run=? ORDER BY rowid");
        s.bind(run);
        for (;;) {
            TRY(const bool row, s.step("read run " + run));
            if (!row) return rows;
            rows.push_back({uint64_t(s.integer(0)), s.text(1)});
        }
    }
    Result<std::vector<Curve>> curves(const std::string& run, const std::string& prefix) override {
        return snapshot([&] { return read_curves(db_, run, prefix); });
    }
    Result<std::vector<std::string>> damages() override {
        std::vector<std::string> found;
        for (const char* sql : {"PRAGMA integrity_check(20)", "SELECT 'a row of ' || \"table\" || ' belongs to nothing in ' || parent FROM pragma_foreign_key_check LIMIT 20"}) {
            Statement s(db_, sql);
            for (;;) {
                const Result<bool> row = s.step("check the store");
                if (!row.ok()) found.push_back(row.error().message);
                if (!row.ok() || !*row) break;
                if (s.text(0) != "ok") found.push_back(s.text(0));
            }
        }
        Statement blocks(db_, "SELECT run, name, data FROM block JOIN series ON id=series");
        for (auto row = blocks.step("check the store"); row.ok() && *row && found.size() < 60; row = blocks.step("check the store"))
            if (!intact(blocks.blob(2))) found.push_back("points of " + blocks.text(1) + " of run " + blocks.text(0) + " are not those that were written");
        return found;
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
    enum class Outlives { Process, PowerCut };
    template <class F>
    Status transaction(const std::string& attempt, F f, Outlives outlives = Outlives::Process) {
        if (outlives == Outlives::PowerCut) TRY_STATUS(execute("PRAGMA synchronous = FULL", attempt));
        TRY_STATUS(execute("BEGIN IMMEDIATE", attempt));
        Status status = f();
        if (status.ok()) status = execute("COMMIT", attempt);
        if (!status.ok()) sqlite3_exec(db_, "ROLLBACK", nullptr, nullptr, nullptr);
        if (outlives == Outlives::PowerCut) TRY_STATUS(execute("PRAGMA synchronous = NORMAL", attempt));
        return status;
    }
    template <class... T>
    Status change(const char* sql, const std::string& attempt, const T&... values) {
        return transaction(attempt, [&] { return Statement(db_, sql).bind(values...).run(attempt); });
    }
    /// Several statements that see the store as it is at one moment.
    template <class F>
    auto snapshot(F f) -> decltype(f()) {
        TRY_STATUS(execute("BEGIN", "read the store"));
        auto result = f();
        sqlite3_exec(db_, "COMMIT", nullptr, nullptr, nullptr);
        return result;
    }
    sqlite3* db_;
};

}  // namespace

Error sqlite_error(sqlite3* db, const std::string& attempt) {
    const int code = sqlite3_errcode(db) & 0xff, system = sqlite3_system_errno(db);
    const char* hint = code == SQLITE_FULL || code == SQLITE_IOERR ? "free some space, then try again"
                       : code == SQLITE_READONLY || code == SQLITE_CANTOPEN || code == SQLITE_PERM ? "choose a folder you may write to (SADDLE_STORE=FILE)"
                       : code == SQLITE_BUSY || code == SQLITE_LOCKED ? "another program holds the store; close it or try again"
                       : code == SQLITE_CORRUPT || code == SQLITE_NOTADB ? "the file is damaged; `saddle runs check --repair` saves what can be read" : "";
    std::string cause = sqlite3_errmsg(db);
    if (code == SQLITE_IOERR && system != 0) cause += std::string(" (") + std::strerror(system) + ")";
    return io_error("cannot " + attempt + ": " + cause, hint);
}

Result<std::vector<MetricRow>> ExperimentStore::metrics(const std::string& run, const std::string& prefix) {
    TRY(const std::vector<Curve> series, curves(run, prefix));
    std::vector<MetricRow> rows;
    for (const Curve& curve : series)
        for (size_t i = 0; i < curve.steps.size(); ++i) rows.push_back({curve.name, curve.steps[i], curve.values[i], curve.seconds[i]});
    return rows;
}

std::string default_store_path() {
    if (const char* path = std::getenv("SADDLE_STORE"); path && *path) return path;
    return data_folder() + "/runs.sqlite";
}

std::string store_or_default(const std::string& path) { return path.empty() ? default_store_path() : path; }

std::string run_folder(const std::string& store_path, const std::string& run) {
    const std::string all = (std::filesystem::absolute(store_path).parent_path() / "runs").string() + "/";
    return run.empty() ? all : all + run + "/";
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
