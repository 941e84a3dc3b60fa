#pragma once
// Internal to compile: what layers over graphs do along the edges, and what they make of the nodes.
#include "engine/compile/passes.h"
#include "engine/compile/probe.h"

namespace saddle::compile {

/// Outputs "messages" [E, (heads)], by how much each edge's source counts at its target in the node's layer, and, where a graph node
/// counts itself, "messages:own" [V, (heads)]: attention of GATConv, the normalised adjacency of GCNConv, else shares of a sum or mean.
Status add_messages(ir::Program& program, ir::EntryPoint& entry, const NodeId& node);
/// An output "layer:<node>" [V, F] of every layer that brings something along edges to nodes, in the order of the data's way; first
/// "layer:" of what enters the first of them, where that is a table of nodes.
Status add_layers(const Expansion& expansion, ir::Program& program, ir::EntryPoint& entry);

}  // namespace saddle::compile
