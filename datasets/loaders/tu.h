#pragma once
// Small graphs in the TU Dortmund format: NAME_A.txt (two node numbers from 1 a line), NAME_graph_indicator.txt (the graph of
// each node), NAME_graph_labels.txt and, where there are any, NAME_node_labels.txt (one-hot features) and
// NAME_node_attributes.txt (numbers). Without either each node has the feature 1.
#include "engine/api/core.h"
#include "engine/api/data.h"

namespace saddle::datasets {

bool recognises_tu(const std::string& path);
/// Options: those of make_graph_source, and `directed`.
Result<std::shared_ptr<const train::DataSource>> open_tu(const std::string& path, const DataConfig& config);

}  // namespace saddle::datasets
