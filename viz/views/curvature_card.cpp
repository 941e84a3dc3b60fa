#include "viz/views/curvature_card.h"

#include <algorithm>
#include <cmath>
#include <vector>

#include "viz/plot/number.h"

namespace saddle::viz {
namespace {

using plot::Align;
using plot::Point;
using plot::Rect;

constexpr float kWidth = 148, kRow = 15, kSpectrum = 42;
constexpr double kDecades = 5;   // of the density, below its peak

/// Logarithm of the density over the eigenvalues, with a line at 0.
void paint_spectrum(const Context& context, plot::ImGuiCanvas& canvas, const Rect& area, const std::vector<std::pair<double, double>>& density) {
    const Theme& theme = context.theme;
    const double low = density.front().first, high = density.back().first;
    const double peak = std::max_element(density.begin(), density.end(), [](const auto& a, const auto& b) { return a.second < b.second; })->second;
    const auto x = [&](double value) { return area.left + float((value - low) / (high - low)) * area.width(); };
    canvas.line({area.left, area.bottom}, {area.right, area.bottom}, theme.plot.axis, 1, plot::kSolid);
    if (low < 0 && high > 0) canvas.line({x(0), area.top}, {x(0), area.bottom}, theme.line.strong, 1, plot::kSolid);
    std::vector<Point> curve;
    for (const auto& [value, dense] : density) {
        const double height = dense > 0 ? std::clamp(1 + std::log10(dense / peak) / kDecades, 0.0, 1.0) : 0;
        curve.push_back({x(value), area.bottom - float(height) * area.height()});
    }
    canvas.polyline(curve, theme.accent.base, 1.5f, plot::kSolid);
    canvas.text({area.left, area.bottom + 8}, Align::Left, Font::MonoMicro, theme.text.tertiary, plot::number(low));
    canvas.text({area.right, area.bottom + 8}, Align::Right, Font::MonoMicro, theme.text.tertiary, plot::number(high));
}

/// Words that may be longer than the card, broken between them.
std::vector<std::string> broken(const plot::ImGuiCanvas& canvas, const std::string& text, float width) {
    std::vector<std::string> lines{""};
    for (size_t at = 0; at < text.size();) {
        size_t end = std::min(text.find(' ', at), text.size());
        const std::string word = text.substr(at, end - at);
        if (!lines.back().empty() && canvas.text_width(Font::Small, lines.back() + " " + word) > width) lines.emplace_back();
        lines.back() += (lines.back().empty() ? "" : " ") + word;
        at = end + 1;
    }
    return lines;
}

}  // namespace

Rect paint_curvature_card(const Context& context, const Rect& picture, const CurvatureState& state) {
    const Theme& theme = context.theme;
    plot::ImGuiCanvas canvas(ImGui::GetWindowDrawList());
    const CurvatureReport& r = state.report;
    const std::vector<std::string> problem = state.problem.empty() ? std::vector<std::string>() : broken(canvas, state.problem, kWidth - 16);
    const size_t rows = problem.empty() ? 5 : 1 + problem.size();
    const float height = kRow * float(rows) + 10 + (problem.empty() ? kSpectrum + 16 : 0);
    const Rect card{picture.left + 8, picture.bottom - 8 - height, picture.left + 8 + kWidth, picture.bottom - 8};
    canvas.fill(card, with_alpha(theme.bg.raised, 0.94), 4);
    canvas.outline(card, theme.line.strong, 1, 4);
    float y = card.top + 5 + kRow / 2;
    const auto row = [&](const std::string& name, const std::string& value) {
        canvas.text({card.left + 8, y}, Align::Left, Font::Small, theme.text.tertiary, name);
        canvas.text({card.right - 8, y}, Align::Right, Font::MonoMicro, theme.text.primary, value);
        y += kRow;
    };
    canvas.text({card.left + 8, y}, Align::Left, Font::Small, theme.text.primary, context.tr("Curvature here"));
    if (!state.finished && problem.empty()) canvas.text({card.right - 8, y}, Align::Right, Font::MonoMicro, theme.text.tertiary, r.products > 0 ? "H\u00b7v  " + plot::number(r.products) : "\u2026");
    y += kRow;
    for (const std::string& line : problem) row(line, "");
    if (!problem.empty()) return card;
    const bool sloped = !r.run.empty(), bent = !r.largest.empty();
    row(context.tr("loss"), sloped ? plot::number(r.loss) : plot::kUnknown);
    row(context.tr("gradient norm"), sloped ? plot::number(r.gradient_norm) : plot::kUnknown);
    row(context.tr("largest \u03bb"), bent ? plot::number(r.largest[0].value) : plot::kUnknown);
    row(context.tr("smallest \u03bb"), bent ? plot::number(r.smallest.value) : plot::kUnknown);
    const Rect area{card.left + 8, y + 2, card.right - 8, card.bottom - 18};
    if (r.density.size() > 1) paint_spectrum(context, canvas, area, r.density);
    else canvas.text({(area.left + area.right) / 2, area.centre_y()}, Align::Centre, Font::Small, theme.text.tertiary, context.tr("spectrum on its way"));
    return card;
}

}  // namespace saddle::viz
