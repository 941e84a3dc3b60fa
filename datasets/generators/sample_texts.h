#pragma once
// A bundled text and three bundled series, made by the program itself. Seeded: the same bytes everywhere.
#include <string>

#include "engine/api/core.h"

namespace saddle::datasets {

/// A play of 200,000 characters, 65 different ones: lines that a small grammar makes, each after its speaker's name.
/// Writes play.txt into `folder` unless it is there.
Status make_sample_play(const std::string& folder);
/// Ten years of daily minimum temperatures, degrees Celsius: a yearly wave and weather that lasts some days.
Status make_sample_temperatures(const std::string& folder);
/// 200 years of monthly sunspot numbers: cycles of about eleven years and of different heights, steeper up than down.
Status make_sample_sunspots(const std::string& folder);
/// Hourly load of a machine over 150 days, in percent: days and weeks. In the last fifth something goes wrong twelve times
/// for some hours (a peak, a drop, or it hangs at one value); the column "anomaly" is 1 there.
Status make_sample_load(const std::string& folder);

}  // namespace saddle::datasets
