#pragma once
#include "engine/ops/layer_def.h"
#include "engine/ops/term.h"

namespace saddle::ops {

/// What flows into a port of a layer.
inline Term in(LayerContext& c, const char* port) { return {c.b, c.in(port)}; }

}  // namespace saddle::ops
