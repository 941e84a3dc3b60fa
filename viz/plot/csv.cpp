#include "viz/plot/csv.h"

#include <algorithm>
#include <charconv>
#include <cmath>
#include <numeric>

namespace saddle::viz::plot {
namespace {

std::string cell(double value) {
    if (std::isnan(value)) return "NaN";
    if (std::isinf(value)) return value < 0 ? "-Infinity" : "Infinity";
    char text[32];
    return {text, std::to_chars(text, text + sizeof text, value).ptr};
}

std::string cell(const std::string& text) {
    if (text.find_first_of(",\"\r\n") == std::string::npos) return text;
    std::string made = "\"";
    for (char c : text) made += c == '"' ? std::string("\"\"") : std::string(1, c);
    return made + "\"";
}

}  // namespace

std::string csv(const std::vector<CsvColumn>& table) {
    std::string made;
    size_t rows = 0;
    for (size_t c = 0; c < table.size(); ++c) {
        if (c) made += ',';
        made += cell(table[c].name);
        rows = std::max({rows, table[c].numbers.size(), table[c].text.size()});
    }
    made += "\r\n";
    for (size_t r = 0; r < rows; ++r) {
        for (size_t c = 0; c < table.size(); ++c) {
            if (c) made += ',';
            if (r < table[c].text.size()) made += cell(table[c].text[r]);
            else if (r < table[c].numbers.size()) made += cell(table[c].numbers[r]);
        }
        made += "\r\n";
    }
    return made;
}

std::string csv(const std::string& x_name, std::span<const Curve> curves) {
    std::string made = cell(x_name);
    std::vector<std::vector<size_t>> orders;   // of each curve's points, by x; points with the same x keep their order
    for (const Curve& curve : curves) {
        std::vector<size_t>& order = orders.emplace_back(curve.shown ? curve.raw.size() : 0);
        if (curve.shown) made += ',', made += cell(curve.name);
        std::iota(order.begin(), order.end(), size_t(0));
        if (!curve.raw.falls.empty()) std::stable_sort(order.begin(), order.end(), [&](size_t a, size_t b) { return curve.raw.x[a] < curve.raw.x[b]; });
    }
    made += "\r\n";
    std::vector<size_t> next(curves.size(), 0);
    const auto x_of = [&](size_t c) { return curves[c].raw.x[orders[c][next[c]]]; };
    while (true) {
        double x = std::numeric_limits<double>::infinity();
        for (size_t c = 0; c < curves.size(); ++c)
            if (next[c] < orders[c].size()) x = std::min(x, x_of(c));
        if (!std::isfinite(x)) break;
        made += cell(x);
        for (size_t c = 0; c < curves.size(); ++c) {
            if (!curves[c].shown) continue;
            made += ',';
            if (next[c] < orders[c].size() && x_of(c) == x) made += cell(curves[c].raw.y[orders[c][next[c]++]]);
        }
        made += "\r\n";
    }
    return made;
}

}  // namespace saddle::viz::plot
