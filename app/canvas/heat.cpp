#include "app/canvas/heat.h"

#include <algorithm>
#include <cmath>

#include "app/shell/number_text.h"

namespace saddle::app {

double Heat::fill(const NodeId& node) const {
    const auto it = values.find(node);
    if (it == values.end()) return -1;
    if (!finite(node)) return 1;
    return total <= 0 ? -1 : std::min(1.0, it->second / total / scale);
}

QString Heat::text(const NodeId& node) const {
    const auto it = values.find(node);
    if (it == values.end()) return kUnknown;
    switch (mode) {
        case HeatMode::Time: return it->second < 1000 ? QString::number(it->second, 'f', it->second < 9.9995 ? 3 : it->second < 99.995 ? 2 : 1) + " ms" : siText(it->second / 1000, "s");
        case HeatMode::Flops: return siText(it->second, {}).trimmed();
        case HeatMode::Memory: return siText(it->second, "B");
        case HeatMode::Parameters: return countText(int64_t(it->second));
        case HeatMode::GradientNorm: return numberText(it->second, 3);
        case HeatMode::Zeros: return percentText(it->second, 1);
    }
    return {};
}

bool Heat::finite(const NodeId& node) const {
    const auto it = values.find(node);
    return it == values.end() || std::isfinite(it->second);
}

QString Heat::high() const {
    if (mode == HeatMode::GradientNorm && total > 0) return numberText(total, 3);
    return total > 0 ? QString::number(scale * 100) + " %" : QString();
}

QString Heat::what() const {
    switch (mode) {
        case HeatMode::Time: return total > 0 ? CanvasView::tr("of step time") : CanvasView::tr("train to measure the time of each node");
        case HeatMode::Flops: return CanvasView::tr("of FLOPs, forward");
        case HeatMode::Memory: return CanvasView::tr("of activation memory");
        case HeatMode::Parameters: return CanvasView::tr("of parameters");
        case HeatMode::GradientNorm: return !values.empty() ? CanvasView::tr("norm of the gradient") : CanvasView::tr("train to measure the gradient of each node");
        case HeatMode::Zeros: return !values.empty() ? CanvasView::tr("of the values are zero") : CanvasView::tr("train to measure what each node gives");
    }
    return {};
}

namespace {

/// Gradients of what is inside a composite make one vector; of what it gives inside the mean share of zeros counts.
Heat observed_heat(HeatMode mode, const train::Observation* seen) {
    Heat heat{mode, {}, 0, 1};
    if (!seen) return heat;
    const bool norm = mode == HeatMode::GradientNorm;
    std::map<NodeId, std::pair<double, int>> sums;
    for (const auto& [node, value] : norm ? seen->gradient_norm : seen->zeros)
        for (size_t end = node.find('/');; end = node.find('/', end + 1)) {
            auto& [sum, count] = sums[node.substr(0, end)];
            sum += norm ? value * value : value;
            ++count;
            if (end == std::string::npos) break;
        }
    for (const auto& [node, sum] : sums) {
        const double value = heat.values[node] = norm ? std::sqrt(sum.first) : sum.first / sum.second;
        if (std::isfinite(value)) heat.total = std::max(heat.total, norm ? value : 1);
    }
    return heat;
}

}  // namespace

Heat heat_of(HeatMode mode, const compile::TypedGraph* typed, const std::map<NodeId, double>& milliseconds, const train::Observation* seen) {
    if (mode == HeatMode::GradientNorm || mode == HeatMode::Zeros) return observed_heat(mode, seen);
    Heat heat{mode, {}, 0, 1};
    // What is inside a composite counts for the composite too; the engine's costs do so already.
    if (mode == HeatMode::Time) {
        for (const auto& [node, ms] : milliseconds)
            for (size_t end = node.find('/');; end = node.find('/', end + 1)) {
                heat.values[node.substr(0, end)] += ms;
                if (end == std::string::npos) break;
            }
    } else if (typed)
        for (const auto& [node, cost] : typed->costs)
            heat.values[node] = mode == HeatMode::Flops ? cost.flops : mode == HeatMode::Memory ? cost.bytes : double(cost.parameters);
    double highest = 0;
    for (const auto& [node, value] : heat.values) {
        if (node.find('/') != std::string::npos) continue;
        heat.total += value;
        highest = std::max(highest, value);
    }
    for (const double share : {0.05, 0.1, 0.25, 0.5, 1.0})
        if (highest <= share * heat.total) {
            heat.scale = share;
            break;
        }
    return heat;
}

}  // namespace saddle::app
