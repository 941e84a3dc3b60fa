#pragma once
// Composites: nodes that contain a graph. They exist in the drawing alone; flattening puts their insides in their place.
#include <map>

#include "engine/core/result.h"
#include "engine/graph/project.h"

namespace saddle {

struct FlatGraph {
    Graph graph;                        ///< of layers only; what was inside "block" is called "block/conv1"
    /// A composite's input or output port, and that of its Input or Output node ("block/x", "value") -> the output port of
    /// the flat graph whose value it has. Unconnected: absent.
    std::map<PortRef, PortRef> ports;
    std::vector<Diagnostic> diagnostics;
};

/// The project's graph with every instance of a composite replaced by its contents, in drawing order. Equal to the graph
/// where there are no composites. Mistakes (unknown port or attribute, an input left open, a cycle, a composite that
/// contains itself) are reported at the instance, by its path.
FlatGraph flatten(const Project& project);

}  // namespace saddle
