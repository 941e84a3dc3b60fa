#include "viz/theme.h"

#include <algorithm>
#include <cmath>
#include <nlohmann/json.hpp>

namespace saddle::viz {
namespace {

using nlohmann::json;

/// "#RRGGBB" to opaque 0xAABBGGRR; false for anything else.
bool parse_color(const json& value, Color& color) {
    if (!value.is_string()) return false;
    const std::string text = value;
    if (text.size() != 7 || text[0] != '#' || text.find_first_not_of("0123456789abcdefABCDEF", 1) != std::string::npos) return false;
    const unsigned long rgb = std::stoul(text.substr(1), nullptr, 16);
    color = 0xff000000u | Color((rgb & 0xff) << 16 | (rgb & 0xff00) | rgb >> 16);
    return true;
}

/// Reads tokens of one theme; what is missing or no colour is collected.
class Reader {
public:
    Reader(const json& theme, std::string place) : theme_(theme), place_(std::move(place)) {}

    void color(const char* group, const char* name, Color& to) {
        const json* at = find(theme_, group);
        at = at ? find(*at, name) : nullptr;
        if (!at || !parse_color(*at, to)) note(std::string(group) + "." + name);
    }
    std::vector<Color> list(const char* group, size_t least) {
        std::vector<Color> colors;
        if (const json* at = find(theme_, group); at && at->is_array())
            for (const json& value : *at)
                if (!parse_color(value, colors.emplace_back())) note(std::string(group) + "[" + std::to_string(colors.size() - 1) + "]");
        if (colors.size() < least) note(std::string(group) + " (" + std::to_string(least) + " colours)");
        return colors;
    }
    const std::string& missing() const { return missing_; }

private:
    static const json* find(const json& object, const char* name) {
        if (!object.is_object()) return nullptr;
        const auto it = object.find(name);
        return it == object.end() ? nullptr : &*it;
    }
    void note(const std::string& token) { missing_ += (missing_.empty() ? "" : ", ") + place_ + token; }

    const json& theme_;
    const std::string place_;
    std::string missing_;
};

}  // namespace

bool read_theme(const std::string& tokens_json, const std::string& name, Theme& theme, std::string& error) {
    const json tokens = json::parse(tokens_json, nullptr, false);
    if (tokens.is_discarded()) return error = "the theme's tokens are not JSON", false;
    const json::json_pointer at("/themes/" + name);
    if (!tokens.contains(at)) return error = "the tokens have no theme '" + name + "'", false;
    Reader read(tokens[at], "themes." + name + ".");
    Theme t;
    t.dark = name == "dark";
    for (const auto& [group, token, color] : std::initializer_list<std::tuple<const char*, const char*, Color*>>{
             {"bg", "gutter", &t.bg.gutter}, {"bg", "canvas", &t.bg.canvas}, {"bg", "panel", &t.bg.panel}, {"bg", "raised", &t.bg.raised},
             {"bg", "field", &t.bg.field}, {"bg", "hover", &t.bg.hover}, {"bg", "active", &t.bg.active},
             {"line", "subtle", &t.line.subtle}, {"line", "normal", &t.line.normal}, {"line", "strong", &t.line.strong},
             {"text", "primary", &t.text.primary}, {"text", "secondary", &t.text.secondary}, {"text", "tertiary", &t.text.tertiary}, {"text", "disabled", &t.text.disabled},
             {"accent", "base", &t.accent.base}, {"accent", "hover", &t.accent.hover}, {"accent", "pressed", &t.accent.pressed}, {"accent", "soft", &t.accent.soft}, {"accent", "on", &t.accent.on},
             {"semantic", "error", &t.semantic.error}, {"semantic", "errorSoft", &t.semantic.error_soft}, {"semantic", "warning", &t.semantic.warning}, {"semantic", "warningSoft", &t.semantic.warning_soft},
             {"semantic", "ok", &t.semantic.ok}, {"semantic", "okSoft", &t.semantic.ok_soft}, {"semantic", "info", &t.semantic.info}, {"semantic", "infoSoft", &t.semantic.info_soft},
             {"phase", "forward", &t.phase.forward}, {"phase", "backward", &t.phase.backward}, {"phase", "update", &t.phase.update}, {"phase", "on", &t.phase.on},
             {"phaseQuiet", "forward", &t.phase_quiet.forward}, {"phaseQuiet", "backward", &t.phase_quiet.backward}, {"phaseQuiet", "update", &t.phase_quiet.update},
             {"plot", "bg", &t.plot.bg}, {"plot", "grid", &t.plot.grid}, {"plot", "axis", &t.plot.axis}, {"plot", "trail", &t.plot.trail}, {"plot", "trailHalo", &t.plot.trail_halo}})
        read.color(group, token, *color);
    const std::vector<Color> categorical = read.list("categorical", t.categorical.size());
    std::copy_n(categorical.begin(), std::min(categorical.size(), t.categorical.size()), t.categorical.begin());
    t.heat = read.list("sequentialHeat", 2);
    t.dune = read.list("landscapeDune", 2);
    t.diverging = read.list("diverging", 3);
    if (!read.missing().empty()) return error = "missing in the theme's tokens: " + read.missing(), false;
    theme = std::move(t);
    return true;
}

Color mix(Color from, Color to, double t) {
    Color result = 0;
    for (int shift = 0; shift < 32; shift += 8) {
        const double a = double(from >> shift & 0xff), b = double(to >> shift & 0xff);
        result |= Color(std::lround(a + (b - a) * t)) << shift;
    }
    return result;
}

Color with_alpha(Color color, double alpha) { return (color & 0x00ffffffu) | Color(std::lround(std::clamp(alpha, 0.0, 1.0) * 255)) << 24; }

Color ramp(const std::vector<Color>& stops, double t) {
    if (stops.empty() || std::isnan(t)) return 0;
    const double at = std::clamp(t, 0.0, 1.0) * double(stops.size() - 1);
    const size_t i = std::min(size_t(at), stops.size() - 1), next = std::min(i + 1, stops.size() - 1);
    return mix(stops[i], stops[next], at - double(i));
}

}  // namespace saddle::viz
