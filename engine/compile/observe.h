#pragma once
// What is watched of the nodes of a network on a batch, as an entry of its own beside "train".
#include "engine/compile/compile.h"

namespace saddle::compile {

inline constexpr const char* kObserve = "observe", *kGradientNorm = "gradient_norm:", *kZeros = "zeros:";

/// Makes of the differentiated entry "train" the entry "observe": the same passes over a batch, which change no parameter and
/// no state. Its outputs are scalars: "gradient_norm:<node>", the length (L2) of the gradient of all of the node's parameters
/// together, and "zeros:<node>", the share of zeros in what the node gives forward (of several outputs the first that is read).
Status observe(ir::Program& program);

}  // namespace saddle::compile
