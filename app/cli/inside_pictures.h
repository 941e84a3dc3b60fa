#pragma once
// What was seen inside a model as pictures.
#include "datasets/image_file.h"
#include "engine/api/inside.h"

namespace saddle::cli {

/// Pictures [count, 1 or 3, H, W] side by side in `columns`, small ones enlarged, grey between them; `black` to `white`.
Result<datasets::Image> picture_grid(const Tensor& pictures, int64_t columns, double black, double white);
/// Frames as one tensor [count, frames, ...].
Tensor strip(const train::Denoising& denoising);
/// A row a sample, a column a frame.
Result<datasets::Image> picture_of(const train::Denoising& denoising, double black, double white);
/// The last two axes as pictures side by side, all on one scale.
datasets::Image tiles(const Tensor& values);
/// t-SNE's points, coloured by their classes.
datasets::Image picture_of(const Insight::Embedding& embedding);
/// Lengths on a logarithmic scale over the steps: a wide line of the loss, a thin one of the last state.
datasets::Image picture_of(const Insight::TimeGradients& gradients);
/// Nodes coloured by what the model says of them (else by their class), edges the darker at their target the more their source counts there, the mean of all heads.
datasets::Image picture_of(const Insight::GraphPart& graph);
/// Cosine distances of all pairs of nodes (wide) and along edges, layer by layer, on a logarithmic scale.
datasets::Image picture_of(const Insight::Smoothing& smoothing);

}  // namespace saddle::cli
