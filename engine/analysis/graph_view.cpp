#include "engine/analysis/graph_view.h"

#include <algorithm>
#include <cmath>
#include <limits>
#include <numbers>

namespace saddle::analysis {
namespace {

/// (other end, edge) of each node's edges, both ways.
using Adjacency = std::vector<std::vector<std::pair<int32_t, size_t>>>;
Adjacency adjacent(size_t nodes, const GraphEdges& edges) {
    Adjacency ends(nodes);
    for (size_t e = 0; e < edges.size(); ++e) {
        ends[size_t(edges[e].first)].emplace_back(edges[e].second, e);
        ends[size_t(edges[e].second)].emplace_back(edges[e].first, e);
    }
    return ends;
}

std::vector<int> hops_from(const Adjacency& ends, int32_t begin, int most) {
    std::vector<int> hops(ends.size(), -1);
    std::vector<int32_t> queue{begin};
    hops[size_t(begin)] = 0;
    for (size_t at = 0; at < queue.size(); ++at) {
        const int32_t node = queue[at];
        if (hops[size_t(node)] == most) continue;
        for (const auto& [other, edge] : ends[size_t(node)])
            if (hops[size_t(other)] < 0) {
                hops[size_t(other)] = hops[size_t(node)] + 1;
                queue.push_back(other);
            }
    }
    return hops;
}

constexpr int kSweeps = 120;

}  // namespace

Neighbourhood neighbourhood(int64_t nodes, const GraphEdges& edges, int32_t of, int hops, size_t most, const std::function<double(size_t)>& weight) {
    const Adjacency ends = adjacent(size_t(nodes), edges);
    const std::vector<int> away = hops_from(ends, of, hops);
    std::vector<double> strongest(size_t(nodes), -std::numeric_limits<double>::infinity());   // of the edges towards the middle
    Neighbourhood found;
    for (int32_t node = 0; node < nodes; ++node) {
        if (away[size_t(node)] < 0) continue;
        found.nodes.push_back(node);
        for (const auto& [other, edge] : ends[size_t(node)])
            if (away[size_t(other)] + 1 == away[size_t(node)]) strongest[size_t(node)] = std::max(strongest[size_t(node)], weight(edge));
    }
    std::stable_sort(found.nodes.begin(), found.nodes.end(), [&](int32_t a, int32_t b) {
        return away[size_t(a)] != away[size_t(b)] ? away[size_t(a)] < away[size_t(b)] : strongest[size_t(a)] > strongest[size_t(b)];
    });
    found.left_out = int64_t(found.nodes.size() - std::min(most, found.nodes.size()));
    found.nodes.resize(std::min(most, found.nodes.size()));
    std::vector<bool> drawn(size_t(nodes), false);
    for (const int32_t node : found.nodes) {
        drawn[size_t(node)] = true;
        found.hops.push_back(away[size_t(node)]);
    }
    for (size_t e = 0; e < edges.size(); ++e)
        if (drawn[size_t(edges[e].first)] && drawn[size_t(edges[e].second)]) found.edges.push_back(e);
    return found;
}

std::vector<std::pair<double, double>> places(size_t nodes, const GraphEdges& edges) {
    const Adjacency ends = adjacent(nodes, edges);
    std::vector<std::vector<int>> distance;
    int farthest = 1;
    for (size_t node = 0; node < nodes; ++node) {
        distance.push_back(hops_from(ends, int32_t(node), -1));
        farthest = std::max(farthest, *std::max_element(distance.back().begin(), distance.back().end()));
    }
    // Begins on a sunflower's spiral, the first node in the middle: no two places are equal, none depends on chance.
    std::vector<std::pair<double, double>> at;
    for (size_t node = 0; node < nodes; ++node) {
        const double radius = std::sqrt(double(node)), angle = double(node) * std::numbers::pi * (3 - std::sqrt(5.0));
        at.emplace_back(radius * std::cos(angle), radius * std::sin(angle));
    }
    for (int sweep = 0; sweep < kSweeps; ++sweep)
        for (size_t i = 0; i < nodes; ++i) {
            double x = 0, y = 0, weights = 0;
            for (size_t j = 0; j < nodes; ++j) {
                if (i == j) continue;
                const double wanted = distance[i][j] < 0 ? farthest + 1 : distance[i][j], weight = 1 / (wanted * wanted);   // apart: beside each other
                const double dx = at[i].first - at[j].first, dy = at[i].second - at[j].second, length = std::max(1e-9, std::hypot(dx, dy));
                x += weight * (at[j].first + wanted * dx / length);
                y += weight * (at[j].second + wanted * dy / length);
                weights += weight;
            }
            if (weights > 0) at[i] = {x / weights, y / weights};
        }
    double left = 0, right = 0, bottom = 0, top = 0;
    for (size_t node = 0; node < nodes; ++node) {
        left = node == 0 ? at[0].first : std::min(left, at[node].first);
        right = node == 0 ? at[0].first : std::max(right, at[node].first);
        bottom = node == 0 ? at[0].second : std::min(bottom, at[node].second);
        top = node == 0 ? at[0].second : std::max(top, at[node].second);
    }
    const double extent = std::max({right - left, top - bottom, 1e-9});
    for (auto& [x, y] : at) {
        x = 0.5 + (x - (left + right) / 2) / extent;
        y = 0.5 + (y - (bottom + top) / 2) / extent;
    }
    return at;
}

Likeness likeness(std::span<const float> rows, size_t width, const GraphEdges& edges) {
    const size_t nodes = width > 0 ? rows.size() / width : 0;
    std::vector<double> length(nodes, 0.0), degree(nodes, 0.0), sum(width, 0.0);
    const auto number = [&](size_t node, size_t k) { return double(rows[node * width + k]); };
    double squares = 0;
    Likeness likeness;
    for (size_t node = 0; node < nodes; ++node) {
        for (size_t k = 0; k < width; ++k) length[node] += number(node, k) * number(node, k);
        squares += length[node];
        length[node] = std::sqrt(length[node]);
        likeness.zero_rows += length[node] == 0;
        for (size_t k = 0; length[node] > 0 && k < width; ++k) sum[k] += number(node, k) / length[node];
    }
    for (const auto& [source, target] : edges) degree[size_t(target)] += 1;
    const double directed = double(nodes) - double(likeness.zero_rows);
    double all = 0;   // of the cosines of all pairs: the square of the sum of all directions
    for (const double s : sum) all += s * s;
    if (directed > 1) likeness.distance = std::max(0.0, 1 - (all - directed) / (directed * (directed - 1)));
    double apart = 0, pairs = 0, energy = 0;
    for (const auto& [source, target] : edges) {
        const auto u = size_t(source), v = size_t(target);
        double cosine = 0;
        for (size_t k = 0; k < width; ++k) {
            const double difference = number(u, k) / std::sqrt(1 + degree[u]) - number(v, k) / std::sqrt(1 + degree[v]);
            energy += difference * difference / 2;   // a wire is there both ways
            cosine += number(u, k) * number(v, k);
        }
        if (length[u] == 0 || length[v] == 0) continue;
        apart += std::max(0.0, 1 - cosine / (length[u] * length[v]));
        pairs += 1;
    }
    if (pairs > 0) likeness.neighbours = apart / pairs;
    if (squares > 0) likeness.energy = energy / squares;
    return likeness;
}

}  // namespace saddle::analysis
