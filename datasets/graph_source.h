#pragma once
// Graphs as samples: what the readers of graph files fill.
#include <vector>

#include "engine/api/core.h"
#include "engine/api/data.h"

namespace saddle::datasets {

/// Readers refuse files that say they hold more, before they make room for it.
inline constexpr int64_t kMostNodes = 20'000'000, kMostEdges = 200'000'000, kMostNumbers = 1 << 28;

using Edge = std::pair<int32_t, int32_t>;   ///< (target, source)

struct SparseRows {                          ///< a table of numbers, most of which are zero
    int64_t columns = 0;
    std::vector<Edge> places;                ///< (row, column), ascending
    std::vector<float> values;
};

/// One graph whose nodes are classified. A split is a list of nodes; the sample of a split is the whole graph, with the
/// label -1 at all other nodes: losses and metrics that ignore -1 count the split's nodes alone.
struct NodeSet {
    train::DataInfo info;
    int64_t nodes = 0, classes = 0;
    std::vector<Edge> edges;                 ///< as tidy() makes them
    SparseRows features;
    std::vector<int32_t> labels, train, validation, test;
};
/// Ports: "nodes" [V, F] (with the option `features` = sparse: "values" [K] and their table "words"), "graph", "label" [V].
/// Option `normalise`: each node's features are divided by their sum. Invalid when there is too much for dense features.
Result<std::shared_ptr<const train::DataSource>> make_node_source(NodeSet set, const DataConfig& config);

/// Many small graphs that are classified.
struct GraphSet {
    struct Graph {
        int64_t nodes = 0;
        std::vector<Edge> edges;             ///< as tidy() makes them
        std::vector<float> features;         ///< [nodes, GraphSet::features]
        int32_t label = 0;
    };
    train::DataInfo info;
    int64_t features = 0, classes = 0;
    std::vector<Graph> graphs;
};
/// Ports: "nodes" [V, F], "graph", "label" [one a graph]. A batch's graphs lie one after another, with room for as many nodes
/// and edges as the largest graph has times the batch; what is not needed is padding. Options: `folds` (10) parts with equal
/// shares of every class, of which number `fold` (0) is for validation; drawn by `seed`.
Result<std::shared_ptr<const train::DataSource>> make_graph_source(GraphSet set, const DataConfig& config);

/// Each edge once, ascending, without loops (layers add a node's own part); both ways unless they are directed.
std::vector<Edge> tidy(std::vector<Edge> edges, bool directed);

/// For a set that brings no split: options `train_per_class` (`usual`) nodes of each class, drawn by `seed`, are for training, all
/// others for validation.
Status draw_split(NodeSet& set, const DataConfig& config, int64_t usual);

/// Hash of the files' names and bytes.
Result<std::string> hash_of(const std::vector<std::string>& files);

}  // namespace saddle::datasets
