#pragma once
// A part of a graph that can be looked at, where its nodes are drawn, and how alike what they carry is.
#include <cstdint>
#include <functional>
#include <span>
#include <utility>
#include <vector>

namespace saddle::analysis {

/// (source, target); a wire without direction is there both ways.
using GraphEdges = std::vector<std::pair<int32_t, int32_t>>;

/// What lies within `hops` edges of a node, directions aside, nearest first; at most `most` nodes, those whose edges weigh most.
struct Neighbourhood {
    std::vector<int32_t> nodes;            ///< the first is the one that it is of
    std::vector<int> hops;                 ///< of each
    std::vector<size_t> edges;             ///< numbers of those between the nodes
    int64_t left_out = 0;                  ///< nodes within the hops that had no room
};
Neighbourhood neighbourhood(int64_t nodes, const GraphEdges& edges, int32_t of, int hops, size_t most, const std::function<double(size_t edge)>& weight);

/// Places in [0, 1] x [0, 1] at which distances are near to the numbers of edges between nodes: stress majorisation, a node at a time.
/// E. R. Gansner, Y. Koren and S. North, "Graph drawing by stress majorization", GD 2004. Edges are between 0 and nodes - 1.
std::vector<std::pair<double, double>> places(size_t nodes, const GraphEdges& edges);

/// How alike the rows [nodes, width] of a graph's nodes are.
struct Likeness {
    /// Mean cosine distance of all pairs of nodes, and of the ends of all edges. D. Chen et al., "Measuring and relieving the
    /// over-smoothing problem for graph neural networks from the topological view", AAAI 2020 (MAD). Rows of zeros have no direction and are in no pair.
    double distance = 0, neighbours = 0;
    /// Dirichlet energy under the normalised Laplacian with self loops, divided by the rows' squares: 0 where x_v / sqrt(1 + d_v) is the
    /// same everywhere. C. Cai and Y. Wang, "A note on over-smoothing for graph neural networks", 2020.
    double energy = 0;
    int64_t zero_rows = 0;
};
Likeness likeness(std::span<const float> rows, size_t width, const GraphEdges& edges);

}  // namespace saddle::analysis
