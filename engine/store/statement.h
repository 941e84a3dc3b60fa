#pragma once
// A prepared SQLite statement that finalises itself. Binding and columns follow SQLite's numbering (from 1, from 0).
#include <sqlite3.h>

#include <cmath>
#include <string>
#include <string_view>

#include "engine/core/result.h"

namespace saddle::store {

/// The Io error of the last failed call on `db`, with what was attempted and a hint by its kind.
Error sqlite_error(sqlite3* db, const std::string& attempt);

struct Blob { std::string bytes; };

class Statement {
public:
    Statement(sqlite3* db, const char* sql) : db_(db) { code_ = sqlite3_prepare_v2(db, sql, -1, &statement_, nullptr); }
    ~Statement() { sqlite3_finalize(statement_); }
    Statement(const Statement&) = delete;
    Statement& operator=(const Statement&) = delete;

    template <class... T>
    Statement& bind(const T&... values) {
        int i = 0;
        (bind_one(++i, values), ...);
        return *this;
    }
    void bind_at(int i, const std::string& value) { bind_one(i, value); }
    /// True when there is a row.
    Result<bool> step(const std::string& attempt) {
        if (code_ == SQLITE_OK || code_ == SQLITE_ROW || code_ == SQLITE_DONE) code_ = sqlite3_step(statement_);
        if (code_ != SQLITE_ROW && code_ != SQLITE_DONE) return sqlite_error(db_, attempt);
        return code_ == SQLITE_ROW;
    }
    Status run(const std::string& attempt) {
        TRY([[maybe_unused]] const bool row, step(attempt));
        sqlite3_reset(statement_);
        return {};
    }
    int64_t integer(int column) const { return sqlite3_column_int64(statement_, column); }
    double real(int column) const { return sqlite3_column_double(statement_, column); }
    std::string text(int column) const {
        const auto* value = reinterpret_cast<const char*>(sqlite3_column_text(statement_, column));
        return value ? value : "";
    }
    /// Valid until the next step.
    std::string_view blob(int column) const {
        const auto* value = static_cast<const char*>(sqlite3_column_blob(statement_, column));
        return {value, size_t(sqlite3_column_bytes(statement_, column))};
    }
    /// A number that may be NaN or infinite: SQLite has no NaN, so those are stored as words.
    double number(int column) const {
        if (sqlite3_column_type(statement_, column) != SQLITE_TEXT) return real(column);
        const std::string word = text(column);
        return word == "Infinity" ? INFINITY : word == "-Infinity" ? -INFINITY : NAN;
    }

private:
    void bind_one(int i, const std::string& v) { sqlite3_bind_text(statement_, i, v.c_str(), int(v.size()), SQLITE_TRANSIENT); }
    void bind_one(int i, const Blob& v) { sqlite3_bind_blob(statement_, i, v.bytes.data(), int(v.bytes.size()), SQLITE_TRANSIENT); }
    void bind_one(int i, int v) { sqlite3_bind_int64(statement_, i, v); }
    void bind_one(int i, int64_t v) { sqlite3_bind_int64(statement_, i, v); }
    void bind_one(int i, uint64_t v) { sqlite3_bind_int64(statement_, i, int64_t(v)); }
    void bind_one(int i, double v) {
        if (std::isfinite(v)) sqlite3_bind_double(statement_, i, v);
        else bind_one(i, std::string(std::isnan(v) ? "NaN" : v > 0 ? "Infinity" : "-Infinity"));
    }
    sqlite3* db_;
    sqlite3_stmt* statement_ = nullptr;
    int code_ = SQLITE_OK;
};

}  // namespace saddle::store
