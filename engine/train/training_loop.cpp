#include "engine/train/training_loop.h"

#include <algorithm>
#include <chrono>
#include <cmath>
#include <deque>

#include "engine/compile/observe.h"
#include "engine/graph/flatten.h"
#include "engine/train/reading.h"

namespace saddle::train {
namespace {

using Clock = std::chrono::steady_clock;

double ms_between(Clock::time_point from, Clock::time_point to) { return std::chrono::duration<double, std::milli>(to - from).count(); }

double scalar(const runtime::StepResult& result, const std::string& name) { return double(result.outputs.at(name).f32.at(0)); }

/// A batch on its way: what is known of it before its result comes.
struct Pending {
    std::shared_ptr<const compile::ExecutionPlan> plan;
    int64_t samples = 0;
    double lr = 0;
    bool ends_step = true;
    bool observed = false;   ///< only looked at: the same batch follows as part of a step
};

/// Adds what a batch's result says of each loss, `weight` times.
void add_losses(std::map<NodeId, double>& sums, const runtime::StepResult& result, double weight) {
    constexpr std::string_view kPrefix = "loss:";
    for (const auto& [name, value] : result.outputs)
        if (name.rfind(kPrefix, 0) == 0) sums[name.substr(kPrefix.size())] += double(value.f32.at(0)) * weight;
}

/// The states that a step's result hands to the next one.
Carried carried_of(runtime::StepResult& result) {
    constexpr std::string_view kPrefix = "carried:";
    Carried carried;
    for (auto& [name, value] : result.outputs)
        if (name.rfind(kPrefix, 0) == 0) carried[name.substr(kPrefix.size())] = std::move(value);
    return carried;
}

/// A state can be carried where samples follow one another, and there are enough of them for every stream of a batch.
Status check_streams(const Project& project, const DataSource& source) {
    const bool trains = carries_state(project, ops::Mode::Train);
    if (!trains && !carries_state(project, ops::Mode::Eval)) return {};
    if (!is_text(source.signature())) return invalid("a layer carries its state from sample to sample, but those of '" + source.info().name + "' do not follow one another", "set its attribute carry to never, or train on a text");
    if (const int64_t samples = source.size(Split::Train); trains && samples < project.train.batch_size)
        return invalid("train.batch_size: " + std::to_string(project.train.batch_size) + " streams need as many windows, '" + source.info().name + "' has " + std::to_string(samples), "choose a smaller one");
    return {};
}

Observation observation_of(const runtime::StepResult& result, uint64_t step) {
    Observation seen{step, {}, {}};
    for (const auto& [name, value] : result.outputs)
        (name.starts_with(compile::kZeros) ? seen.zeros : seen.gradient_norm)[name.substr(name.find(':') + 1)] = double(value.f32.at(0));
    return seen;
}

}  // namespace

bool carries_state(const Project& project, ops::Mode mode) {
    const FlatGraph flat = flatten(project);
    return std::any_of(flat.graph.nodes.begin(), flat.graph.nodes.end(), [&](const Node& node) {
        const std::string carry = node.attributes.text("carry", "never");
        return carry == "always" || (carry == "evaluation" && mode == ops::Mode::Eval);
    });
}

Result<std::shared_ptr<const compile::ExecutionPlan>> PlanCache::get(const std::string& entry, int64_t batch, const compile::TrainPass& pass) {
    auto& plan = plans_[{entry, batch, pass}];
    if (!plan) {
        TRY(compile::ExecutionPlan made, compile::compile({project_, data_, batch, entry, executor_.profile(), {}, passes_, false, {}, pass}));
        auto shared = std::make_shared<const compile::ExecutionPlan>(std::move(made));
        TRY_STATUS(executor_.prepare(shared));
        plan = std::move(shared);
    }
    return plan;
}

int64_t epoch_samples(const Project& project, const DataSource& source) {
    const int64_t samples = source.size(Split::Train);
    return carries_state(project, ops::Mode::Train) ? samples / project.train.batch_size * project.train.batch_size : samples;
}
std::vector<uint32_t> epoch_order(const Project& project, const DataSource& source, int64_t epoch) {
    const int64_t samples = epoch_samples(project, source);
    return carries_state(project, ops::Mode::Train) ? stream_order(samples, project.train.batch_size) : sample_order(samples, project.train.seed, epoch, project.train.shuffle);
}
std::optional<Draw> epoch_draw(const Project& project, int64_t epoch) {
    return carries_state(project, ops::Mode::Train) ? std::nullopt : std::optional(Draw{project.train.seed, epoch});
}
int64_t batches_per_epoch(const TrainConfig& train, int64_t samples) { return (samples + train.batch_size - 1) / train.batch_size; }
int64_t steps_per_epoch(const TrainConfig& train, int64_t samples) { return (batches_per_epoch(train, samples) + train.accumulate - 1) / train.accumulate; }

StepBatches step_batches(const TrainConfig& train, int64_t epoch_samples, int64_t batch) {
    StepBatches b{batch / train.accumulate * train.accumulate, 0, 0, train.batch_size, epoch_samples};
    b.last = std::min(b.first + train.accumulate, batches_per_epoch(train, epoch_samples)) - 1;
    b.samples = std::min(epoch_samples, b.begin(b.last + 1)) - b.begin(b.first);
    return b;
}

Result<double> rate_after(const TrainConfig& train, int64_t epoch_samples, uint64_t step, const Plateau& plateau) {
    const int64_t each_epoch = steps_per_epoch(train, epoch_samples);
    return learning_rate(train.schedule, base_rate(train.objectives.at(0).optimizer), {step, each_epoch, each_epoch * train.epochs, plateau.factor});
}

compile::StepScalars step_scalars(const TrainConfig& train, const StepBatches& batches, int64_t batch, uint64_t step, double lr) {
    compile::StepScalars scalars{float(lr), uint32_t(step + 1), uint32_t(train.seed), uint32_t(train.seed >> 32) + uint32_t(batch - batches.first)};
    scalars.share = float(double(batches.samples_of(batch)) / double(batches.samples));
    scalars.keep = batch > batches.first;
    return scalars;
}

std::vector<Tensor> select_inputs(const compile::ExecutionPlan& plan, const ops::DataSignature& data, std::vector<Tensor> batch, const Carried& carried) {
    std::vector<Tensor> inputs;
    for (const ir::ValueId id : plan.program.entry(plan.entry)->inputs) {
        const ir::Value& value = plan.program[id];
        const auto port = std::find_if(data.ports.begin(), data.ports.end(), [&](const auto& p) { return p.name == value.name; });
        const auto state = carried.find(value.name);
        if (port != data.ports.end()) inputs.push_back(std::move(batch[size_t(port - data.ports.begin())]));
        else inputs.push_back(state != carried.end() ? state->second : Tensor::zeros(value.type));
    }
    return inputs;
}

Result<StopReason> run_training(PlanCache& plans, const DataSource& source, Position& position, const LoopOptions& options) {
    const TrainConfig& train = plans.project().train;
    runtime::Executor& executor = plans.executor();
    TRY_STATUS(check_streams(plans.project(), source));
    const bool carries = carries_state(plans.project(), ops::Mode::Train);
    const int64_t samples = epoch_samples(plans.project(), source);
    if (samples == 0) return invalid("the data set '" + source.info().name + "' has no training samples");

    std::deque<Pending> pending;
    StepOutcome step;   // what the batches of the step that is read have said so far
    Clock::time_point last_end = Clock::now();
    bool diverged = false;
    // Takes the oldest batch's result; after a divergence the later ones are drained without a word.
    const auto take = [&]() -> Status {
        TRY(runtime::StepResult result, executor.wait());
        const Pending batch = std::move(pending.front());
        pending.pop_front();
        if (diverged) return {};
        if (batch.observed) {
            if (options.on_observed) options.on_observed(observation_of(result, position.step));
            last_end = Clock::now();   // it is no part of the step after it
            return {};
        }
        const double samples_of = double(batch.samples), loss = scalar(result, "loss");
        position.batch += 1;
        position.samples += batch.samples;
        position.loss_sum += loss * samples_of;
        add_losses(position.loss_sums, result, samples_of);
        if (carries) position.carried = carried_of(result);
        step.samples += batch.samples;
        step.batches += 1;
        step.loss += loss * samples_of;
        add_losses(step.losses, result, samples_of);
        if (result.outputs.count("correct")) {
            step.correct = step.correct.value_or(0) + scalar(result, "correct");
            position.correct += scalar(result, "correct");
        }
        diverged = !std::isfinite(loss);
        if (!batch.ends_step && !diverged) return {};
        position.step += 1;
        step.position = position;
        step.loss /= double(step.samples);
        for (auto& [node, sum] : step.losses) sum /= double(step.samples);
        step.lr = batch.lr;
        step.calls = std::move(result.calls);
        step.plan = batch.plan;
        const Clock::time_point end = Clock::now();
        step.wall_ms = ms_between(last_end, end);
        last_end = end;
        if (options.on_step) options.on_step(step);
        step = {};
        return {};
    };
    const auto drain = [&]() -> Status {
        while (!pending.empty()) TRY_STATUS(take());
        return {};
    };

    while (position.epoch < train.epochs) {
        DataLoader loader(source, Split::Train, epoch_order(plans.project(), source, position.epoch), train.batch_size, epoch_draw(plans.project(), position.epoch), position.batch);
        for (;;) {
            if (carries) TRY_STATUS(drain());   // a batch begins with what the one before it left
            const int64_t number = position.batch + std::count_if(pending.begin(), pending.end(), [](const Pending& p) { return !p.observed; });
            const StepBatches batches = step_batches(train, samples, number);
            const uint64_t next_step = uint64_t(position.step) + uint64_t(std::count_if(pending.begin(), pending.end(), [](const Pending& p) { return p.ends_step; }));
            if (diverged || number == batches.first) {   // between optimizer steps
                if (options.will_wait && options.will_wait()) TRY_STATUS(drain());
                const bool enough = options.max_steps && int64_t(next_step) >= *options.max_steps;
                if (diverged || enough || (options.keep_going && !options.keep_going())) {
                    TRY_STATUS(drain());
                    return diverged ? StopReason::Diverged : enough ? StopReason::Steps : StopReason::Requested;
                }
            }
            if (pending.empty() && number == batches.first) last_end = Clock::now();   // a pause is no part of the step after it
            TRY(std::optional<Batch> batch, loader.next());
            if (!batch) break;
            const bool ends_step = number == batches.last;
            TRY(const auto plan, plans.get("train", batch->samples, {compile::resting_objectives(train, next_step + 1), ends_step}));
            TRY(const double lr, rate_after(train, samples, next_step, position.plateau));
            const compile::StepScalars scalars = step_scalars(train, batches, number, next_step, lr);
            const auto every = uint64_t(options.observe_every);
            if (every > 0 && next_step % every == every / 4 && number == batches.first && batch->samples == std::min(samples, train.batch_size)) {
                TRY(const auto observing, plans.get(compile::kObserve, batch->samples));
                if (executor.in_flight() == executor.slots()) TRY_STATUS(take());
                TRY_STATUS(executor.submit(*observing, select_inputs(*observing, plans.data(), batch->tensors, position.carried), scalars, false));
                pending.push_back({observing, 0, 0, false, true});
            }
            if (executor.in_flight() == executor.slots()) TRY_STATUS(take());
            const bool timed = ends_step && options.timed_every > 0 && next_step % uint64_t(options.timed_every) == uint64_t(options.timed_every / 2);
            TRY_STATUS(executor.submit(*plan, select_inputs(*plan, plans.data(), std::move(batch->tensors), position.carried), scalars, timed));
            pending.push_back({plan, batch->samples, lr, ends_step, false});
        }
        TRY_STATUS(drain());
        if (diverged) return StopReason::Diverged;
        Position ended = position;
        ended.epoch += 1;
        ended.batch = 0;
        if (options.on_epoch) TRY_STATUS(options.on_epoch(ended));  // when it fails, the position is before it still
        position = ended.epoch_begin();
        last_end = Clock::now();
    }
    return StopReason::Finished;
}

Result<Metrics> evaluate(PlanCache& plans, const DataSource& source, Split split, int64_t batch_size, const std::function<bool()>& keep_going, int64_t beam, const BatchObserver& on_batch) {
    runtime::Executor& executor = plans.executor();
    TRY_STATUS(check_streams(plans.project(), source));
    const bool carries = carries_state(plans.project(), ops::Mode::Eval);
    if (carries) batch_size = 1;   // one stream: the whole split from its begin to its end
    Carried carried;
    std::optional<Reader> reader = Reader::of(plans.project(), plans.data(), beam);
    Metrics metrics;
    double loss = 0, correct = 0;
    bool classified = false;
    std::deque<std::pair<int64_t, std::vector<Tensor>>> pending;   // samples of a batch, and its tensors where somebody looks at them
    uint32_t batches = 0;   // layers that draw noise draw other noise for each batch, the same in each evaluation
    const auto take = [&]() -> Status {
        TRY(runtime::StepResult result, executor.wait());
        const auto [samples, batch] = std::move(pending.front());
        pending.pop_front();
        loss += scalar(result, "loss") * double(samples);
        add_losses(metrics.losses, result, double(samples));
        metrics.samples += samples;
        if (carries) carried = carried_of(result);
        if (reader) reader->add(reader->read(result.outputs, batch));
        if (on_batch) on_batch(batch, result);
        if (result.outputs.count("correct")) {
            classified = true;
            correct += scalar(result, "correct");
        }
        return {};
    };
    DataLoader loader(source, split, sample_order(source.size(split), 0, 0, false), batch_size);
    for (;;) {
        if (keep_going && !keep_going()) {
            while (!pending.empty()) TRY_STATUS(take());
            return Error{ErrorKind::Interrupted, "evaluation was interrupted", "", {}};
        }
        TRY(std::optional<Batch> batch, loader.next());
        if (!batch) break;
        TRY(const auto plan, plans.get("eval", batch->samples));
        if (executor.in_flight() == (carries ? 1 : executor.slots())) TRY_STATUS(take());
        pending.emplace_back(batch->samples, reader || on_batch ? batch->tensors : std::vector<Tensor>());
        TRY_STATUS(executor.submit(*plan, select_inputs(*plan, plans.data(), std::move(batch->tensors), carried), {0, ++batches}, false));
    }
    while (!pending.empty()) TRY_STATUS(take());
    if (metrics.samples > 0) metrics.loss = loss / double(metrics.samples);
    for (auto& [node, sum] : metrics.losses) sum /= double(metrics.samples);
    if (reader) metrics.named = reader->metrics();
    if (classified && metrics.samples > 0) metrics.accuracy = correct / double(metrics.samples);
    return metrics;
}

}  // namespace saddle::train
