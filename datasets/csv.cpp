#include "datasets/csv.h"

#include <algorithm>
#include <charconv>
#include <cmath>

#include "engine/api/files.h"

namespace saddle::datasets {
namespace {

std::string trimmed(const std::string& text) {
    const size_t first = text.find_first_not_of(" \t"), last = text.find_last_not_of(" \t");
    return first == std::string::npos ? "" : text.substr(first, last - first + 1);
}

}  // namespace

int Csv::column(const std::string& name) const {
    const auto it = std::find(header.begin(), header.end(), name);
    return it == header.end() ? -1 : int(it - header.begin());
}

std::string Csv::place(const CsvRow& row, int column) const {
    return path + ":" + std::to_string(row.line) + ", column " + (size_t(column) < header.size() ? "'" + header[size_t(column)] + "'" : std::to_string(column + 1));
}

Result<double> Csv::number(const CsvRow& row, int column) const {
    const std::string text = trimmed(row.fields[size_t(column)]);
    double value = 0;
    const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), value);
    if (error != std::errc() || end != text.data() + text.size() || !std::isfinite(value)) return invalid(place(row, column) + ": '" + text + "' is not a number");
    return value;
}

Result<int64_t> Csv::integer(const CsvRow& row, int column) const {
    const std::string text = trimmed(row.fields[size_t(column)]);
    int64_t value = 0;
    const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), value);
    if (error != std::errc() || end != text.data() + text.size()) return invalid(place(row, column) + ": '" + text + "' is not a whole number");
    return value;
}

Result<Csv> read_csv(const std::string& path, bool header, char separator) {
    TRY(const std::string text, read_file(path));
    Csv csv;
    csv.path = path;
    size_t at = text.rfind("\xef\xbb\xbf", 0) == 0 ? 3 : 0;
    for (int64_t line = 1; at < text.size();) {
        CsvRow row{line, {""}};
        bool quoted = false, was_quoted = false, blank = true;
        for (; at < text.size(); ++at) {
            const char c = text[at];
            if (quoted) {
                if (c == '"' && at + 1 < text.size() && text[at + 1] == '"') row.fields.back() += text[++at];
                else if (c == '"') quoted = false;
                else row.fields.back() += c;
                line += c == '\n';
            } else if (c == '\n' || (c == '\r' && at + 1 < text.size() && text[at + 1] == '\n')) {
                at += c == '\r' ? 2 : 1;
                ++line;
                break;
            } else if (c == separator) {
                row.fields.emplace_back();
                was_quoted = blank = false;
            } else if (c == '"' && row.fields.back().empty() && !was_quoted) {
                quoted = was_quoted = true;
                blank = false;
            } else {
                row.fields.back() += c;
                blank = false;
            }
        }
        if (quoted) return invalid(path + ":" + std::to_string(row.line) + " opens a quote that never closes");
        if (blank) continue;
        const size_t wanted = header ? csv.header.size() : csv.rows.empty() ? 0 : csv.rows[0].fields.size();
        if (wanted != 0 && row.fields.size() != wanted)
            return invalid(path + ":" + std::to_string(row.line) + " has " + std::to_string(row.fields.size()) + " fields, expected " + std::to_string(wanted));
        if (header && csv.header.empty()) {
            for (const std::string& field : row.fields) csv.header.push_back(trimmed(field));
        } else {
            csv.rows.push_back(std::move(row));
        }
    }
    return csv;
}

}  // namespace saddle::datasets
