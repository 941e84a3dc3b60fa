#pragma once
// The noise schedule of a diffusion model, as the layer that adds noise and the sampler that takes it away see it.
#include <string>
#include <vector>

#include "engine/core/attributes.h"
#include "engine/graph/graph.h"

namespace saddle::ops {

/// Shares of the data left after t + 1 steps of noise: x_t = sqrt(a_t) x_0 + sqrt(1 - a_t) e.
/// "linear": J. Ho, A. Jain, P. Abbeel, "Denoising diffusion probabilistic models", NeurIPS 2020;
/// "cosine": A. Nichol, P. Dhariwal, "Improved denoising diffusion probabilistic models", ICML 2021.
struct NoiseSchedule {
    std::vector<double> kept;      ///< a_t for t = 0 .. T - 1, falling
};
/// Of a ForwardNoising node, its attributes filled up by the layer's defaults.
NoiseSchedule noise_schedule(const Node& node);

}  // namespace saddle::ops
