#pragma once
// The way back from a program to what a user draws: a graph of our layers, with the weights under the layers' names.
#include "engine/core/tensor.h"
#include "engine/graph/graph.h"
#include "engine/ops/layer_def.h"

namespace saddle::exchange {

struct LayeredModel {
    Graph graph;                         ///< fed by a Dataset node; without a loss
    std::vector<NamedTensor> tensors;    ///< parameters and running statistics, "<node>.<name>"
    PortRef output;                      ///< the port that gives the entry's first output
    std::vector<std::string> notes;      ///< what was left out or changed, for the user
};

/// Layers whose expansion is the entry "predict" of `program`; `tensors` are the values of its parameters and state, and
/// `data` names the ports that feed its inputs (by name, else by type). Operations that no layer stands for are an Error
/// with a diagnostic each.
Result<LayeredModel> layers_of(const ir::Program& program, const std::vector<NamedTensor>& tensors, const ops::DataSignature& data);

}  // namespace saddle::exchange
