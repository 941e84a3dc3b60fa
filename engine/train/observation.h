#pragma once
// What is watched of the nodes of a network now and then while it trains.
#include <cstdint>
#include <map>
#include <string>

#include "engine/graph/graph.h"

namespace saddle::train {

struct Observation {
    uint64_t step = 0;                        ///< optimizer steps done before the batch that was watched
    std::map<NodeId, double> gradient_norm;   ///< length (L2) of the gradient of the node's parameters
    std::map<NodeId, double> zeros;           ///< share of zeros in what the node gives forward, 0 to 1
};

}  // namespace saddle::train
