#pragma once
// Draws from a stored run: pictures from a diffusion model, a variational autoencoder or a GAN, text from a language model.
#include "engine/api/run.h"
#include "engine/train/sampler.h"

namespace saddle {

struct SampleRequest {
    std::string run;
    train::DataOpener open_data;
    std::string data_path, device = "auto", store_path;
    std::optional<uint64_t> step;       ///< of a stored point of the run; unset: its last checkpoint
    train::DiffusionOptions diffusion;
    int64_t strip = 0;                  ///< of a diffusion model: frames on the way from noise to data; 0: the samples alone
    train::TextOptions text;
    std::string prompt;                 ///< empty: the first line break, or token, that the data set has
};
struct Samples {
    Tensor pictures;                    ///< [count, ...] as the model was trained on; empty for a language model
    struct { double mean = 0, deviation = 0; } scale;   ///< of the data set's options: pixel = mean + deviation * x; 0: not given
    train::Denoising denoising;         ///< where a strip was asked for; its last frame are the pictures
    std::vector<std::string> texts;     ///< prompt and what follows it
};

namespace api {

/// With the run's running mean of the weights (TrainConfig::ema), where it kept one.
Result<Samples> sample(const SampleRequest& request, const std::function<void(double done)>& progress = {}, const Cancellation& cancellation = {});

}  // namespace api
}  // namespace saddle
