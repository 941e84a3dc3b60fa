// saddle sample: pictures and text from a trained run.
#include <algorithm>
#include <cmath>

#include "app/cli/commands.h"
#include "app/cli/inside_pictures.h"
#include "app/cli/json.h"
#include "datasets/image_file.h"
#include "datasets/open.h"
#include "engine/api/exports.h"
#include "engine/api/files.h"
#include "engine/api/sample.h"

namespace saddle::cli {
namespace {

struct SampleOptions {
    std::string run, output, sampler = "ddpm", prompt;
    int64_t count = 16, steps = 0, strip = 0, length = 200, top_k = 0;
    double temperature = 1;
    uint64_t seed = 1;
    std::optional<uint64_t> step;
    Common common;
};

bool ends_with(const std::string& text, const std::string& end) { return text.size() >= end.size() && text.compare(text.size() - end.size(), end.size(), end) == 0; }

Status write_pictures(const Samples& samples, const SampleOptions& o) {
    const bool way = !samples.denoising.frames.empty();
    if (ends_with(o.output, ".npy")) return exchange::write_npy(way ? strip(samples.denoising) : samples.pictures, o.output);
    const auto [low, high] = std::minmax_element(samples.pictures.f32.begin(), samples.pictures.f32.end());
    const bool scaled = samples.scale.deviation > 0;   // else the range of all samples is black to white
    const double black = scaled ? -samples.scale.mean / samples.scale.deviation : double(*low), white = scaled ? (1 - samples.scale.mean) / samples.scale.deviation : double(*high);
    TRY(const datasets::Image image, way ? picture_of(samples.denoising, black, white) : picture_grid(samples.pictures, int64_t(std::ceil(std::sqrt(double(o.count)))), black, white));
    return datasets::write_png(image, o.output);
}

Status run_sample(const SampleOptions& o) {
    SampleRequest request;
    request.run = o.run;
    request.open_data = datasets::open_data;
    request.data_path = o.common.data;
    request.device = o.common.device;
    request.diffusion = {o.count, o.steps, o.sampler == "ddim" ? 0.0 : 1.0, o.seed};
    request.text = {o.count, o.length, o.temperature, o.top_k, o.seed};
    request.prompt = o.prompt;
    request.strip = o.strip;
    request.step = o.step;
    if (!o.output.empty() && !ends_with(o.output, ".npy") && !ends_with(o.output, ".png") && !ends_with(o.output, ".txt")) return Error{ErrorKind::Usage, "'" + o.output + "' is neither .png, .npy nor .txt", "e.g. -o grid.png", {}};
    TRY(const Samples samples, api::sample(request, [](double done) { std::fprintf(stderr, "\rsampling %3.0f %%", done * 100); }, signalled_cancellation()));
    std::fprintf(stderr, "\r\033[K");
    if (samples.texts.empty()) {
        if (o.output.empty() || ends_with(o.output, ".txt")) return Error{ErrorKind::Usage, "pictures need a file to go to", "-o grid.png, or -o samples.npy", {}};
        TRY_STATUS(write_pictures(samples, o));
        Json line{{"run", o.run}, {"samples", samples.pictures.type.shape[0]}, {"file", o.output}};
        if (o.strip > 0) line["noise"] = samples.denoising.noise;
        if (o.common.json) print_line(line);
        else std::printf("%lld samples in %s\n", (long long)samples.pictures.type.shape[0], o.output.c_str());
        return {};
    }
    std::string all;
    for (const std::string& text : samples.texts) {
        if (o.common.json) print_line({{"text", text}});
        all += text + (samples.texts.size() > 1 ? "\n---\n" : "\n");
    }
    if (!o.output.empty()) return write_file(o.output, all);
    if (!o.common.json) std::printf("%s", all.c_str());
    return {};
}

}  // namespace

void add_sample(CLI::App& app, int& code) {
    auto o = std::make_shared<SampleOptions>();
    CLI::App* command = app.add_subcommand("sample", "Draw pictures from a diffusion model, an autoencoder or a GAN, or text from a language model");
    command->add_option("run", o->run, "run id, a unique beginning of it, or last")->required();
    add_common(*command, o->common);
    command->add_option("--count", o->count, "samples")->check(CLI::Range(1, 4096))->capture_default_str();
    command->add_option("--seed", o->seed, "equal seeds give equal samples")->capture_default_str();
    command->add_option("-o,--output", o->output, "grid.png, samples.npy, or text.txt");
    command->add_option("--step", o->step, kOfStep);
    command->add_option("--sampler", o->sampler, "pictures: ddpm (ancestral) or ddim")->check(CLI::IsMember({"ddpm", "ddim"}))->capture_default_str();
    command->add_option("--steps", o->steps, "pictures: steps from noise to data; 0: as many as in training")->check(CLI::NonNegativeNumber)->capture_default_str();
    command->add_option("--strip", o->strip, "pictures: a row a sample with so many frames from noise to data, of a diffusion model")->check(CLI::Range(2, 1000));
    command->add_option("--prompt", o->prompt, "text: its beginning");
    command->add_option("--length", o->length, "text: tokens to add")->check(CLI::Range(1, 1000000))->capture_default_str();
    command->add_option("--temperature", o->temperature, "text: below 1 likelier, above 1 wilder; 0: the likeliest token always")->check(CLI::Range(0.0, 100.0))->capture_default_str();
    command->add_option("--top-k", o->top_k, "text: draw from the k likeliest tokens; 0: from all")->check(CLI::NonNegativeNumber)->capture_default_str();
    command->callback([=, &code] {
        if (const Status status = run_sample(*o); !status.ok()) code = report(status.error());
    });
}

}  // namespace saddle::cli
