#pragma once
// Numbers as the look wants them: thin group spaces, four significant digits, true minus, a unit after a space, and a
// dash for what is not known.
#include <QString>
#include <cstdint>

namespace saddle::app {

inline const QString kUnknown = QString::fromUtf8("–");

/// "61 706" with thin spaces.
QString countText(int64_t count);
/// Four significant digits: "0.0287", "1.220", "104 900"; NaN and inf are spelled.
QString numberText(double value, int digits = 4);
/// With a decimal prefix: siText(838e3, "B") is "838 kB".
QString siText(double value, const QString& unit);
/// "0:36", "18:20", "1:02:07".
QString durationText(double seconds);
/// A fraction as "98.71 %".
QString percentText(double fraction, int decimals = 2);

}  // namespace saddle::app
