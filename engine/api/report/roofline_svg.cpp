#include <algorithm>
#include <cmath>

#include "engine/api/report/drawings.h"
#include "engine/api/report/markup.h"

namespace saddle::api::report {
namespace {

constexpr double kWidth = 760, kHeight = 380, kLeft = 60, kRight = 24, kTop = 20, kBottom = 44;

/// Both axes in decades.
struct Frame {
    double x_low, x_high, y_low, y_high;   // powers of ten
    double x(double value) const { return kLeft + (kWidth - kLeft - kRight) * (std::log10(value) - x_low) / (x_high - x_low); }
    double y(double value) const { return kTop + (kHeight - kTop - kBottom) * (1 - (std::log10(value) - y_low) / (y_high - y_low)); }
};

bool has_place(const KernelTiming& k) { return k.gflops > 0 && k.intensity > 0; }

Frame frame_of(const StepProfile& profile, const std::optional<store::PeakRow>& peaks) {
    double x_low = INFINITY, x_high = -INFINITY, y_low = INFINITY, y_high = peaks ? std::log10(peaks->gflops) : -INFINITY;
    for (const KernelTiming& k : profile.kernels) {
        if (!has_place(k)) continue;
        const double x = std::log10(k.intensity), y = std::log10(k.gflops);
        x_low = std::min(x_low, x), x_high = std::max(x_high, x);
        y_low = std::min(y_low, y), y_high = std::max(y_high, y);
    }
    if (peaks) x_high = std::max(x_high, std::log10(peaks->gflops / peaks->gbytes_per_s) + 0.3);
    return {std::floor(x_low - 0.1), std::ceil(x_high + 0.1), std::floor(y_low - 0.1), std::ceil(y_high + 0.1)};
}

std::string roof(const Frame& frame, double gbytes_per_s, double gflops, const char* of) {
    const double ridge = gflops / gbytes_per_s, left = std::max(std::pow(10, frame.x_low), std::pow(10, frame.y_low) / gbytes_per_s), x = frame.x(left), y = frame.y(left * gbytes_per_s);
    return std::string("<path class=\"roof\" d=\"M") + px(x) + " " + px(y) + "L" + px(frame.x(ridge)) + " " + px(frame.y(gflops)) + "\"/><text class=\"tick\" x=\"" + px(x + 8) + "\" y=\"" + px(std::max(y - 24, kTop + 10)) + "\">" + of + " " +
           shown(gbytes_per_s) + " GB/s</text>";
}

std::string mark(const KernelTiming& k, const Frame& frame, double share) {
    const double x = frame.x(k.intensity), y = frame.y(k.gflops), r = std::max(2.5, 22 * std::sqrt(share));
    const std::string title = std::string("<title>") + escaped(k.node + ": " + k.kernel + ", " + ir::name(k.phase) + "\n") + shown(k.ms) + " ms, " + shown(k.gflops) + " GFLOP/s, " + shown(k.intensity) + " FLOP/B</title>";
    const std::string kind = std::string("mark ") + ir::name(k.phase);
    if (k.phase == ir::Phase::Forward) return "<circle class=\"" + kind + "\" cx=\"" + px(x) + "\" cy=\"" + px(y) + "\" r=\"" + px(r) + "\">" + title + "</circle>";
    const std::string shape = k.phase == ir::Phase::Backward ? std::string("M") + px(x - r) + " " + px(y - r) + "h" + px(2 * r) + "v" + px(2 * r) + "h" + px(-2 * r) + "z"
                                                             : std::string("M") + px(x) + " " + px(y - r) + "l" + px(r) + " " + px(2 * r) + "h" + px(-2 * r) + "z";
    return "<path class=\"" + kind + "\" d=\"" + shape + "\">" + title + "</path>";
}

}  // namespace

std::string roofline_svg(const StepProfile& profile, const std::optional<store::PeakRow>& measured) {
    if (std::none_of(profile.kernels.begin(), profile.kernels.end(), has_place)) return "";
    const auto peaks = measured && measured->gflops > 0 && measured->gbytes_per_s > 0 ? measured : std::nullopt;
    const Frame frame = frame_of(profile, peaks);
    const double bottom = kHeight - kBottom, right = kWidth - kRight;
    std::string made;
    for (double power = frame.x_low; power <= frame.x_high; ++power) {
        const double x = frame.x(std::pow(10, power));
        made += std::string("<path class=\"grid\" d=\"M") + px(x) + " " + px(kTop) + "V" + px(bottom) + "\"/><text class=\"tick middle\" x=\"" + px(x) + "\" y=\"" + px(bottom + 15) + "\">" + shown(std::pow(10, power)) + "</text>";
    }
    for (double power = frame.y_low; power <= frame.y_high; ++power) {
        const double y = frame.y(std::pow(10, power));
        made += std::string("<path class=\"grid\" d=\"M") + px(kLeft) + " " + px(y) + "H" + px(right) + "\"/><text class=\"tick end\" x=\"" + px(kLeft - 6) + "\" y=\"" + px(y + 3.5) + "\">" + shown(std::pow(10, power)) + "</text>";
    }
    made += std::string("<path class=\"axis\" d=\"M") + px(kLeft) + " " + px(kTop) + "V" + px(bottom) + "H" + px(right) + "\"/><text class=\"tick middle\" x=\"" + px((kLeft + right) / 2) + "\" y=\"" + px(kHeight - 8) +
            "\">FLOP per byte</text><text class=\"tick\" x=\"" + px(kLeft + 6) + "\" y=\"" + px(kTop + 10) + "\">GFLOP/s</text>";
    if (peaks) {
        const double ridge = peaks->gflops / std::max(peaks->gbytes_per_s, peaks->cache_gbytes_per_s);
        made += roof(frame, peaks->gbytes_per_s, peaks->gflops, "memory");
        if (peaks->cache_gbytes_per_s > peaks->gbytes_per_s) made += roof(frame, peaks->cache_gbytes_per_s, peaks->gflops, "cache");
        made += std::string("<path class=\"roof\" d=\"M") + px(frame.x(ridge)) + " " + px(frame.y(peaks->gflops)) + "H" + px(right) + "\"/><text class=\"tick end\" x=\"" + px(right - 4) + "\" y=\"" + px(frame.y(peaks->gflops) - 6) + "\">" +
                shown(peaks->gflops) + " GFLOP/s</text>";
    }
    for (const KernelTiming& k : profile.kernels)
        if (has_place(k)) made += mark(k, frame, k.ms / profile.sum_of_kernels_ms);
    std::string legend;
    for (const auto& [name, shape] : {std::pair("forward", "<circle class=\"mark forward\" cx=\"6\" cy=\"6\" r=\"4.5\"/>"), std::pair("backward", "<path class=\"mark backward\" d=\"M2 2h8v8h-8z\"/>"),
                                      std::pair("update", "<path class=\"mark update\" d=\"M6 1l5 10h-10z\"/>")})
        legend += std::string("<span class=\"key\"><svg viewBox=\"0 0 12 12\" width=\"12\" height=\"12\">") + shape + "</svg> " + name + "</span>";
    legend += "<span class=\"key\">the area of a mark is its time</span>";
    if (!peaks) legend += "<span class=\"key\">roofs were not measured: <code>saddle devices --measure</code></span>";
    return "<figure class=\"roofline\">" + drawing(kWidth, kHeight, true, "Roofline of a step's kernels", made) + "<figcaption>" + legend + "</figcaption></figure>\n";
}

}  // namespace saddle::api::report
