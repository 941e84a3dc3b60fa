#include <algorithm>
#include <cmath>

#include "engine/ops/layers/diffusion.h"
#include "engine/train/sampler.h"

namespace saddle::train {
namespace {

/// The times to visit, the last one first; `steps` of them from T - 1 down to 0.
std::vector<int64_t> visited(int64_t all, int64_t steps) {
    std::vector<int64_t> times;
    for (int64_t k = steps - 1; k >= 0; --k) times.push_back(steps == 1 ? all - 1 : (k * (all - 1) + (steps - 1) / 2) / (steps - 1));
    return times;
}

}  // namespace

std::vector<Tensor> sampler_inputs(const compile::ExecutionPlan& plan, const std::function<void(const ir::Value& input, Tensor& tensor)>& fill) {
    std::vector<Tensor> inputs;
    for (const ir::ValueId id : plan.program.entry(plan.entry)->inputs) {
        inputs.push_back(Tensor::zeros(plan.program[id].type));
        fill(plan.program[id], inputs.back());
    }
    return inputs;
}

Result<Tensor> sample_diffusion(PlanCache& plans, const DiffusionOptions& options, const std::function<bool(double)>& keep_going, const DenoisingWatch& watch) {
    const Node* node = compile::noising_node(plans.project().graph);
    if (!node) return invalid("'" + plans.project().name + "' is no diffusion model: its graph has no ForwardNoising", "train one, such as projects/diffusion/ddpm-8x8.json");
    const std::vector<double> kept = ops::noise_schedule(*node).kept;
    const auto all = int64_t(kept.size());
    const int64_t steps = options.steps == 0 ? all : options.steps;
    if (steps < 1 || steps > all) return invalid("steps: " + std::to_string(steps) + " is outside 1 to " + std::to_string(all) + ", the steps of " + node->id);
    TRY(const auto plan, plans.get("sample", options.count));
    Tensor x;
    for (const ir::ValueId id : plan->program.entry("sample")->inputs)
        if (plan->program[id].name == "sample.x") x = Tensor::zeros(plan->program[id].type);
    const int64_t each = x.count() / options.count;
    std::vector<Random> random;
    for (int64_t n = 0; n < options.count; ++n) random.push_back(random_of_sample(options.seed, "sample", n));
    for (int64_t i = 0; i < x.count(); ++i) x.f32[size_t(i)] = random[size_t(i / each)].normal();

    const std::vector<int64_t> times = visited(all, steps);
    for (size_t k = 0; k < times.size(); ++k) {
        if (watch) watch(times[k] + 1, x);
        if (keep_going && !keep_going(double(k) / double(times.size()))) return Error{ErrorKind::Interrupted, "sampling was interrupted", "", {}};
        const auto inputs = sampler_inputs(*plan, [&](const ir::Value& input, Tensor& tensor) {
            if (input.name == "sample.x") tensor = x;
            if (input.name == "sample.t") std::fill(tensor.i32.begin(), tensor.i32.end(), int32_t(times[k]));
        });
        TRY_STATUS(plans.executor().submit(*plan, inputs, {}, false));
        TRY(const runtime::StepResult result, plans.executor().wait());
        const auto noise = result.outputs.find("predictions");
        if (noise == result.outputs.end() || noise->second.count() != x.count()) return invalid("the network's answer has not the shape of its noised data " + to_string(x.type.shape), "wire it into the loss beside ForwardNoising's noise");
        // Song et al. 2021, equation 12: back to the data as predicted, then to the next time with noise of deviation `fresh`.
        const double now = kept[size_t(times[k])], next = k + 1 < times.size() ? kept[size_t(times[k + 1])] : 1;
        const double fresh = options.eta * std::sqrt((1 - next) / (1 - now) * (1 - now / next)), along = std::sqrt(std::max(0.0, 1 - next - fresh * fresh));
        for (int64_t i = 0; i < x.count(); ++i) {
            const double e = noise->second.f32[size_t(i)], data = (x.f32[size_t(i)] - std::sqrt(1 - now) * e) / std::sqrt(now);
            x.f32[size_t(i)] = float(std::sqrt(next) * data + along * e + (fresh > 0 ? fresh * random[size_t(i / each)].normal() : 0));
        }
    }
    if (watch) watch(0, x);
    return x;
}

Result<Denoising> denoise(PlanCache& plans, const DiffusionOptions& options, int64_t frames, const std::function<bool(double)>& keep_going, const std::function<void(const Denoising&)>& told) {
    if (frames < 2) return invalid("frames: " + std::to_string(frames) + " are no way from noise to data", "ask for 2 or more");
    const Node* node = compile::noising_node(plans.project().graph);
    const int64_t last = options.steps > 0 ? options.steps : node ? int64_t(ops::noise_schedule(*node).kept.size()) : 0;   // places 0 to last are seen
    Denoising way;
    int64_t place = 0, taken = 0;
    const auto watch = [&](int64_t noise, const Tensor& samples) {
        const int64_t wanted = std::min(frames - 1, last), next = (taken * last + wanted / 2) / std::max<int64_t>(1, wanted);
        if (place++ != next) return;
        ++taken;
        way.noise.push_back(noise);
        way.frames.push_back(samples);
        if (told) told(way);
    };
    TRY([[maybe_unused]] const Tensor samples, sample_diffusion(plans, options, keep_going, watch));
    return way;
}

}  // namespace saddle::train
