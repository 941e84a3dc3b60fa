#include "engine/api/edge_values.h"

#include <algorithm>

#include "engine/api/run_path.h"
#include "engine/api/stored_run.h"
#include "engine/compile/probe.h"
#include "engine/train/training_loop.h"

namespace saddle::api {
namespace {

bool belongs(const std::string& parameter, const NodeId& node) { return parameter.starts_with(node + ".") || parameter.starts_with(node + "/"); }

/// The step of a project that follows a position, as the training loop takes it.
class NextStep {
public:
    explicit NextStep(const EdgeRequest& request) : request_(request) {}

    Result<EdgeValues> take(const Cancellation& cancellation) {
        TRY_STATUS(open());
        EdgeValues values;
        values.run = run_;
        values.step = position_.step;
        values.port = request_.port;
        values.until = request_.until;
        TRY(const std::vector<Tensor> batch, read(batches_.first));
        values.samples = batches_.samples_of(batches_.first);
        TRY_STATUS(look(values, batch));
        if (cancellation.cancelled()) return Error{ErrorKind::Interrupted, "the step was cancelled", "", {}};
        if (request_.until == StepPhase::Update) TRY_STATUS(update(values));
        return values;
    }

private:
    Status open() {
        if (request_.run.empty()) {
            project_ = request_.project;
            TRY(source_, request_.open_data(project_.data, request_.data_path));
        } else {
            TRY(StoredRun run, load_run_without_weights(request_.run, request_.store_path, request_.open_data, request_.data_path));
            TRY(const auto store, store::ExperimentStore::open(run.store_path));
            TRY(std::vector<Snapshot> path, run_path(*store, run.store_path, run.row.id, request_.step));
            TRY(stored_, newest_finite(path));
            if (!stored_) return no_checkpoint(run.row);
            project_ = std::move(run.project);
            source_ = std::move(run.source);
            run_ = run.row.id;
            position_ = stored_->position;
        }
        TRY(backend_, open_backend(request_.device, request_.store_path));
        const TrainConfig& train = project_.train;
        const int64_t samples = train::epoch_samples(project_, *source_);
        if (samples == 0) return invalid("the data set '" + source_->info().name + "' has no training samples");
        if (position_.batch >= train::batches_per_epoch(train, samples)) {   // stored at an epoch's end: the next one begins
            position_.epoch += 1;
            position_ = position_.epoch_begin();
        }
        batches_ = train::step_batches(train, samples, position_.batch);
        order_ = train::epoch_order(project_, *source_, position_.epoch);
        return {};
    }

    Result<std::vector<Tensor>> read(int64_t batch) const {
        std::vector<Tensor> tensors;
        const auto indices = std::span(order_).subspan(size_t(batches_.begin(batch)), size_t(batches_.samples_of(batch)));
        TRY_STATUS(source_->read(train::Split::Train, indices, train::epoch_draw(project_, position_.epoch), tensors));
        return tensors;
    }

    Result<runtime::StepResult> submit(const compile::ExecutionPlan& plan, int64_t number, std::vector<Tensor> batch) {
        TRY(const double lr, train::rate_after(project_.train, batches_.epoch_samples, position_.step, position_.plateau));
        const compile::StepScalars scalars = train::step_scalars(project_.train, batches_, number, position_.step, lr);
        TRY_STATUS(executor().submit(plan, train::select_inputs(plan, source_->signature(), std::move(batch), position_.carried), scalars, false));
        return executor().wait();
    }

    /// What training begins with, or what the run has stored.
    Status set_weights(const ir::Program& program, bool whole) {
        if (stored_) return whole ? restore(executor(), stored_->tensors) : restore_model(executor(), stored_->tensors);
        TRY_STATUS(runtime::initialize(executor(), program, project_.train.seed));
        return project_.train.weights.empty() ? Status{} : load_weights(executor(), project_.train.weights);
    }

    Status look(EdgeValues& values, const std::vector<Tensor>& batch) {
        const int64_t samples = values.samples;
        const compile::Probe wanted{.port = request_.port, .training = true, .gradient = request_.until != StepPhase::Forward};
        TRY(ir::Program program, compile::probe(project_, source_->signature(), samples, wanted));
        TRY(compile::ExecutionPlan made, compile::compile_program(std::move(program), compile::kProbe, samples, executor().profile()));
        const auto plan = std::make_shared<const compile::ExecutionPlan>(std::move(made));
        TRY_STATUS(executor().prepare(plan));
        TRY_STATUS(set_weights(plan->program, false));
        TRY(runtime::StepResult result, submit(*plan, batches_.first, batch));
        values.value = std::move(result.outputs.at(compile::kProbed));
        values.loss = double(result.outputs.at("loss").f32.at(0));
        if (const auto gradient = result.outputs.find(compile::kEdgeGradient); gradient != result.outputs.end()) values.gradient = std::move(gradient->second);
        const compile::TypedGraph typed = compile::infer_shapes(project_, source_->signature(), samples);
        if (const auto type = typed.ports.find(request_.port); type != typed.ports.end()) values.kind = type->second.kind;
        values.axes = ops::axis_names(values.kind, values.value.type.shape.rank());
        return {};
    }

    Status update(EdgeValues& values) {
        compile::PassOptions whole;
        whole.disabled.insert("sparse-update");   // gradients of whole tables
        train::PlanCache plans(project_, source_->signature(), executor(), whole);
        const std::set<size_t> resting = compile::resting_objectives(project_.train, position_.step + 1);
        for (int64_t number = batches_.first; number <= batches_.last; ++number) {
            TRY(const auto plan, plans.get("train", batches_.samples_of(number), {resting, number == batches_.last}));
            if (number == batches_.first) {
                TRY_STATUS(set_weights(plan->program, true));
                for (const ir::ValueId id : plan->program.of_kind(ir::ValueKind::Parameter))
                    if (const std::string& name = plan->program[id].name; belongs(name, request_.port.node)) {
                        values.parameters.push_back({name, {}, {}, {}});
                        TRY(values.parameters.back().before, executor().get(name));
                    }
            }
            TRY(std::vector<Tensor> batch, read(number));
            TRY([[maybe_unused]] const runtime::StepResult done, submit(*plan, number, std::move(batch)));
            if (number < batches_.last) continue;
            const std::vector<std::string> names = executor().names();
            for (EdgeValues::Parameter& parameter : values.parameters) {
                TRY(parameter.after, executor().get(parameter.name));
                const auto gradient = plan->program.entry("train")->output("gradient:" + parameter.name);
                if (std::count(names.begin(), names.end(), parameter.name + ":gradient")) {   // a sum over the step's batches
                    TRY(parameter.gradient, executor().get(parameter.name + ":gradient"));
                } else if (gradient) {
                    TRY(parameter.gradient, executor().peek(*plan, *gradient));
                }
            }
        }
        return {};
    }

    runtime::Executor& executor() { return *backend_.executor; }

    const EdgeRequest& request_;
    Project project_;
    std::shared_ptr<const train::DataSource> source_;
    std::optional<LoadedCheckpoint> stored_;
    std::string run_;
    train::Position position_;
    train::StepBatches batches_;
    std::vector<uint32_t> order_;
    Backend backend_;
};

}  // namespace

Result<EdgeValues> edge_values(const EdgeRequest& request, const Cancellation& cancellation) { return NextStep(request).take(cancellation); }

}  // namespace saddle::api
