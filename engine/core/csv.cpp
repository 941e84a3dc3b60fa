#include "engine/core/csv.h"

#include <algorithm>
#include <charconv>
#include <cmath>

namespace saddle {

std::string csv_cell(double value) {
    if (std::isnan(value)) return "NaN";
    if (std::isinf(value)) return value < 0 ? "-Infinity" : "Infinity";
    char text[32];
    return {text, std::to_chars(text, text + sizeof text, value).ptr};
}

std::string csv_cell(const std::string& text) {
    if (text.find_first_of(",\"\r\n") == std::string::npos) return text;
    std::string made = "\"";
    for (char c : text) made += c == '"' ? std::string("\"\"") : std::string(1, c);
    return made + "\"";
}

std::string csv(const std::vector<CsvColumn>& table) {
    std::string made;
    size_t rows = 0;
    for (size_t c = 0; c < table.size(); ++c) {
        if (c) made += ',';
        made += csv_cell(table[c].name);
        rows = std::max({rows, table[c].numbers.size(), table[c].text.size()});
    }
    made += "\n";
    for (size_t r = 0; r < rows; ++r) {
        for (size_t c = 0; c < table.size(); ++c) {
            if (c) made += ',';
            if (r < table[c].text.size()) made += csv_cell(table[c].text[r]);
            else if (r < table[c].numbers.size()) made += csv_cell(table[c].numbers[r]);
        }
        made += "\n";
    }
    return made;
}

}  // namespace saddle
