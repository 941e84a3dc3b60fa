#include "engine/store/curve_table.h"

#include <algorithm>
#include <bit>
#include <cstring>
#include <limits>

namespace saddle::store {
namespace {

static_assert(std::endian::native == std::endian::little, "blocks are little-endian");
constexpr size_t kBlockPoints = 4096, kPointBytes = 24;
struct Point { uint64_t step; double value, seconds; };

/// FNV-1a over 64-bit words, its high bits stirred down.
uint64_t checksum(std::string_view data) {
    uint64_t hash = 14695981039346656037ull;
    for (size_t at = 0; at + 8 <= data.size(); at += 8) {
        uint64_t word;
        std::memcpy(&word, data.data() + at, 8);
        hash = (hash ^ word) * 1099511628211ull;
        hash ^= hash >> 29;
    }
    return hash;
}

std::string encode(const Point* points, size_t count) {
    std::string data(count * kPointBytes, '\0');
    char* at = data.data();
    const auto put = [&](auto field) {
        for (size_t i = 0; i < count; ++i, at += 8) std::memcpy(at, &(points[i].*field), 8);
    };
    put(&Point::step);
    put(&Point::value);
    put(&Point::seconds);
    const uint64_t hash = checksum(data);
    return data.append(reinterpret_cast<const char*>(&hash), sizeof hash);
}

Status decode(std::string_view data, const std::string& attempt, Curve& to) {
    const size_t count = data.size() / kPointBytes, before = to.steps.size();
    if (!intact(data)) return io_error("cannot " + attempt + ": a block of " + to.name + " is damaged", "`saddle runs check --repair` saves the rest");
    const char* at = data.data();
    const auto take = [&](auto& column) {
        column.resize(before + count);
        if (count > 0) std::memcpy(column.data() + before, at, count * 8);
        at += count * 8;
    };
    take(to.steps);
    take(to.values);
    take(to.seconds);
    return {};
}

/// One series of the transaction's run.
class Series {
public:
    Series(sqlite3* db, const std::string& attempt) : db_(db), attempt_(attempt) {}

    Status find(const std::string& run, const std::string& name) {
        Statement known(db_, "SELECT id FROM series WHERE run=? AND name=?");
        TRY(const bool found, known.bind(run, name).step(attempt_));
        if (found) id_ = known.integer(0);
        else {
            TRY_STATUS(Statement(db_, "INSERT INTO series(run, name) VALUES(?, ?)").bind(run, name).run(attempt_));
            id_ = sqlite3_last_insert_rowid(db_);
        }
        return {};
    }

