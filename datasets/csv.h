#pragma once
// Comma-separated values (RFC 4180): quoted fields with doubled quotes, LF or CRLF, a byte order mark, blank lines skipped.
#include <string>
#include <vector>

#include "engine/api/core.h"

namespace saddle::datasets {

struct CsvRow {
    int64_t line = 0;                  ///< from 1, where the row begins
    std::vector<std::string> fields;
};
struct Csv {
    std::string path;
    std::vector<std::string> header;   ///< empty when asked for none
    std::vector<CsvRow> rows;          ///< each with as many fields as the header (or the first row) has

    /// Column number of `name`, or -1.
    int column(const std::string& name) const;
    /// A field as a number; Invalid names file, line and column.
    Result<double> number(const CsvRow& row, int column) const;
    Result<int64_t> integer(const CsvRow& row, int column) const;
    std::string place(const CsvRow& row, int column) const;   ///< "file.csv:12, column 'value'"
};
/// Invalid names the line of an open quote or of a row with another number of fields.
Result<Csv> read_csv(const std::string& path, bool header = true, char separator = ',');

}  // namespace saddle::datasets
