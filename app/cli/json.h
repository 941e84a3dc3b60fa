#pragma once
// JSON Lines on standard output: one object a line, NaN and infinities as words.
#include <nlohmann/json.hpp>

#include <cmath>
#include <cstdio>

namespace saddle::cli {

using Json = nlohmann::ordered_json;

/// Replaces what JSON cannot say: "NaN", "Infinity", "-Infinity".
inline void spell_out(Json& json) {
    if (json.is_structured()) {
        for (Json& item : json) spell_out(item);
    } else if (json.is_number_float() && !std::isfinite(json.get<double>())) {
        const double value = json.get<double>();
        json = std::isnan(value) ? "NaN" : value > 0 ? "Infinity" : "-Infinity";
    }
}
inline void print_line(Json json) {
    spell_out(json);
    std::printf("%s\n", json.dump(-1, ' ', false, Json::error_handler_t::replace).c_str());
    std::fflush(stdout);
}

}  // namespace saddle::cli