    /// `points` by step, each step once.
    Status add(std::vector<Point> points) {
        TRY_STATUS(open_blocks_from(points.front().step));
        Statement count(db_, "SELECT count(*) FROM point WHERE series=?");
        TRY([[maybe_unused]] const bool row, count.bind(id_).step(attempt_));
        if (size_t(count.integer(0)) + points.size() < kBlockPoints) return insert(points.data(), points.size());
        TRY(std::vector<Point> all, tail());
        std::vector<Point> merged;
        merged.reserve(all.size() + points.size());
        for (size_t a = 0, b = 0; a < all.size() || b < points.size();) {
            const bool old = b == points.size() || (a < all.size() && all[a].step < points[b].step);
            if (!old && a < all.size() && all[a].step == points[b].step) ++a;   // replaced
            merged.push_back(old ? all[a++] : points[b++]);
        }
        TRY_STATUS(Statement(db_, "DELETE FROM point WHERE series=?").bind(id_).run(attempt_));
        size_t at = 0;
        Statement block(db_, "INSERT INTO block VALUES(?,?,?,?)");
        for (; at + kBlockPoints <= merged.size(); at += kBlockPoints)
            TRY_STATUS(block.bind(id_, merged[at].step, merged[at + kBlockPoints - 1].step, Blob{encode(&merged[at], kBlockPoints)}).run(attempt_));
        return insert(merged.data() + at, merged.size() - at);
    }

private:
    Status insert(const Point* points, size_t count) {
        Statement s(db_, "INSERT OR REPLACE INTO point VALUES(?,?,?,?)");
        for (size_t i = 0; i < count; ++i) TRY_STATUS(s.bind(id_, points[i].step, points[i].value, points[i].seconds).run(attempt_));
        return {};
    }
    /// A run that was continued says steps again that it had said before it was killed: their blocks become rows.
    Status open_blocks_from(uint64_t step) {
        Curve opened;
        Statement s(db_, "SELECT data FROM block WHERE series=? AND last>=? ORDER BY first");
        s.bind(id_, step);
        for (;;) {
            TRY(const bool row, s.step(attempt_));
            if (!row) break;
            TRY_STATUS(decode(s.blob(0), attempt_, opened));
        }
        if (opened.steps.empty()) return {};
        TRY_STATUS(Statement(db_, "DELETE FROM block WHERE series=? AND last>=?").bind(id_, step).run(attempt_));
        std::vector<Point> points;
        for (size_t i = 0; i < opened.steps.size(); ++i) points.push_back({opened.steps[i], opened.values[i], opened.seconds[i]});
        return insert(points.data(), points.size());
    }
    Result<std::vector<Point>> tail() {
        std::vector<Point> points;
        Statement s(db_, "SELECT step, value, seconds FROM point WHERE series=? ORDER BY step");
        s.bind(id_);
        for (;;) {
            TRY(const bool row, s.step(attempt_));
            if (!row) return points;
            points.push_back({uint64_t(s.integer(0)), s.number(1), s.real(2)});
        }
    }
    sqlite3* db_;
    const std::string& attempt_;
    int64_t id_ = 0;
};

}  // namespace

bool intact(std::string_view block) {
    if (block.size() % kPointBytes != sizeof(uint64_t)) return false;
    uint64_t hash;
    std::memcpy(&hash, block.data() + block.size() - sizeof hash, sizeof hash);
    return hash == checksum(block.substr(0, block.size() - sizeof hash));
}

Status add_points(sqlite3* db, const std::string& run, const std::vector<MetricRow>& rows) {
    const std::string attempt = "store metrics of run " + run;
    std::map<std::string_view, std::vector<Point>> by_name;
    for (const MetricRow& row : rows) by_name[row.name].push_back({row.step, row.value, row.seconds});
    for (auto& [name, points] : by_name) {
        std::stable_sort(points.begin(), points.end(), [](const Point& a, const Point& b) { return a.step < b.step; });
        size_t kept = 0;
        for (const Point& point : points) {
            if (kept > 0 && points[kept - 1].step == point.step) points[kept - 1] = point;   // the last one counts
            else points[kept++] = point;
        }
        points.resize(kept);
        Series series(db, attempt);
        TRY_STATUS(series.find(run, std::string(name)));
        TRY_STATUS(series.add(std::move(points)));
    }
    return {};
}

Result<std::vector<Curve>> read_curves(sqlite3* db, const std::string& run, const std::string& prefix) {
    const std::string attempt = "read metrics of run " + run;
    std::vector<Curve> curves;
    std::vector<int64_t> ids;
    // A range of names, which the key finds: none holds the last of all characters.
    Statement names(db, "SELECT id, name FROM series WHERE run=?1 AND name >= ?2 AND name < ?2 || char(1114111) ORDER BY name");
    names.bind(run, prefix);
    for (;;) {
        TRY(const bool row, names.step(attempt));
        if (!row) break;
        ids.push_back(names.integer(0));
        curves.push_back({names.text(1), {}, {}, {}});
    }
    for (size_t i = 0; i < ids.size(); ++i) {
        Curve& curve = curves[i];
        Statement blocks(db, "SELECT data FROM block WHERE series=? ORDER BY first");
        blocks.bind(ids[i]);
        for (;;) {
            TRY(const bool row, blocks.step(attempt));
            if (!row) break;
            TRY_STATUS(decode(blocks.blob(0), attempt, curve));
        }
        Statement points(db, "SELECT step, value, seconds FROM point WHERE series=? ORDER BY step");
        points.bind(ids[i]);
        for (;;) {
            TRY(const bool row, points.step(attempt));
            if (!row) break;
            curve.steps.push_back(uint64_t(points.integer(0)));
            curve.values.push_back(points.number(1));
            curve.seconds.push_back(points.real(2));
        }
    }
    return curves;
}

}  // namespace saddle::store
