#include "viz/views/kernel_trend.h"

#include <algorithm>

namespace saddle::viz {

void KernelTrend::add(const StepProfile& profile) {
    std::string plan = profile.run;
    for (const KernelTiming& call : profile.kernels) ((plan += '\n') += call.kernel + ' ') += call.node;
    if (plan != plan_) {
        profiles_.clear();
        plan_ = std::move(plan);
    } else if (!profiles_.empty() && profile.step <= step_) {
        return;
    }
    step_ = profile.step;
    std::vector<float>& times = profiles_.emplace_back();
    for (const KernelTiming& call : profile.kernels) times.push_back(float(call.ms));
    if (profiles_.size() > kKept) profiles_.pop_front();
}

std::vector<double> KernelTrend::ms(const std::vector<int>& calls) const {
    std::vector<double> sums;
    for (const std::vector<float>& times : profiles_) {
        double sum = 0;
        for (int call : calls) sum += double(times[size_t(call)]);
        sums.push_back(sum);
    }
    return sums;
}

void paint_sparkline(plot::Canvas& canvas, const plot::Rect& rect, const std::vector<double>& values, Color color) {
    if (values.size() < 2) return;
    const auto [low, high] = std::minmax_element(values.begin(), values.end());
    const double middle = (*low + *high) / 2, span = std::max(*high - *low, 0.05 * *high);
    if (!(span > 0)) return;
    std::vector<plot::Point> points;
    for (size_t i = 0; i < values.size(); ++i)
        points.push_back({rect.left + rect.width() * float(i) / float(values.size() - 1), rect.centre_y() - float((values[i] - middle) / span) * rect.height()});
    canvas.polyline(points, color, 1.4f);
}

}  // namespace saddle::viz
