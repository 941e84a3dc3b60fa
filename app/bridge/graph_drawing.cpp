#include "app/bridge/graph_drawing.h"

#include <algorithm>
#include <cmath>
#include <deque>
#include <set>

namespace saddle::app {
namespace {

constexpr int kRounds = 150;

/// Pushes all apart and pulls neighbours together, a little less each round. Deterministic.
std::vector<QPointF> arrange(int nodes, const std::vector<std::pair<int, int>>& edges) {
    std::vector<QPointF> at, force(static_cast<size_t>(nodes));
    for (int i = 0; i < nodes; ++i) {          // a sunflower: no two in one place
        const double angle = i * 2.399963, radius = 0.5 * std::sqrt((i + 0.5) / nodes);
        at.emplace_back(radius * std::cos(angle), radius * std::sin(angle));
    }
    const double ideal = std::sqrt(1.0 / std::max(1, nodes));
    for (int round = 0; round < kRounds; ++round) {
        std::fill(force.begin(), force.end(), QPointF());
        for (size_t i = 0; i < at.size(); ++i)
            for (size_t j = i + 1; j < at.size(); ++j) {
                const QPointF apart = at[i] - at[j];
                const double square = std::max(1e-6, QPointF::dotProduct(apart, apart));
                const QPointF push = apart * (ideal * ideal / square);
                force[i] += push;
                force[j] -= push;
            }
        for (const auto& [a, b] : edges) {
            const QPointF apart = at[size_t(a)] - at[size_t(b)];
            const QPointF pull = apart * (std::hypot(apart.x(), apart.y()) / ideal);
            force[size_t(a)] -= pull;
            force[size_t(b)] += pull;
        }
        const double most = 0.1 * (1 - double(round) / kRounds) + 1e-3;
        for (size_t i = 0; i < at.size(); ++i) {
            const double length = std::max(1e-9, std::hypot(force[i].x(), force[i].y()));
            at[i] += force[i] * (std::min(length, most) / length) - at[i] * 0.01;
        }
    }
    QPointF low(1e9, 1e9), high(-1e9, -1e9);
    for (const QPointF& p : at) {
        low = {std::min(low.x(), p.x()), std::min(low.y(), p.y())};
        high = {std::max(high.x(), p.x()), std::max(high.y(), p.y())};
    }
    const double size = std::max({1e-9, high.x() - low.x(), high.y() - low.y()});
    for (QPointF& p : at) p = (p - (low + high) / 2) / size + QPointF(0.5, 0.5);
    return at;
}

}  // namespace

GraphDrawing draw_graph(const ops::SparsePattern& pattern, const std::vector<int32_t>& packed, const std::vector<int>& labels, int most) {
    GraphDrawing drawing;
    const auto number = [&](int64_t place) { return packed[size_t(place)]; };
    const int64_t first = pattern.groups > 0 ? number(pattern.group_ptr()) : 0, last = pattern.groups > 0 ? number(pattern.group_ptr() + 1) : pattern.rows;
    drawing.nodes = int(last - first);
    std::vector<std::set<int>> neighbours(size_t(std::max<int64_t>(0, last - first)));
    for (int64_t row = first; row < last; ++row)
        for (int64_t entry = number(pattern.row_ptr() + row); entry < number(pattern.row_ptr() + row + 1); ++entry)
            if (const int64_t column = number(pattern.column() + entry); column >= first && column < last && column != row) {
                neighbours[size_t(row - first)].insert(int(column - first));
                neighbours[size_t(column - first)].insert(int(row - first));
            }
    // Breadth first from the busiest; what is not connected to it follows.
    std::vector<int> order(neighbours.size()), place(neighbours.size(), -1), chosen;
    for (size_t i = 0; i < order.size(); ++i) order[i] = int(i);
    std::stable_sort(order.begin(), order.end(), [&](int a, int b) { return neighbours[size_t(a)].size() > neighbours[size_t(b)].size(); });
    for (const int start : order) {
        std::deque<int> waiting{start};
        while (!waiting.empty() && int(chosen.size()) < most) {
            const int node = waiting.front();
            waiting.pop_front();
            if (place[size_t(node)] >= 0) continue;
            place[size_t(node)] = int(chosen.size());
            chosen.push_back(node);
            waiting.insert(waiting.end(), neighbours[size_t(node)].begin(), neighbours[size_t(node)].end());
        }
    }
    for (const int node : chosen) {
        if (!labels.empty()) drawing.labels.push_back(labels[size_t(node)]);
        for (const int other : neighbours[size_t(node)])
            if (place[size_t(other)] > place[size_t(node)]) drawing.edges.emplace_back(place[size_t(node)], place[size_t(other)]);
    }
    drawing.places = arrange(int(chosen.size()), drawing.edges);
    return drawing;
}

}  // namespace saddle::app
