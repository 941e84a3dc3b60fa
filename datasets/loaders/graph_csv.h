#pragma once
// One graph in CSV files, as the Open Graph Benchmark's node sets lie: edge.csv (two node numbers a line), node-label.csv
// (a class id a line) and, where there are any, node-feat.csv (a line of numbers a node) or node-feat-sparse.csv (a header and
// node,feature,value), class-names.csv (a header and class,name), split/NAME/{train,valid,test}.csv (a node number a line).
#include "engine/api/core.h"
#include "engine/api/data.h"

namespace saddle::datasets {

bool recognises_graph_csv(const std::string& path);
/// Options beside those of make_node_source: `directed` (edges go from the first to the second node only), `split` (a folder
/// of split/). Without features each node has one of its own; without splits, those of
/// draw_split with 2 a class.
Result<std::shared_ptr<const train::DataSource>> open_graph_csv(const std::string& path, const DataConfig& config);

}  // namespace saddle::datasets
