#pragma once
// What was seen inside a model as pictures.
#include "datasets/image_file.h"
#include "engine/api/inside.h"

namespace saddle::cli {

/// The last two axes as pictures side by side, all on one scale.
datasets::Image tiles(const Tensor& values);
/// t-SNE's points, coloured by their classes.
datasets::Image picture_of(const Insight::Embedding& embedding);
/// Lengths on a logarithmic scale over the steps: a wide line of the loss, a thin one of the last state.
datasets::Image picture_of(const Insight::TimeGradients& gradients);

}  // namespace saddle::cli
