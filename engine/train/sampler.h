#pragma once
// Draws from trained models: pictures from noise, step by step, or from latent numbers at once, and text token by token. The results depend on the
// weights, the options and the seed alone; those of sample k not on how many others are drawn.
#include <functional>
#include <string>

#include "engine/core/philox.h"
#include "engine/train/training_loop.h"

namespace saddle::train {

/// The random numbers of sample `number`, of one name: the same however many samples are drawn.
inline Random random_of_sample(uint64_t seed, const char* name, int64_t number) { return Random(seed, stream_of(name) + uint64_t(number) * 0x9E3779B97F4A7C15u); }
/// Tensors for the inputs of a plan's entry; `fill` gets zeros to change. What the data set would bring stays zero.
std::vector<Tensor> sampler_inputs(const compile::ExecutionPlan& plan, const std::function<void(const ir::Value& input, Tensor& tensor)>& fill);

struct DiffusionOptions {
    int64_t count = 16;
    int64_t steps = 0;          ///< times visited, evenly spread; 0: all that training knows
    /// Noise added between steps: 1 is ancestral sampling (Ho et al. 2020, Algorithm 2, with the posterior's variance),
    /// 0 is DDIM (J. Song, C. Meng, S. Ermon, "Denoising diffusion implicit models", ICLR 2021).
    double eta = 1;
    uint64_t seed = 1;
};
/// Samples [count, ...] of the shape of what the noising node is given. Invalid when the graph has no such node. `watch` is told of the
/// samples before each step, with the steps of noise that are in them, and of the end, with 0.
using DenoisingWatch = std::function<void(int64_t noise, const Tensor& samples)>;
Result<Tensor> sample_diffusion(PlanCache& plans, const DiffusionOptions& options, const std::function<bool(double done)>& keep_going = {}, const DenoisingWatch& watch = {});

/// The same samples on their way from noise to data.
struct Denoising {
    std::vector<int64_t> noise;     ///< steps of noise that are in each frame, from all that training knows to 0
    std::vector<Tensor> frames;     ///< [count, ...]
};
/// At `frames` of the times that are visited, evenly spread, the begin and the end among them (fewer where fewer are visited). `told` after
/// each frame. Invalid: as above, or fewer than two frames.
Result<Denoising> denoise(PlanCache& plans, const DiffusionOptions& options, int64_t frames, const std::function<bool(double done)>& keep_going = {}, const std::function<void(const Denoising&)>& told = {});

/// What a generator or the decoder of a variational autoencoder makes of standard normal numbers: [count, ...], what the
/// layer Generated marks. Invalid when the graph has no latent node or no such mark.
Result<Tensor> sample_latent(PlanCache& plans, int64_t count, uint64_t seed);

struct TextOptions {
    int64_t count = 1;
    int64_t length = 200;       ///< tokens to add to the prompt
    double temperature = 1;     ///< scores are divided by it; 0: the most likely token always
    int64_t top_k = 0;          ///< only so many of the most likely tokens are drawn from; 0: all
    uint64_t seed = 1;
};
/// Token ids of `count` texts that go on from the prompt. The model scores the next token at each of the positions of its
/// input "tokens" [T]; it sees the last T tokens. Invalid when its data has no tokens or its scores look ahead.
Result<std::vector<std::vector<int32_t>>> sample_text(PlanCache& plans, const std::vector<int32_t>& prompt, const TextOptions& options,
                                                      const std::function<bool(double done)>& keep_going = {});

}  // namespace saddle::train
