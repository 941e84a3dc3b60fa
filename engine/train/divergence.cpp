// What to say when a loss is no number any more: first the data of the batch that did it, then the network.
#include <algorithm>
#include <cmath>

#include "engine/train/metrics.h"
#include "engine/train/reading.h"
#include "engine/train/training_loop.h"

namespace saddle::train {
namespace {

int64_t not_finite(const Tensor& tensor) {
    return std::count_if(tensor.f32.begin(), tensor.f32.end(), [](float x) { return !std::isfinite(x); });
}

std::string named(uint32_t sample) { return "sample " + std::to_string(sample) + " of the training split (from 0)"; }

std::optional<std::string> bad_input(const ops::DataSignature& data, const std::vector<uint32_t>& samples, const std::vector<Tensor>& batch) {
    for (size_t p = 0; p < batch.size(); ++p) {
        const auto bad = std::find_if(batch[p].f32.begin(), batch[p].f32.end(), [](float x) { return !std::isfinite(x); });
        if (bad == batch[p].f32.end()) continue;
        const size_t each = std::max<size_t>(1, batch[p].f32.size() / samples.size()), n = std::min(samples.size() - 1, size_t(bad - batch[p].f32.begin()) / each);
        return named(samples[n]) + ": its '" + data.ports[p].name + "' has numbers that are not finite; correct the data";
    }
    return std::nullopt;
}

/// A mean over labels that all weigh nothing is 0 / 0.
std::optional<std::string> weightless_labels(const Project& project, const ops::DataSignature& data, const std::vector<Tensor>& batch) {
    for (const Node& node : project.graph.nodes) {
        if (node.layer != "CrossEntropyLoss" && node.layer != "NLLLoss") continue;
        const ops::DataSignature::Port* port = data_port(project.graph, data, {node.id, "labels"});
        if (!port) continue;
        const std::vector<int32_t>& labels = batch[size_t(port - data.ports.data())].i32;
        const std::vector<double> weights = node.attributes.reals("class_weights", {1});
        const int64_t ignored = node.attributes.integer("ignore_index", -100);
        const bool counts = std::any_of(labels.begin(), labels.end(), [&](int32_t label) { return label != ignored && (weights.size() < 2 || (label >= 0 && size_t(label) < weights.size() && weights[size_t(label)] > 0)); });
        if (!counts)
            return node.id + ": none of the batch's " + std::to_string(labels.size()) + " labels counts: each is the ignored one (" + std::to_string(ignored) + ") or of a class of weight 0; choose larger batches, or another ignore_index or class_weights";
    }
    return std::nullopt;
}

}  // namespace

std::string find_divergence(PlanCache& plans, const DataSource& source, const Position& position) {
    const Project& project = plans.project();
    const ops::DataSignature& data = plans.data();
    const std::vector<uint32_t> order = epoch_order(project, source, position.epoch);
    const auto begin = order.begin() + std::max<int64_t>(0, position.batch - 1) * project.train.batch_size;
    const std::vector<uint32_t> samples(begin, begin + std::min<int64_t>(order.end() - begin, project.train.batch_size));
    std::vector<Tensor> batch;
    if (!source.read(Split::Train, samples, epoch_draw(project, position.epoch), batch).ok()) return "its batch could not be read again";
    if (const auto why = bad_input(data, samples, batch)) return *why;
    if (const auto why = weightless_labels(project, data, batch)) return *why;

    // One forward pass whose values all keep their memory, so that each can be looked at.
    runtime::Executor& executor = plans.executor();
    auto made = compile::compile({project, data, int64_t(samples.size()), "eval", executor.profile(), {}, {{"reuse-memory", "fuse-epilogue", "fuse-elementwise", "fuse-prologue"}}, false});
    if (!made.ok()) return made.error().message;
    const auto plan = std::make_shared<const compile::ExecutionPlan>(std::move(made).value());
    if (!executor.prepare(plan).ok() || !executor.submit(*plan, select_inputs(*plan, data, batch), {}, false).ok()) return "the values could not be examined";
    const auto result = executor.wait();
    if (!result.ok()) return "the values could not be examined";
    if (const auto reader = Reader::of(project, data))
        if (const auto text = reader->impossible(result->outputs, batch))
            return named(samples[size_t(text->sample)]) + ": its text of " + std::to_string(text->letters) + " letters needs " + std::to_string(text->needed) + " steps (one a letter, one more between two alike), its scores have " +
                   std::to_string(text->steps) + "; let the network shrink its width less, or set the loss's zero_infinity to leave such texts out";
    for (const ir::Instruction& instruction : plan->program.entry("eval")->body)
        for (const auto* ids : {&instruction.inputs, &instruction.outputs})
            for (const ir::ValueId id : *ids) {
                if (!id.present() || plan->program[id].type.dtype != DType::F32) continue;
                const ir::ValueKind kind = plan->program[id].kind;
                if (kind == ir::ValueKind::Constant || kind == ir::ValueKind::Step || kind == ir::ValueKind::Input) continue;
                const auto value = kind == ir::ValueKind::Temporary ? executor.peek(*plan, id) : executor.get(plan->program[id].name);
                if (!value.ok()) continue;
                if (const int64_t count = not_finite(*value); count > 0)
                    return instruction.node + ": " + std::to_string(count) + " of " + std::to_string(value->count()) + " values of " +
                           (kind == ir::ValueKind::Temporary ? "its " + instruction.op + " result" : plan->program[id].name) + " are not finite; lower the learning rate";
            }
    return "all values of a forward pass are finite now; lower the learning rate";
}

}  // namespace saddle::train
