#pragma once
// A graph of a data set as a picture.
#include "app/bridge/data_preview.h"

namespace saddle::app {

/// Of graph 0 in a batch's pattern; `labels` by node or empty. At most `most` nodes: those nearest to the one with most edges.
GraphDrawing draw_graph(const ops::SparsePattern& pattern, const std::vector<int32_t>& packed, const std::vector<int>& labels, int most = 300);

}  // namespace saddle::app
