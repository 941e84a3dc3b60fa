#include "viz/plot/number.h"

#include <algorithm>
#include <cmath>
#include <cstdio>
#include <cstdlib>

namespace saddle::viz::plot {
namespace {

constexpr const char* kThinSpace = "\u2009";
constexpr const char* kMinus = "\u2212";

std::string printed(const char* format, int digits, double value) {
    char text[64];
    std::snprintf(text, sizeof text, format, digits, value);
    return text;
}

// "-61706.25" to "−61 706.25"; in an exponent only the sign changes.
std::string dressed(const std::string& plain) {
    const size_t start = plain[0] == '-', exponent = plain.find('e');
    const size_t point = std::min(plain.find_first_of(".e"), plain.size());
    std::string text = start ? kMinus : "";
    for (size_t i = start; i < std::min(exponent, plain.size()); ++i) {
        if (i > start && i < point && (point - i) % 3 == 0) text += kThinSpace;
        text += plain[i];
    }
    if (exponent == std::string::npos) return text;
    const int power = std::atoi(plain.c_str() + exponent + 1);
    return text + "e" + (power < 0 ? kMinus : "") + std::to_string(std::abs(power));
}

std::string special(double value) { return std::isnan(value) ? "NaN" : value < 0 ? std::string(kMinus) + "inf" : "inf"; }

}  // namespace

std::string number(double value) {
    if (!std::isfinite(value)) return special(value);
    if (value == 0) return "0";
    const double size = std::abs(value);
    if (size < 1e9 && value == std::round(value)) return dressed(printed("%.*f", 0, value));
    if (size >= 1e7) return dressed(printed("%.*e", 2, value));
    const std::string brief = printed("%.*g", 12, value);
    const size_t point = brief.find('.');
    const size_t digits = brief.size() - (value < 0) - (point != std::string::npos);
    if (size >= 1e-3 && digits <= 5 && brief.find('e') == std::string::npos) return dressed(brief);
    if (size < 1e-3) {
        std::string text = printed("%.*e", 2, value);
        const size_t e = text.find('e');
        size_t keep = e;  // 1.00e-05 is 1e-5
        while (text[keep - 1] == '0') --keep;
        if (text[keep - 1] == '.') --keep;
        return dressed(text.substr(0, keep) + text.substr(e));
    }
    return dressed(printed("%.*f", std::max(0, 3 - int(std::floor(std::log10(size)))), value));
}

std::string fixed(double value, int decimals) {
    if (!std::isfinite(value)) return special(value);
    std::string text = printed("%.*f", decimals, value);
    if (text[0] == '-' && text.find_first_of("123456789") == std::string::npos) text.erase(0, 1);  // no "-0.0"
    return dressed(text);
}

int column_decimals(double largest) {
    if (!(largest > 0) || !std::isfinite(largest)) return 0;
    return std::clamp(3 - int(std::floor(std::log10(largest))), 0, 3);
}

std::string prefixed(double value) {
    if (!std::isfinite(value)) return special(value);
    static constexpr const char* kPrefixes[] = {"", "k", "M", "G", "T", "P", "E"};
    int power = 0;
    while (std::abs(value) >= 999.5 && power < 6) value /= 1000, ++power;
    const double size = std::abs(value);
    std::string text = printed("%.*f", size >= 99.95 || value == std::round(value) ? 0 : size >= 9.995 ? 1 : 2, value);
    return dressed(text) + (power ? std::string(" ") + kPrefixes[power] : "");
}

std::string bytes(double value) {
    if (!std::isfinite(value)) return special(value);
    static constexpr const char* kUnits[] = {"B", "KiB", "MiB", "GiB", "TiB"};
    int power = 0;
    while (std::abs(value) >= 1023.5 && power < 4) value /= 1024, ++power;
    return dressed(printed("%.*f", power == 0 || value >= 99.95 || value == std::round(value) ? 0 : value >= 9.995 ? 1 : 2, value)) + " " + kUnits[power];
}

std::string duration(double seconds, int decimals) {
    if (!std::isfinite(seconds)) return special(seconds);
    const std::string sign = seconds < 0 ? kMinus : "";
    seconds = std::abs(seconds);
    if (seconds < 60) return sign + printed("%.*f", decimals, seconds) + " s";
    const long whole = std::lround(seconds);
    char text[48];
    if (whole < 3600) std::snprintf(text, sizeof text, "%ld:%02ld", whole / 60, whole % 60);
    else std::snprintf(text, sizeof text, "%ld:%02ld:%02ld", whole / 3600, whole / 60 % 60, whole % 60);
    return sign + text;
}

}  // namespace saddle::viz::plot
