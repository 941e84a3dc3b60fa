#include "viz/plot/ticks.h"

#include <algorithm>
#include <array>
#include <cmath>

#include "viz/plot/number.h"

namespace saddle::viz::plot {
namespace {

double nice_step(double rough) {
    const double power = std::pow(10, std::floor(std::log10(rough)));
    const double lead = rough / power;
    return power * (lead < 1.4 ? 1 : lead < 3.2 ? 2 : lead < 7 ? 5 : 10);   // the nearest by ratio, about
}

double clock_step(double rough) {
    static constexpr std::array kSteps{1., 2., 5., 10., 15., 30., 60., 120., 300., 600., 900., 1800., 3600., 7200., 10800., 21600., 43200., 86400.};
    if (rough <= 1) return nice_step(rough);
    const auto step = std::lower_bound(kSteps.begin(), kSteps.end(), rough);
    return step == kSteps.end() ? 86400 * nice_step(rough / 86400) : *step;
}

double step_for(double rough, Notation notation) {
    if (notation == Notation::Duration) return clock_step(rough);
    if (notation == Notation::Whole) return std::max(1., nice_step(rough));
    if (notation == Notation::Bytes && rough > 1) return std::exp2(std::ceil(std::log2(rough) - 1e-9));
    return nice_step(rough);
}

std::string label_of(double value, double step, Notation notation) {
    const int decimals = std::clamp(int(std::ceil(-std::log10(step) - 1e-9)), 0, 12);
    switch (notation) {
        case Notation::Duration: return duration(value, decimals);
        case Notation::Bytes: return bytes(value);
        case Notation::Number:
        case Notation::Whole:
        case Notation::Prefixed: break;
    }
    if (value == 0) return "0";
    if (step >= 1000 && step < 1e15) {  // 2k 4k ... 12k, or 1.5M where steps of 500k cross a million
        static constexpr std::array kPrefixes{"k", "M", "G", "T"};
        int power = 0;
        double scaled = value / 1000;
        while (std::abs(scaled) >= 1000 && power < 3) scaled /= 1000, ++power;
        const double unit = std::pow(1000, power + 1);
        return fixed(scaled, std::clamp(int(std::ceil(-std::log10(step / unit) - 1e-9)), 0, 12)) + kPrefixes[size_t(power)];
    }
    if (step < 1e-4 || step >= 1e15) return number(value);
    return fixed(value, decimals);
}

std::vector<Tick> linear_ticks(Range range, Notation notation, int count) {
    std::vector<Tick> made;
    const double step = step_for(range.span() / std::max(1, count), notation);
    const double first = std::ceil(range.low / step - 1e-9), last = std::floor(range.high / step + 1e-9);
    if (!(last - first < 1000)) return made;  // beyond what doubles count
    for (double i = first; i <= last; ++i) made.push_back({i * step + 0.0, label_of(i * step + 0.0, step, notation), false});   // + 0.0: never "-0"
    return made;
}

std::string log_label(double value, int power, Notation notation) {
    if (notation == Notation::Prefixed) {
        std::string text = prefixed(value);
        std::erase(text, ' ');
        return text;
    }
    return power >= -3 && power <= 5 ? fixed(value, std::max(0, -power)) : number(value);
}

std::vector<Tick> log_ticks(Range range, Notation notation, int count) {
    const double decades = std::log10(range.high / range.low);
    if (decades < 1) {  // few round numbers of a decade are in sight: linear ones read better
        std::vector<Tick> made = linear_ticks(range, notation, count);
        for (Tick& tick : made) {
            const double power = std::log10(tick.value);
            tick.strong = std::abs(power - std::round(power)) < 1e-9;
        }
        return made;
    }
    std::vector<Tick> made;
    const int first = int(std::floor(std::log10(range.low))), last = int(std::ceil(std::log10(range.high)));
    const int every = std::max(1, int(std::ceil(decades / std::max(1, count))));
    for (int power = first; power <= last; ++power)
        for (int lead = 1; lead < 10; ++lead) {
            if (lead > 1 && every > 1) break;
            const double value = lead * std::pow(10, power);
            if (value < range.low * (1 - 1e-9) || value > range.high * (1 + 1e-9)) continue;
            const bool between = (lead == 2 || lead == 5) && decades < count / 3.0;
            const bool labelled = lead == 1 ? power % every == 0 : between;
            made.push_back({value, labelled ? log_label(value, power, notation) : "", lead == 1});
        }
    return made;
}

}  // namespace

std::vector<Tick> ticks(Range range, ScaleKind kind, Notation notation, int count) {
    if (!(range.span() > 0) || !std::isfinite(range.span())) return {};
    if (kind == ScaleKind::Log) return range.low > 0 ? log_ticks(range, notation, count) : std::vector<Tick>{};
    return linear_ticks(range, notation, count);
}

}  // namespace saddle::viz::plot
