#include "engine/store/repair.h"

#include <algorithm>
#include <ctime>
#include <filesystem>
#include <nlohmann/json.hpp>
#include <set>

#include "engine/core/file.h"
#include "engine/store/curve_table.h"
#include "engine/store/experiment_store.h"
#include "engine/store/run_file.h"
#include "engine/store/run_lock.h"
#include "engine/store/run_table.h"
#include "engine/store/schema.h"
#include "engine/store/statement.h"

namespace saddle::store {
namespace {

namespace fs = std::filesystem;

struct Database {
    sqlite3* handle = nullptr;
    ~Database() { sqlite3_close(handle); }
};

/// A table, what orders its rows, and the column by which it falls into parts. Tables that others refer to come first.
struct Table { const char *name, *key, *part; };
constexpr Table kTables[] = {{"run", "id", nullptr}, {"project", "run", "run"}, {"best", "run, name", "run"}, {"tag", "run, tag", "run"}, {"resumption", "rowid", "run"},
                             {"checkpoint", "run, step", "run"}, {"checkpoint_metric", "run, step, name", "run"}, {"kernel", "run, place", "run"}, {"peak", "device, driver", nullptr},
                             {"series", "id", "run"}, {"point", "series, step", "series"}, {"block", "series, first", "series"}};

class Salvage {
public:
    Salvage(sqlite3* from, sqlite3* to) : from_(from), to_(to) {}
    sqlite3* to() const { return to_; }

    /// Rows of the table; true: all of them.
    bool copy(const Table& table) {
        const std::string columns = columns_of(table.name);
        if (columns.empty()) return false;
        const std::string all = "SELECT " + columns + " FROM " + table.name;
        if (rows(table, columns, all + " ORDER BY " + table.key)) return true;
        rows(table, columns, all + " ORDER BY " + reversed(table.key));
        // Its key holds all of a row of this one: what a page of the table has lost.
        if (table.name == std::string("series")) rows(table, "id, run, name", "SELECT id, run, name FROM series INDEXED BY sqlite_autoindex_series_1");
        if (!table.part) return false;
        for (const std::string& part : texts(to_, table.part == std::string("series") ? "SELECT id FROM series" : "SELECT id FROM run"))
            for (const bool back : {false, true})
                if (rows(table, columns, all + " WHERE " + table.part + " = '" + part + "' ORDER BY " + (back ? reversed(table.key) : table.key))) break;
        return false;
    }

