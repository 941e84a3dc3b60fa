#pragma once
// Internal to api: what goes along the edges of a graph, and how alike its nodes become from layer to layer.
#include "engine/api/probed_run.h"

namespace saddle::api {

/// Around `request.sample` where one graph is the whole split, else in that graph. Usage: the node sends nothing along edges.
Status messages(ProbedRun& run, const InsideRequest& request, Insight& insight);
/// Over the graph, or the mean over the first graphs of the split.
Status smoothing(ProbedRun& run, Insight& insight);
/// Nodes of a sample's graph, padding included; 0: the samples are no graphs.
int64_t graph_nodes(const ops::DataSignature& data);

}  // namespace saddle::api
