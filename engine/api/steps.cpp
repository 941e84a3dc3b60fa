#include <algorithm>

#include "engine/api/backend.h"
#include "engine/api/checkpoint.h"
#include "engine/api/run.h"
#include "engine/exchange/safetensors.h"
#include "engine/train/learning_rate.h"

namespace saddle::api {
namespace {

std::string listing(const std::vector<std::string>& names) {
    std::string text;
    for (const std::string& name : names) text += (text.empty() ? "" : ", ") + name;
    return text;
}

/// A batch of the data set's training split, as a batch file would hold it.
Result<std::vector<NamedTensor>> first_batch(const train::DataSource& source, const TrainConfig& train) {
    std::vector<uint32_t> order = train::sample_order(source.size(train::Split::Train), train.seed, 0, train.shuffle);
    if (order.empty()) return invalid("the data set '" + source.info().name + "' has no training samples");
    order.resize(std::min(order.size(), size_t(train.batch_size)));
    std::vector<Tensor> tensors;
    TRY_STATUS(source.read(train::Split::Train, order, {}, tensors));
    std::vector<NamedTensor> batch;
    for (size_t i = 0; i < tensors.size(); ++i) batch.push_back({source.signature().ports[i].name, std::move(tensors[i])});
    return batch;
}

const Tensor* find(const std::vector<NamedTensor>& tensors, const std::string& name) {
    const auto it = std::find_if(tensors.begin(), tensors.end(), [&](const NamedTensor& t) { return t.name == name; });
    return it == tensors.end() ? nullptr : &it->tensor;
}

/// Which of the batch's tensors are draws; an error for one that nothing in the graph reads.
Result<std::set<std::string>> draws_of(const std::vector<NamedTensor>& batch, const Project& project, const ops::DataSignature& data, int64_t samples, const std::string& path) {
    TRY(ir::Program program, compile::lower(project, data, samples));
    TRY(const std::vector<std::string> drawn, compile::feed_draws(program, "train", {}));
    std::set<std::string> fed;
    std::vector<std::string> ports;
    for (const ops::DataSignature::Port& port : data.ports) ports.push_back(port.name);
    for (const NamedTensor& t : batch) {
        if (std::count(ports.begin(), ports.end(), t.name)) continue;
        if (!std::count(drawn.begin(), drawn.end(), t.name))
            return invalid(path + ": nothing reads '" + t.name + "'", "the data set has " + listing(ports) + (drawn.empty() ? "; no node draws random numbers" : "; drawn at random are " + listing(drawn)));
        fed.insert(t.name);
    }
    return fed;
}

}  // namespace

Result<StepsResult> steps(const StepsRequest& request, const Cancellation& cancellation) {
    Project project = request.project;
    project.train.accumulate = 1;   // each step sees the one batch
    const TrainConfig& train = project.train;
    TRY(const auto source, request.open_data(request.project.data, request.data_path));
    const ops::DataSignature& data = source->signature();
    std::vector<NamedTensor> batch;
    if (request.batch.empty()) {
        TRY(batch, first_batch(*source, train));
    } else {
        TRY(exchange::TensorFile file, exchange::read_safetensors(request.batch));
        batch = std::move(file.tensors);
    }
    const Tensor* first = find(batch, data.ports.at(0).name);
    if (!first || first->type.shape.rank() == 0)
        return invalid(request.batch + ": there is no '" + data.ports[0].name + "'", "it holds the data set's ports by name, samples first");
    // Nodes of graphs lie one after another: so many of them are a sample.
    const int64_t samples = data.ports[0].joined ? first->type.shape[0] / std::max<int64_t>(1, data.ports[0].type.shape[0]) : first->type.shape[0];
    if (samples == 0) return invalid(request.batch + ": '" + data.ports[0].name + "' is " + to_string(first->type) + ", a sample has " + to_string(data.ports[0].type));
    TRY(const std::set<std::string> fed, draws_of(batch, project, data, samples, request.batch));

    TRY(Backend backend, open_backend(request.device, request.store_path));
    runtime::Executor& executor = *backend.executor;
    compile::PassOptions passes;
    if (!request.gradients.empty()) passes.disabled.insert("sparse-update");   // whole gradients are asked for
    std::map<std::set<size_t>, std::shared_ptr<const compile::ExecutionPlan>> plans;   // by the objectives that rest
    const auto plan_of = [&](const std::set<size_t>& resting) -> Result<std::shared_ptr<const compile::ExecutionPlan>> {
        auto& kept = plans[resting];
        if (!kept) {
            TRY(compile::ExecutionPlan made, compile::compile({project, data, samples, "train", executor.profile(), {}, passes, false, fed, {resting, true}}));
            kept = std::make_shared<const compile::ExecutionPlan>(std::move(made));
            TRY_STATUS(executor.prepare(kept));
        }
        return kept;
    };
    TRY(const auto plan, plan_of({}));
    const ir::EntryPoint& entry = *plan->program.entry("train");
    std::vector<Tensor> inputs;
    for (const ir::ValueId id : entry.inputs) {
        const ir::Value& value = plan->program[id];
        const Tensor* tensor = find(batch, value.name);
        const bool port = std::any_of(data.ports.begin(), data.ports.end(), [&](const auto& p) { return p.name == value.name; });
        if (!tensor && !port && !fed.count(value.name)) {   // a state that is carried begins with zeros
            inputs.push_back(Tensor::zeros(value.type));
            continue;
        }
        if (!tensor) return invalid(request.batch + ": there is no '" + value.name + "', which the graph reads", "add it, " + to_string(value.type));
        if (tensor->type != value.type) return invalid(request.batch + ": '" + value.name + "' is " + to_string(tensor->type) + ", the graph reads " + to_string(value.type));
        inputs.push_back(*tensor);
    }
    TRY_STATUS(runtime::initialize(executor, plan->program, train.seed));
    if (const std::string& weights = request.weights.empty() ? train.weights : request.weights; !weights.empty()) TRY_STATUS(load_weights(executor, weights));

    StepsResult result;
    result.device = executor.profile().name;
    for (const ir::ValueId id : plan->program.of_kind(ir::ValueKind::Parameter)) result.parameters += plan->program[id].type.shape.count();
    for (int64_t step = 0; step < request.steps; ++step) {
        if (cancellation.cancelled()) return Error{ErrorKind::Interrupted, "the steps were interrupted", "", {}};
        TRY(const double lr, train::learning_rate(train.schedule, train::base_rate(train.objectives.at(0).optimizer), {uint64_t(step), request.steps, request.steps}));
        TRY(const auto now, plan_of(compile::resting_objectives(train, uint64_t(step + 1))));
        TRY_STATUS(executor.submit(*now, inputs, {float(lr), uint32_t(step + 1), uint32_t(train.seed), uint32_t(train.seed >> 32)}, false));
        TRY(const runtime::StepResult done, executor.wait());
        result.losses.push_back(double(done.outputs.at("loss").f32.at(0)));
        if (step > 0 || request.gradients.empty()) continue;
        exchange::TensorFile file;
        constexpr std::string_view kPrefix = "gradient:";
        for (const ir::Output& output : now->program.entry("train")->outputs)
            if (output.name.rfind(kPrefix, 0) == 0) {
                TRY(Tensor gradient, executor.peek(*now, output.value));
                file.tensors.push_back({output.name.substr(kPrefix.size()), std::move(gradient)});
            }
        TRY_STATUS(exchange::write_safetensors(file, request.gradients));
    }
    return result;
}

}  // namespace saddle::api
