#pragma once
// saddle step --edge: a step taken apart.
#include "engine/api/edge_values.h"

namespace saddle::cli {

/// "conv1.y", or "block/conv1.y" inside a composite.
Result<PortRef> parse_port(const std::string& text);
Status print_edge(const EdgeRequest& request, bool json);

}  // namespace saddle::cli
