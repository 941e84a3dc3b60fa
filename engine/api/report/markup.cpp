#include "engine/api/report/markup.h"

#include <cmath>
#include <cstdio>

namespace saddle::api::report {

std::string escaped(std::string_view text) {
    std::string made;
    for (const char c : text) {
        switch (c) {
            case '&': made += "&amp;"; break;
            case '<': made += "&lt;"; break;
            case '>': made += "&gt;"; break;
            case '"': made += "&quot;"; break;
            default: made += c;
        }
    }
    return made;
}

std::string shown(double value) {
    if (std::isnan(value)) return "NaN";
    if (std::isinf(value)) return value < 0 ? "−inf" : "inf";
    char text[32];
    const bool whole = value == std::floor(value) && std::abs(value) < 1e15;
    std::snprintf(text, sizeof text, whole ? "%.0f" : "%.4g", std::abs(value));
    std::string made = text;
    if (whole)
        for (size_t at = made.size(); at > 3;) made.insert(at -= 3, "\u202f");
    return (value < 0 ? "−" : "") + made;
}

std::string px(double value) {
    char text[32];
    std::snprintf(text, sizeof text, "%.2f", value);
    return text;
}

std::string drawing(double width, double height, bool fluid, std::string_view says, std::string_view content) {
    const std::string size = fluid ? "" : std::string(" width=\"") + px(width) + "\" height=\"" + px(height) + "\"";
    return std::string("<svg xmlns=\"http://www.w3.org/2000/svg\" role=\"img\" aria-label=\"") + escaped(says) + "\"" + size + " viewBox=\"0 0 " + px(width) + " " + px(height) + "\">" + std::string(content) + "</svg>\n";
}

std::string table(const std::vector<std::string>& headings, const std::vector<std::vector<std::string>>& rows, size_t numbers) {
    const auto line = [&](const char* cell, const std::vector<std::string>& cells) {
        std::string made = "<tr>";
        for (size_t i = 0; i < cells.size(); ++i) made += std::string("<") + cell + (i >= numbers ? " class=\"n\">" : ">") + cells[i] + "</" + cell + ">";
        return made + "</tr>\n";
    };
    std::string made = "<div class=\"wide\"><table>\n";
    if (!headings.empty()) made += "<thead>" + line("th", headings) + "</thead>";
    for (const auto& row : rows) made += line("td", row);
    return made + "</table></div>\n";
}

std::vector<double> ticks(double low, double high, int count) {
    if (!(high > low)) return {low};
    const double rough = (high - low) / count, power = std::pow(10, std::floor(std::log10(rough)));
    double step = power;
    for (const double factor : {1.0, 2.0, 5.0, 10.0})
        if (power * factor >= rough) {
            step = power * factor;
            break;
        }
    std::vector<double> list;
    const double first = std::ceil(low / step);   // counted: beside large values the next one may not differ
    for (int i = 0; i <= 2 * count && (first + i) * step <= high + step * 1e-9; ++i) list.push_back((first + i) * step);
    return list;
}

}  // namespace saddle::api::report
