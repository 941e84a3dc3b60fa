#pragma once
// JSON Lines on standard output: one object a line, NaN and infinities as words.
#include <nlohmann/json.hpp>

#include <cmath>
#include <cstdio>

namespace saddle::cli {

using Json = nlohmann::ordered_json;

inline Json number(double value) {
    if (std::isfinite(value)) return value;
    return std::isnan(value) ? "NaN" : value > 0 ? "Infinity" : "-Infinity";
}
inline void print_line(const Json& json) {
    std::printf("%s\n", json.dump(-1, ' ', false, Json::error_handler_t::replace).c_str());
    std::fflush(stdout);
}

}  // namespace saddle::cli
