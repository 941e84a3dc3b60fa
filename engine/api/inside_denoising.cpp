#include "engine/api/inside_denoising.h"

#include <algorithm>
#include <chrono>

#include "engine/ops/layers/diffusion.h"

namespace saddle::api {
namespace {

constexpr int64_t kSamples = 6, kMostSamples = 64, kFrames = 11, kSteps = 50;

}  // namespace

Status denoising(ProbedRun& run, const InsideRequest& request, Insight& insight, const std::function<void(std::shared_ptr<const Insight>)>& progress) {
    const Node* node = compile::noising_node(run.project().graph);
    if (!node) return invalid("run " + insight.run + " is no diffusion model: its graph has no ForwardNoising", "train one, such as projects/diffusion/ddpm-8x8.json");
    const int64_t count = request.samples > 0 ? std::min(request.samples, kMostSamples) : kSamples;
    insight.denoising_shown.steps = std::min(kSteps, int64_t(ops::noise_schedule(*node).kept.size()));
    const auto mean = run.project().data.options.reals("mean"), deviation = run.project().data.options.reals("std");
    const bool scaled = mean.size() == 1 && deviation.size() == 1 && deviation[0] > 0;
    const auto take = [&](const train::Denoising& way) {
        insight.denoising = way;
        const auto [low, high] = std::minmax_element(way.frames.back().f32.begin(), way.frames.back().f32.end());
        insight.denoising_shown.black = scaled ? -mean[0] / deviation[0] : double(*low);
        insight.denoising_shown.white = scaled ? (1 - mean[0]) / deviation[0] : double(*high);
        if (progress) progress(std::make_shared<const Insight>(insight));
    };
    TRY(train::PlanCache* plans, run.sampler(count));
    auto worked = std::chrono::steady_clock::now();
    const auto keep_going = [&](double) {
        const std::chrono::duration<double, std::milli> work = std::chrono::steady_clock::now() - worked;
        run.worked(work.count());
        run.rest();
        worked = std::chrono::steady_clock::now();
        return !run.cancelled();
    };
    const auto way = train::denoise(*plans, {count, insight.denoising_shown.steps, 0, request.seed}, kFrames, keep_going, take);
    if (run.cancelled()) return run.interrupted();
    if (!way.ok()) return way.error();
    return {};
}

}  // namespace saddle::api
