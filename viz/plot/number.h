#pragma once
// Numbers as the look writes them: thin group space, true minus, NaN and inf spelled, an en dash for what is not known.
#include <cstdint>
#include <string>

namespace saddle::viz::plot {

inline constexpr const char* kUnknown = "\u2013";

/// Four significant digits ("0.02871", "2.303", "61 706", "1.22e−5"); exact short decimals stay short ("0.01"), whole
/// numbers below 10^9 keep all their digits.
std::string number(double value);
/// A fixed count of digits after the point, grouped: for columns, where points stand below each other.
std::string fixed(double value, int decimals);
/// Decimals that give `largest` four significant digits in a column; 0..3.
int column_decimals(double largest);
/// With a prefix of powers of 1000 and three to four digits: "2.21 T" (the unit follows without a space).
std::string prefixed(double value);
/// "38.6 MiB", "512 B".
std::string bytes(double value);
/// Seconds as m:ss or h:mm:ss; below a minute with the decimals given.
std::string duration(double seconds, int decimals = 0);

}  // namespace saddle::viz::plot
