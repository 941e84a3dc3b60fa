#include <algorithm>
#include <chrono>
#include <cmath>

#include "engine/analysis/kernel_profile.h"
#include "engine/api/backend.h"
#include "engine/api/devices.h"
#include "engine/api/run.h"
#include "engine/core/log.h"
#include "engine/train/training_loop.h"

namespace saddle::api {
namespace {

/// Whether there are roofs and no kernel passes its own by more than noise: they were not measured on a busier machine.
bool under_roofs(const StepProfile& profile) {
    constexpr double kPercent = 105;
    return profile.peak_gflops > 0 && std::all_of(profile.kernels.begin(), profile.kernels.end(), [](const KernelTiming& k) { return k.percent_of_roofline <= kPercent; });
}

}  // namespace

Result<StepProfile> profile(const ProfileRequest& request, const Cancellation& cancellation) {
    using Clock = std::chrono::steady_clock;
    TRY(const auto source, request.open_data(request.project.data, request.data_path));
    TRY(Backend backend, open_backend(request.device, request.store_path));
    runtime::Executor& executor = *backend.executor;
    compile::PassOptions passes{{request.disabled_passes.begin(), request.disabled_passes.end()}};
    train::PlanCache plans(request.project, source->signature(), executor, passes);
    TRY(const auto plan, plans.get("train", request.project.train.batch_size));
    TRY_STATUS(runtime::initialize(executor, plan->program, request.project.train.seed));
    TRY_STATUS(executor.warm_up(*plan));
    std::vector<uint32_t> order = train::sample_order(source->size(train::Split::Train), request.project.train.seed, 0, true);
    if (int64_t(order.size()) < request.project.train.batch_size)
        return invalid("the data set has " + std::to_string(order.size()) + " training samples, fewer than the batch of " +
                       std::to_string(request.project.train.batch_size), "choose a smaller batch");
    order.resize(size_t(request.project.train.batch_size));
    std::vector<Tensor> batch;
    TRY_STATUS(source->read(train::Split::Train, order, {}, batch));
    const std::vector<Tensor> inputs = train::select_inputs(*plan, plans.data(), batch);

    // A learning rate of zero keeps the loss finite over any number of steps and changes no kernel.
    uint32_t number = 0;
    runtime::StepResult last;
    const auto step = [&](runtime::Timing timing) -> Result<double> {  // host's milliseconds
        const auto begin = Clock::now();
        TRY_STATUS(executor.submit(*plan, inputs, {0, ++number, 1, 0}, timing));
        TRY(last, executor.wait());
        return std::chrono::duration<double, std::milli>(Clock::now() - begin).count();
    };
    // Timestamps cost time: as few calls a step carry them as keeps that a small part of it.
    constexpr double kOverhead = 0.005;
    double bare = INFINITY, stamped = INFINITY;
    for (int i = 0; i < 2 * executor.slots() + 4; ++i) {
        TRY(const double a, step(false));
        TRY(const double b, step(true));
        bare = std::min(bare, a);
        stamped = std::min(stamped, b);
    }
    const int steps = request.steps > 0 ? request.steps : int(std::clamp(20e3 / (bare + stamped), 12.0, 100.0));
    const int most = std::max(1, std::min(int(plan->calls.size()), steps / 4));
    const int every = std::clamp(int(std::ceil((stamped - bare) / (kOverhead * bare))), 1, most);

    // Untimed and timed steps take turns, so that both see the same machine. Each kind is recorded at its first use.
    const int first = executor.slots() * every;
    std::vector<double> step_ms;
    analysis::KernelProfiler profiler{size_t(steps)};
    for (int i = 0; i < first + steps; ++i) {
        if (cancellation.cancelled()) return Error{ErrorKind::Interrupted, "profiling was interrupted", "", {}};
        for (const bool timed : {i % 2 == 0, i % 2 != 0}) {
            TRY(const double ms, step(timed ? runtime::Timing(every, i % every) : runtime::Timing()));
            if (i < first) continue;
            if (timed) profiler.add(last.calls, ms);
            else step_ms.push_back(ms);
        }
    }
    StepProfile result = profiler.profile(*plan, executor.profile());
    if (backend.device) {
        for (int attempt = 0; attempt < 3 && !under_roofs(result); ++attempt) {
            log(Severity::Info, attempt == 0 && result.peak_gflops == 0 ? "measuring the peaks of " + result.device + " (once, some seconds) ..."
                                                                        : "a kernel passed the measured roof: measuring the peaks again ...");
            if (const Status measured = measure_peaks(backend.device, request.store_path, true); !measured.ok()) log(Severity::Warning, measured.error().message);
            result = profiler.profile(*plan, executor.profile());
        }
    }
    result.step_ms = analysis::median(step_ms);
    return result;
}

}  // namespace saddle::api
