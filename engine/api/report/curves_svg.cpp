#include <algorithm>
#include <cmath>
#include <limits>

#include "engine/api/report/drawings.h"
#include "engine/api/report/markup.h"

namespace saddle::api::report {
namespace {

constexpr double kPanelWidth = 520, kPanelHeight = 260, kPanelLeft = 56, kPanelRight = 12, kPanelTop = 34, kPanelBottom = 26;
constexpr double kPlotWidth = kPanelWidth - kPanelLeft - kPanelRight, kPlotHeight = kPanelHeight - kPanelTop - kPanelBottom;

struct Line { std::string label; const store::Curve* curve; };
struct Panel { std::string measure; std::vector<Line> lines; };

std::vector<Panel> panels_of(const std::vector<store::Curve>& curves) {
    constexpr std::pair<const char*, const char*> kSplits[] = {{"epoch_train_", "training, mean of an epoch"}, {"train_", "training"}, {"val_", "validation"}, {"test_", "test"}};
    std::vector<Panel> panels;
    for (const store::Curve& curve : curves) {
        if (curve.name.find(':') != std::string::npos || curve.steps.empty()) continue;
        std::string measure = curve.name, label = curve.name;
        for (const auto& [prefix, split] : kSplits)
            if (measure.rfind(prefix, 0) == 0) {
                measure.erase(0, std::string_view(prefix).size());
                label = split;
                break;
            }
        auto panel = std::find_if(panels.begin(), panels.end(), [&](const Panel& p) { return p.measure == measure; });
        if (panel == panels.end()) panel = panels.insert(panels.end(), Panel{measure, {}});
        panel->lines.push_back({label, &curve});
    }
    // Loss first, then what was validated, the steps' own values below their means; the rate last.
    const auto rank = [](const Panel& p) { return p.measure == "loss" ? 0 : p.measure == "accuracy" ? 1 : p.measure == "lr" ? 3 : 2; };
    std::stable_sort(panels.begin(), panels.end(), [&](const Panel& a, const Panel& b) { return rank(a) < rank(b); });
    for (Panel& panel : panels) std::stable_sort(panel.lines.begin(), panel.lines.end(), [](const Line& a, const Line& b) { return a.curve->steps.size() > b.curve->steps.size(); });
    return panels;
}

struct Scale {
    double low, high;
    bool logarithmic;
    double at(double value) const {
        const auto bent = [&](double v) { return logarithmic ? std::log10(v) : v; };
        return kPanelTop + kPlotHeight * (1 - (bent(value) - bent(low)) / (bent(high) - bent(low)));
    }
};

Scale scale_of(const Panel& panel) {
    double low = INFINITY, high = -INFINITY;
    for (const Line& line : panel.lines)
        for (const double v : line.curve->values)
            if (std::isfinite(v)) low = std::min(low, v), high = std::max(high, v);
    if (low > high) low = 0, high = 1;
    if (high - low <= std::abs(high) * 1e-9) low -= std::abs(low) * 0.5 + (low == 0), high += std::abs(high) * 0.5 + (high == 0);
    const bool logarithmic = low > 0 && high / low > 100;
    const double room = (high - low) * 0.04;
    return logarithmic ? Scale{low / 1.2, high * 1.2, true} : Scale{low >= 0 && low < room ? 0 : low - room, high + room, false};
}

std::vector<double> marks_of(const Scale& scale) {
    if (!scale.logarithmic) return ticks(scale.low, scale.high, 4);
    std::vector<double> marks;
    for (double power = std::ceil(std::log10(scale.low)); power <= std::log10(scale.high); ++power) marks.push_back(std::pow(10, power));
    return marks;
}

/// A path that breaks where values are not finite; where there are more points than columns, the lowest and the highest of each.
std::string path_of(const store::Curve& curve, const Scale& scale, double steps, std::string& crosses) {
    std::string path;
    bool down = false;
    const auto x_of = [&](uint64_t step) { return kPanelLeft + kPlotWidth * double(step) / steps; };
    const auto add = [&](size_t i) {
        const double v = curve.values[i], x = x_of(curve.steps[i]);
        if (!std::isfinite(v)) {
            if (down || i == 0) crosses += std::string("<path class=\"nan\" d=\"M") + px(x - 3) + " " + px(kPanelTop + kPlotHeight - 3) + "l6 6m0 -6l-6 6\"/>";
            down = false;
            return;
        }
        path += (down ? "L" : "M") + px(x) + " " + px(scale.at(v));
        down = true;
    };
    const size_t count = curve.steps.size();
    if (count <= size_t(2 * kPlotWidth)) {
        for (size_t i = 0; i < count; ++i) add(i);
        return path;
    }
    for (size_t begin = 0; begin < count;) {
        const double column = std::floor(x_of(curve.steps[begin]));
        size_t end = begin, low = begin, high = begin, broken = std::numeric_limits<size_t>::max();
        for (; end < count && std::floor(x_of(curve.steps[end])) == column; ++end) {
            if (!std::isfinite(curve.values[end])) broken = end;
            if (!(curve.values[low] <= curve.values[end])) low = end;
            if (!(curve.values[high] >= curve.values[end])) high = end;
        }
        if (broken != std::numeric_limits<size_t>::max()) add(broken);
        else {
            add(std::min(low, high));
            if (low != high) add(std::max(low, high));
        }
        begin = end;
    }
    return path;
}

std::string panel_svg(const Panel& panel, double steps) {
    const Scale scale = scale_of(panel);
    std::string made, crosses, legend;
    for (const double mark : marks_of(scale))
        made += std::string("<path class=\"grid\" d=\"M") + px(kPanelLeft) + " " + px(scale.at(mark)) + "h" + px(kPlotWidth) + "\"/><text class=\"tick end\" x=\"" + px(kPanelLeft - 6) + "\" y=\"" + px(scale.at(mark) + 3.5) + "\">" + shown(mark) + "</text>";
    for (const double mark : ticks(0, steps, 5))
        made += std::string("<text class=\"tick middle\" x=\"") + px(kPanelLeft + kPlotWidth * mark / steps) + "\" y=\"" + px(kPanelHeight - 10) + "\">" + shown(mark) + "</text>";
    made += std::string("<path class=\"axis\" d=\"M") + px(kPanelLeft) + " " + px(kPanelTop) + "V" + px(kPanelTop + kPlotHeight) + "H" + px(kPanelWidth - kPanelRight) + "\"/>";
    const bool several = panel.lines.size() > 1;
    for (size_t i = 0; i < panel.lines.size(); ++i) {
        const Line& line = panel.lines[i];
        const std::string series = std::string("s") + std::to_string(i % 6);
        const bool faint = several && line.curve->steps.size() > 200;   // single steps behind means
        made += "<path class=\"line " + series + (faint ? " faint" : "") + "\" d=\"" + path_of(*line.curve, scale, steps, crosses) + "\"/>";
        if (line.curve->steps.size() <= 64)
            for (size_t k = 0; k < line.curve->steps.size(); ++k)
                if (std::isfinite(line.curve->values[k])) made += "<circle class=\"dot " + series + "\" r=\"1.9\" cx=\"" + px(kPanelLeft + kPlotWidth * double(line.curve->steps[k]) / steps) + "\" cy=\"" + px(scale.at(line.curve->values[k])) + "\"/>";
        legend += "<span class=\"key\"><svg viewBox=\"0 0 18 8\" width=\"18\" height=\"8\"><path class=\"line " + series + "\" d=\"M0 4H18\"/></svg> " + escaped(line.label) + " <b>" + shown(line.curve->values.back()) + "</b></span>";
    }
    const std::string title = panel.measure == "lr" ? "learning rate" : panel.measure;
    made += std::string("<text class=\"heading\" x=\"") + px(kPanelLeft) + "\" y=\"18\">" + escaped(title) + (scale.logarithmic ? ", logarithmic" : "") + "</text>";
    return "<figure>" + drawing(kPanelWidth, kPanelHeight, true, title + " over optimizer steps", made + crosses) + "<figcaption>" + legend + "</figcaption></figure>\n";
}

}  // namespace

std::string curve_panels(const std::vector<store::Curve>& curves) {
    double steps = 1;
    for (const store::Curve& curve : curves)
        if (!curve.steps.empty()) steps = std::max(steps, double(curve.steps.back()));
    std::string made;
    for (const Panel& panel : panels_of(curves)) made += panel_svg(panel, steps);
    return made.empty() ? made : "<div class=\"panels\">" + made + "</div>\n";
}

}  // namespace saddle::api::report
