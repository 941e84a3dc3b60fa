#pragma once
// Citations as LINQS gives them (P. Sen et al., "Collective classification in network data", AI Magazine 2008): NAME.content, a
// paper a line (its id, numbers, its class, with tabs between), and NAME.cites, a citation a line (the cited id, the citing one).
#include "engine/api/core.h"
#include "engine/api/data.h"

namespace saddle::datasets {

/// Only where there is no edge.csv: graph_csv.h reads that.
bool recognises_linqs(const std::string& path);
/// Options beside those of make_node_source: `directed`, and of draw_split with 20 a class. Citations of papers that are not in
/// the content (CiteSeer has some) are left out. Classes are in the order of their names.
Result<std::shared_ptr<const train::DataSource>> open_linqs(const std::string& path, const DataConfig& config);

}  // namespace saddle::datasets
