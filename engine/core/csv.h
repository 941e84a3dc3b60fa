#pragma once
// Tables as CSV, for spreadsheets and scripts: RFC 4180, but lines end as those of other texts do, so that they pass through pipes.
#include <string>
#include <vector>

namespace saddle {

/// One column; `text` where it holds words, else `numbers`. Shorter columns end with empty cells.
struct CsvColumn {
    std::string name;
    std::vector<double> numbers;
    std::vector<std::string> text;
};
std::string csv(const std::vector<CsvColumn>& table);

/// One cell. NaN and infinities are written NaN, Infinity and -Infinity; numbers read back to the same double.
std::string csv_cell(double value);
std::string csv_cell(const std::string& text);

}  // namespace saddle
