#pragma once
// What layers and the samplers of generative models agree on: inputs that a sampler brings, the noise of a diffusion model.
#include <string>
#include <vector>

#include "engine/ops/layer_def.h"

namespace saddle::ops {

/// Shares of the data left after t + 1 steps of noise: x_t = sqrt(a_t) x_0 + sqrt(1 - a_t) e.
/// "linear": J. Ho, A. Jain, P. Abbeel, "Denoising diffusion probabilistic models", NeurIPS 2020;
/// "cosine": A. Nichol, P. Dhariwal, "Improved denoising diffusion probabilistic models", ICML 2021.
struct NoiseSchedule {
    std::vector<double> kept;      ///< a_t for t = 0 .. T - 1, falling
};
/// Of a ForwardNoising node, its attributes filled up by the layer's defaults.
NoiseSchedule noise_schedule(const Node& node);

/// An input of the entry "sample" alone, batch first.
ir::ValueId sampled(LayerContext& c, const std::string& name, TensorType type);

}  // namespace saddle::ops
