#include "engine/store/schema.h"

#include <iterator>

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
)sql",
// Projects lie apart, so that the list of runs does not read them; runs have an order that no clock changes, a note, tags, a
// trash and an origin. Points of curves are in rows until there are enough of them for a block (curve_table.h).
R"sql(
CREATE TABLE project(run TEXT PRIMARY KEY REFERENCES run(id) ON DELETE CASCADE, text TEXT);
INSERT INTO project SELECT id, project FROM run;
UPDATE run SET settings = CASE WHEN json_valid(project) THEN coalesce(json_extract(project, '$.train'), '') ELSE '' END;
ALTER TABLE run DROP COLUMN project;
ALTER TABLE run DROP COLUMN resumed_from;
ALTER TABLE run ADD COLUMN number INTEGER;
ALTER TABLE run ADD COLUMN note TEXT NOT NULL DEFAULT '';
ALTER TABLE run ADD COLUMN removed TEXT NOT NULL DEFAULT '';
ALTER TABLE run ADD COLUMN forked_from TEXT NOT NULL DEFAULT '';
ALTER TABLE run ADD COLUMN forked_step INTEGER NOT NULL DEFAULT 0;
UPDATE run SET number = n FROM (SELECT id AS known, row_number() OVER (ORDER BY id) AS n FROM run) WHERE id = known;
CREATE UNIQUE INDEX run_number ON run(number);
CREATE INDEX run_running ON run(id) WHERE status = 'running';
CREATE TABLE tag(run TEXT REFERENCES run(id) ON DELETE CASCADE, tag TEXT, PRIMARY KEY(run, tag)) WITHOUT ROWID;
CREATE TABLE resumption(run TEXT REFERENCES run(id) ON DELETE CASCADE, step INTEGER, at TEXT);
CREATE INDEX resumption_run ON resumption(run);
CREATE TABLE series(id INTEGER PRIMARY KEY, run TEXT NOT NULL REFERENCES run(id) ON DELETE CASCADE, name TEXT NOT NULL, UNIQUE(run, name));
CREATE TABLE point(series INTEGER, step INTEGER, value, seconds REAL, PRIMARY KEY(series, step)) WITHOUT ROWID;
CREATE TABLE block(series INTEGER, first INTEGER, last INTEGER, data BLOB, PRIMARY KEY(series, first));
CREATE TRIGGER series_gone BEFORE DELETE ON series BEGIN
  DELETE FROM point WHERE series = OLD.id;
  DELETE FROM block WHERE series = OLD.id;
END;
INSERT INTO series(run, name) SELECT DISTINCT run, name FROM metric;
INSERT INTO point SELECT s.id, m.step, m.value, m.seconds FROM metric m JOIN series s ON s.run = m.run AND s.name = m.name;
DROP TABLE metric;
)sql",
// Runs come from other stores.
R"sql(
ALTER TABLE run ADD COLUMN imported_from TEXT NOT NULL DEFAULT '';
)sql"};
constexpr int64_t kVersion = std::size(kMigrations);

Status execute(sqlite3* db, const std::string& sql, const std::string& attempt) {
    if (sqlite3_exec(db, sql.c_str(), nullptr, nullptr, nullptr) != SQLITE_OK) return sqlite_error(db, attempt);
    return {};
}

Result<int64_t> version(sqlite3* db, const std::string& path) {
    Statement s(db, "PRAGMA user_version");
    TRY([[maybe_unused]] const bool row, s.step("read " + path));
    const int64_t found = s.integer(0);
    if (found >= 0 && found <= kVersion) return found;
    return Error{ErrorKind::Incompatible, path + " was written by a newer version (store version " + std::to_string(found) + ", this program knows " + std::to_string(kVersion) + ")",
                 "use the newer program, or another file by SADDLE_STORE", {}};
}

Status migrate(sqlite3* db, const std::string& path) {
    TRY(int64_t found, version(db, path));  // another program may have been first
    for (; found < kVersion; ++found) TRY_STATUS(execute(db, kMigrations[found], "bring " + path + " to version " + std::to_string(found + 1)));
    return execute(db, "PRAGMA user_version = " + std::to_string(kVersion), "note the version of " + path);
}

}  // namespace

Status bring_up_to_date(sqlite3* db, const std::string& path) {
    TRY(const int64_t before, version(db, path));
    if (before == kVersion) return {};
    TRY_STATUS(execute(db, "BEGIN IMMEDIATE", "open " + path));
    Status status = migrate(db, path);
    if (status.ok()) status = execute(db, "COMMIT", "open " + path);
    if (!status.ok()) sqlite3_exec(db, "ROLLBACK", nullptr, nullptr, nullptr);
    return status;
}

}  // namespace saddle::store
