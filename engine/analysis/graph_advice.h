#pragma once
// Doubts about a valid graph and its training settings: what will train, but not as it was meant.
#include "engine/compile/compile.h"

namespace saddle::analysis {

/// Whether some loss leaves out labels of one number.
bool ignores_labels(const Project& project);

/// Layers from which no wire leads to a loss, at the last of each branch.
std::vector<Diagnostic> dead_branches(const Project& project);
/// Losses that apply softmax or sigmoid themselves behind a layer that has applied it, at that layer.
std::vector<Diagnostic> doubled_activations(const Project& project);
/// Parameters that no objective moves, by layer: no path to its loss, or no name that matches. `program`: as lowered.
std::vector<Diagnostic> untrained_parameters(const ir::Program& program, const TrainConfig& train);
/// Learning rates far from those that the optimizer is used with. At "train.objectives[i].lr" or "train.lr".
std::vector<Diagnostic> unusual_rates(const TrainConfig& train);

/// Rates an optimizer is commonly used with.
struct UsualRates { double low = 0, high = 0; };
UsualRates usual_rates(const OptimizerConfig& optimizer);

}  // namespace saddle::analysis
