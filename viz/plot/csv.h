#pragma once
// Tables of numbers as CSV (RFC 4180), for spreadsheets and scripts.
#include <string>
#include <vector>

#include "viz/plot/curve.h"

namespace saddle::viz::plot {

/// One column; `text` where it holds words, else `numbers`. Shorter columns end with empty cells. NaN and infinities are
/// written NaN, Infinity and -Infinity; numbers read back to the same double.
struct CsvColumn {
    std::string name;
    std::vector<double> numbers;
    std::vector<std::string> text;
};
std::string csv(const std::vector<CsvColumn>& table);

/// All points of the curves that are shown: one row for each different x in rising order (a run that went back gives the same
/// x again), one column a curve, empty where a curve has no point.
std::string csv(const std::string& x_name, std::span<const Curve> curves);

}  // namespace saddle::viz::plot
