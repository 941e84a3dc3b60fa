#pragma once
// Internal to report: pieces of HTML and SVG. A drawing's colours are classes of style.h, which knows light and dark.
#include <string>
#include <string_view>
#include <vector>

namespace saddle::api::report {

/// Any text as text: & < > " are written so that they mean nothing.
std::string escaped(std::string_view text);
/// "3.142" (four digits that count), "61 706", "NaN", "inf".
std::string shown(double value);
/// A coordinate: two decimals.
std::string px(double value);
/// An SVG element of `width` x `height` units, as wide as its place allows where it is `fluid`, else that many pixels; `says`: what it
/// shows, for those who cannot see it.
std::string drawing(double width, double height, bool fluid, std::string_view says, std::string_view content);

/// A row a line, the first are headings; cells are HTML. Columns from `numbers` on stand to the right.
std::string table(const std::vector<std::string>& headings, const std::vector<std::vector<std::string>>& rows, size_t numbers);

/// Values between `low` and `high` that people count in (1, 2, 5 times a power of ten), about `count` of them.
std::vector<double> ticks(double low, double high, int count);

}  // namespace saddle::api::report
