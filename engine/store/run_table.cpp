#include "engine/store/run_table.h"

#include <unordered_map>

namespace saddle::store {
namespace {

constexpr const char* kSelect =
    "SELECT id, name, status, message, settings, seed, data_name, data_path, data_hash, device, driver, engine_version, started, ended, seconds, steps, epochs, parameters, "
    "note, removed, forked_from, imported_from, forked_step FROM run WHERE removed ";
constexpr const char* kIs[] = {"= ''", "<> ''"};   // by Where
// Those that begin with ?1: a range that the key finds, since no id holds the last of all characters.
constexpr const char* kBeginsRun = " WHERE run >= ?1 AND run < ?1 || char(1114111)";
constexpr const char* kBeginsId = " AND id >= ?1 AND id < ?1 || char(1114111) ORDER BY id LIMIT 6";

Status write_best(sqlite3* db, const RunRow& r) {
    Statement s(db, "INSERT OR REPLACE INTO best VALUES(?,?,?)");
    for (const auto& [name, value] : r.best) TRY_STATUS(s.bind(r.id, name, value).run("store run " + r.id));
    return {};
}

/// Rows of `sql`, with their best values and tags; `prefix`: all ids begin so.
Result<std::vector<RunRow>> select(sqlite3* db, const std::string& sql, const std::string& prefix) {
    std::vector<RunRow> rows;
    Statement s(db, sql.c_str());
    if (!prefix.empty()) s.bind(prefix);
    for (;;) {
        TRY(const bool row, s.step("read runs"));
        if (!row) break;
        RunRow r;
        int at = 0;
        for (std::string* text : {&r.id, &r.name, &r.status, &r.message, &r.settings_json}) *text = s.text(at++);
        r.seed = uint64_t(s.integer(at++));
        for (std::string* text : {&r.data_name, &r.data_path, &r.data_hash, &r.device, &r.driver, &r.engine_version, &r.started, &r.ended}) *text = s.text(at++);
        r.seconds = s.real(at++);
        r.steps = uint64_t(s.integer(at++));
        r.epochs = s.integer(at++);
        r.parameters = s.integer(at++);
        for (std::string* text : {&r.note, &r.removed, &r.forked_from, &r.imported_from}) *text = s.text(at++);
        r.forked_step = uint64_t(s.integer(at++));
        rows.push_back(std::move(r));
    }
    std::unordered_map<std::string, RunRow*> by_id;
    for (RunRow& row : rows) by_id[row.id] = &row;
    Statement best(db, (std::string("SELECT run, name, value FROM best") + kBeginsRun).c_str()), tags(db, (std::string("SELECT run, tag FROM tag") + kBeginsRun).c_str());
    best.bind(prefix);
    tags.bind(prefix);
    for (;;) {
        TRY(const bool row, best.step("read runs"));
        if (!row) break;
        if (const auto it = by_id.find(best.text(0)); it != by_id.end()) it->second->best[best.text(1)] = best.number(2);
    }
    for (;;) {
        TRY(const bool row, tags.step("read runs"));
        if (!row) return rows;
        if (const auto it = by_id.find(tags.text(0)); it != by_id.end()) it->second->tags.insert(tags.text(1));
    }
}

}  // namespace

Status insert_run(sqlite3* db, const RunRow& r) {
    const std::string attempt = "store run " + r.id;
    Statement s(db, "INSERT INTO run(id, name, status, message, settings, seed, data_name, data_path, data_hash, device, driver, engine_version, started, ended, seconds, steps, epochs, parameters, "
                    "note, removed, forked_from, forked_step, imported_from, number) VALUES(?,?,?,?,CASE WHEN json_valid(?5) THEN coalesce(json_extract(?5, '$.train'), '') ELSE '' END,"
                    "?,?,?,?,?,?,?,?,?,?,?,?,?,?,?,?,?,?,(SELECT coalesce(max(number), 0) + 1 FROM run))");
    TRY_STATUS(s.bind(r.id, r.name, r.status, r.message, r.project_json, r.seed, r.data_name, r.data_path, r.data_hash, r.device, r.driver, r.engine_version, r.started, r.ended, r.seconds, r.steps,
                      r.epochs, r.parameters, r.note, r.removed, r.forked_from, r.forked_step, r.imported_from).run(attempt));
    TRY_STATUS(Statement(db, "INSERT INTO project VALUES(?,?)").bind(r.id, r.project_json).run(attempt));
    for (const std::string& tag : r.tags) TRY_STATUS(Statement(db, "INSERT INTO tag VALUES(?,?)").bind(r.id, tag).run(attempt));
    return write_best(db, r);
}

Status update_run(sqlite3* db, const RunRow& r) {
    Statement s(db, "UPDATE run SET name=?2, status=?3, message=?4, data_name=?5, data_path=?6, data_hash=?7, device=?8, driver=?9, ended=?10, seconds=?11, steps=?12 WHERE id=?1");
    TRY_STATUS(s.bind(r.id, r.name, r.status, r.message, r.data_name, r.data_path, r.data_hash, r.device, r.driver, r.ended, r.seconds, r.steps).run("update run " + r.id));
    return write_best(db, r);
}

Result<std::vector<RunRow>> select_runs(sqlite3* db, Where where) { return select(db, std::string(kSelect) + kIs[int(where)] + " ORDER BY number DESC", ""); }

Result<RunRow> find_run(sqlite3* db, const std::string& asked, Where where) {
    std::string id = asked;
    if (id == "last") {
        Statement last(db, (std::string("SELECT id FROM run WHERE removed ") + kIs[int(where)] + " ORDER BY number DESC LIMIT 1").c_str());
        TRY(const bool row, last.step("read runs"));
        if (row) id = last.text(0);
    }
    std::vector<RunRow> found;
    if (!id.empty()) {
        TRY(found, select(db, std::string(kSelect) + kIs[int(where)] + kBeginsId, id));
    }
    if (found.empty()) {
        if (where == Where::Trash) return invalid(asked == "last" ? "the trash is empty" : "there is no run '" + asked + "' in the trash", "`saddle runs list --trash` shows what is there");
        return invalid(asked == "last" ? "there are no runs yet" : "there is no run '" + asked + "'", "`saddle runs list` shows them");
    }
    if (found.size() > 1 && found[0].id != id) {   // ids that begin alike are sorted: one that is all of it comes first
        std::string list;
        for (size_t i = 0; i < found.size() && i < 5; ++i) list += (i ? ", " : "") + found[i].id;
        return invalid("'" + asked + "' names several runs: " + list, "give more of the id");
    }
    Statement project(db, "SELECT text FROM project WHERE run=?");
    TRY(const bool row, project.bind(found[0].id).step("read run " + found[0].id));
    if (row) found[0].project_json = project.text(0);
    return std::move(found[0]);
}

}  // namespace saddle::store