    std::vector<std::string> texts(sqlite3* db, const std::string& sql) const {
        std::vector<std::string> list;
        Statement s(db, sql.c_str());
        for (auto row = s.step("read the store"); row.ok() && *row; row = s.step("read the store")) list.push_back(s.text(0));
        return list;
    }
    int64_t number(const std::string& sql) const {
        const auto text = texts(to_, sql);
        return text.empty() ? 0 : std::atoll(text[0].c_str());
    }
    void execute(const std::string& sql, const std::vector<std::string>& values = {}) {
        Statement s(to_, sql.c_str());
        for (size_t i = 0; i < values.size(); ++i) s.bind_at(int(i) + 1, values[i]);
        (void)s.step("write the new store");
    }

private:
    /// Those that both have.
    std::string columns_of(const std::string& table) const {
        const std::string sql = "SELECT name FROM pragma_table_info('" + table + "')";
        const std::vector<std::string> old = texts(from_, sql);
        std::string list;
        for (const std::string& name : texts(to_, sql))
            if (std::find(old.begin(), old.end(), name) != old.end()) list += (list.empty() ? "" : ", ") + name;
        return list;
    }
    static std::string reversed(const std::string& key) {
        std::string text = key;
        for (size_t at = 0; (at = text.find(',', at)) != std::string::npos; at += 6) text.insert(at, " DESC");
        return text + " DESC";
    }
    /// Until the end (true) or the first that cannot be read.
    bool rows(const Table& table, const std::string& columns, const std::string& select) {
        sqlite3_stmt *read = nullptr, *write = nullptr;
        const auto count = size_t(1 + std::count(columns.begin(), columns.end(), ','));
        std::string marks;
        for (size_t i = 0; i < count; ++i) marks += i ? ",?" : "?";
        int code = sqlite3_prepare_v2(from_, select.c_str(), -1, &read, nullptr);
        sqlite3_prepare_v2(to_, ("INSERT OR IGNORE INTO " + std::string(table.name) + "(" + columns + ") VALUES(" + marks + ")").c_str(), -1, &write, nullptr);
        while (code == SQLITE_OK && (code = sqlite3_step(read)) == SQLITE_ROW) {
            for (int i = 0; i < int(count); ++i) sqlite3_bind_value(write, i + 1, sqlite3_column_value(read, i));
            sqlite3_step(write);   // what breaks a rule of the tables is no row of ours
            sqlite3_reset(write);
            code = SQLITE_OK;
        }
        sqlite3_finalize(read);
        sqlite3_finalize(write);
        return code == SQLITE_DONE;
    }
    sqlite3 *from_, *to_;
};


/// Runs whose row is gone, by what else names them.
void adopt(Salvage& salvage, sqlite3* damaged, const std::string& path, std::vector<std::string>& lost) {
    std::set<std::string> named;
    for (const char* table : {"project", "series", "checkpoint", "best"})
        for (std::string& run : salvage.texts(damaged, std::string("SELECT DISTINCT run FROM ") + table)) named.insert(std::move(run));
    std::error_code ignored;
    for (const auto& entry : fs::directory_iterator(run_folder(path, ""), ignored)) named.insert(entry.path().filename().string());
    const std::vector<std::string> kept = salvage.texts(salvage.to(), "SELECT id FROM run");
    for (const std::string& run : named) {
        if (run.find('\'') != std::string::npos || std::find(kept.begin(), kept.end(), run) != kept.end()) continue;
        RunRow row = read_run_file(path, run).value_or(RunRow{});
        if (row.id.empty()) {
            const auto project = salvage.texts(damaged, "SELECT text FROM project WHERE run='" + run + "'");
            if (!project.empty()) row.project_json = project[0];
            else if (salvage.texts(damaged, "SELECT id FROM series WHERE run='" + run + "'").empty()) continue;   // a folder of nothing that we know
            row.id = run;
            row.status = "interrupted";
        }
        row.message = "saved from a damaged store";
        if (insert_run(salvage.to(), row).ok()) lost.push_back("run " + run + ": status, best values, note and tags");
    }
}

/// Checkpoints by their files where their rows are gone.
void adopt_checkpoints(Salvage& salvage, const std::string& path, const std::string& run) {
    std::error_code ignored;
    for (const auto& entry : fs::directory_iterator(run_folder(path, run) + "checkpoints", ignored)) {
        const std::string name = entry.path().filename().string(), step = name.substr(std::min(name.find('-') + 1, name.size()), 10);
        if (name.rfind("step-", 0) != 0 || entry.path().extension() != ".safetensors" || step.find_first_not_of("0123456789") != std::string::npos) continue;
        if (salvage.number("SELECT count(*) FROM checkpoint WHERE run='" + run + "' AND step=" + step) > 0) continue;
        const auto content = read_file(entry.path().string(), 16ull << 30);
        if (content.ok() && !content->empty())
            salvage.execute("INSERT OR IGNORE INTO checkpoint VALUES(?,?,?,?,?,'')", {run, std::to_string(std::atoll(step.c_str())), entry.path().string(), sha256(*content), std::to_string(content->size())});
    }
}

void drop_damaged_blocks(Salvage& salvage, std::vector<std::string>& lost) {
    std::vector<std::string> gone;
    {
        Statement s(salvage.to(), "SELECT b.rowid, name, run, first, last, data FROM block b JOIN series ON id=series");
        for (auto row = s.step("read the new store"); row.ok() && *row; row = s.step("read the new store")) {
            if (intact(s.blob(5))) continue;
            gone.push_back(s.text(0));
            lost.push_back("run " + s.text(2) + ": " + s.text(1) + " from step " + s.text(3) + " to " + s.text(4));
        }
    }
    for (const std::string& row : gone) salvage.execute("DELETE FROM block WHERE rowid=?", {row});
}

/// Texts of which a part was overwritten are no JSON any more.
void mend_projects(Salvage& salvage, const std::string& path, std::vector<std::string>& lost) {
    for (const std::string& run : salvage.texts(salvage.to(), "SELECT id FROM run")) {
        const auto text = salvage.texts(salvage.to(), "SELECT text FROM project WHERE run='" + run + "'");
        if (!text.empty() && nlohmann::json::accept(text[0])) continue;
        const auto kept = read_run_file(path, run);
        if (!kept) lost.push_back("run " + run + ": its project");
        salvage.execute("INSERT OR REPLACE INTO project VALUES(?, ?)", {run, kept ? kept->project_json : ""});
    }
}

std::string now() {
    const std::time_t time = std::time(nullptr);
    std::tm parts{};
    gmtime_r(&time, &parts);
    char text[32];
    std::strftime(text, sizeof text, "%Y%m%dT%H%M%SZ", &parts);
    return text;
}

}  // namespace

Result<Repaired> repair(const std::string& path) {
    std::error_code code;
    for (const auto& entry : fs::directory_iterator(run_folder(path, ""), code))
        if (RunLock::held(path, entry.path().filename().string()))
            return io_error("run " + entry.path().filename().string() + " is being trained into the store", "stop it there first");
    Repaired result;
    const std::string fresh = path + ".repaired";
    for (const char* part : {"", "-wal", "-shm"}) fs::remove(fresh + part, code);
    {
        Database from, to;
        sqlite3_open_v2(path.c_str(), &from.handle, SQLITE_OPEN_READWRITE, nullptr);
        if (sqlite3_open_v2(fresh.c_str(), &to.handle, SQLITE_OPEN_READWRITE | SQLITE_OPEN_CREATE, nullptr) != SQLITE_OK) return sqlite_error(to.handle, "make " + fresh);
        sqlite3_busy_timeout(from.handle, 10000);
        (void)bring_up_to_date(from.handle, path);   // where it can be; else what both versions have is taken
        TRY_STATUS(bring_up_to_date(to.handle, fresh));
        Salvage salvage(from.handle, to.handle);
        salvage.execute("PRAGMA foreign_keys = OFF");
        salvage.execute("BEGIN");
        for (const Table& table : kTables) {
            if (table.name == std::string("project")) adopt(salvage, from.handle, path, result.lost);
            if (!salvage.copy(table)) result.lost.push_back(std::string("some rows of the table ") + table.name);
        }
        for (const std::string& run : salvage.texts(to.handle, "SELECT id FROM run")) adopt_checkpoints(salvage, path, run);
        for (const char* table : {"project", "best", "tag", "resumption", "checkpoint", "checkpoint_metric", "kernel", "series"})
            salvage.execute(std::string("DELETE FROM ") + table + " WHERE run NOT IN (SELECT id FROM run)");
        if (const int64_t nameless = salvage.number("SELECT count(DISTINCT series) FROM (SELECT series FROM point UNION SELECT series FROM block) WHERE series NOT IN (SELECT id FROM series)"))
            result.lost.push_back(std::to_string(nameless) + " curves of runs that are not known any more");
        for (const char* table : {"point", "block"}) salvage.execute(std::string("DELETE FROM ") + table + " WHERE series NOT IN (SELECT id FROM series)");
        drop_damaged_blocks(salvage, result.lost);
        mend_projects(salvage, path, result.lost);
        result.runs = salvage.number("SELECT count(*) FROM run");
        result.points = salvage.number("SELECT count(*) FROM point") + salvage.number("SELECT coalesce(sum((length(data) - 8) / 24), 0) FROM block");
        salvage.execute("COMMIT");
        if (sqlite3_errcode(to.handle) != SQLITE_OK && sqlite3_errcode(to.handle) != SQLITE_DONE) return sqlite_error(to.handle, "write " + fresh);
    }
    result.damaged = path + ".damaged-" + now();
    for (const char* part : {"", "-wal", "-shm"}) {
        fs::rename(path + part, result.damaged + part, code);
        if (code && *part == '\0') return io_error("cannot move " + path + ": " + code.message(), "the repaired store is " + fresh);
    }
    fs::rename(fresh, path, code);
    if (code) return io_error("cannot move " + fresh + ": " + code.message(), "move it to " + path + " by hand");
    return result;
}

}  // namespace saddle::store
