#include <algorithm>

#include "engine/api/run.h"
#include "engine/api/stored_run.h"
#include "engine/train/metrics.h"
#include "engine/train/reading.h"

namespace saddle::api {
Result<EvalResult> evaluate(const EvalRequest& request, const Cancellation& cancellation) {
    TRY(const StoredRun run, load_run(request.run, request.store_path, request.open_data, request.data_path, request.step));
    TRY(const train::Split split, choose_split(*run.source, request.split));
    TRY(const LoadedModel model, load_model(run, request.device, "eval", std::min(request.batch_size, run.source->size(split))));
    std::optional<train::Scorer> scorer = train::Scorer::of(run.project, *run.source);
    train::BatchObserver score;
    if (scorer) score = [&](const std::vector<Tensor>& batch, const runtime::StepResult& step) { scorer->add(batch, step.outputs.at("predictions")); };
    TRY(const train::Metrics metrics, train::evaluate(*model.plans, *run.source, split, request.batch_size, [&] { return !cancellation.cancelled(); }, request.beam, score));
    EvalResult result{run.row.id, name(split), run.checkpoint.position.step, metrics.samples, metrics.loss, metrics.accuracy, metrics.named, {}, run.source->info().class_names};
    if (const auto metric = train::metric_of_loss(run.project, *run.source)) result.metrics[metric->name] = metric->of(metrics.loss);
    for (const auto& [node, loss] : metrics.losses) result.metrics["loss:" + node] = loss;
    if (scorer) {
        result.metrics.merge(scorer->values());
        result.confusion = scorer->confusion();
    }
    return result;
}

Result<Predictions> predict(const EvalRequest& request, const Cancellation& cancellation) {
    TRY(const StoredRun run, load_run(request.run, request.store_path, request.open_data, request.data_path, request.step));
    TRY(const train::Split split, choose_split(*run.source, request.split));
    const int64_t samples = run.source->size(split);
    TRY(const LoadedModel model, load_model(run, request.device, "predict", std::min(request.batch_size, samples)));
    runtime::Executor& executor = *model.backend.executor;
    Predictions predictions;
    predictions.class_names = run.source->info().class_names;
    const std::optional<train::Reader> reader = train::Reader::of(run.project, run.source->signature(), request.beam);
    const auto& ports = run.source->signature().ports;
    const auto label = std::find_if(ports.begin(), ports.end(), [](const auto& port) { return port.name == "label"; });
    train::DataLoader loader(*run.source, split, train::sample_order(samples, 0, 0, false), request.batch_size);
    for (;;) {
        if (cancellation.cancelled()) return Error{ErrorKind::Interrupted, "prediction was interrupted", "", {}};
        TRY(std::optional<train::Batch> batch, loader.next());
        if (!batch) break;
        if (label != ports.end() && label->type.dtype == DType::I32) {
            const auto& labels = batch->tensors[size_t(label - ports.begin())].i32;
            predictions.labels.insert(predictions.labels.end(), labels.begin(), labels.end());
        }
        TRY(const auto plan, model.plans->get("predict", batch->samples));
        const std::vector<Tensor> batch_read = reader ? batch->tensors : std::vector<Tensor>();
        TRY_STATUS(executor.submit(*plan, train::select_inputs(*plan, model.plans->data(), std::move(batch->tensors)), {}, false));
        TRY(runtime::StepResult result, executor.wait());
        const auto it = result.outputs.find("predictions");
        if (it == result.outputs.end()) return invalid("the graph of run " + run.row.id + " has no output to predict");
        if (reader)
            for (const auto& [read, truth] : reader->read(result.outputs, batch_read)) predictions.texts.emplace_back(train::spelled(read, predictions.class_names), train::spelled(truth, predictions.class_names));
        Tensor& all = predictions.outputs;
        if (all.f32.empty()) all.type = it->second.type;
        else all.type.shape[0] += it->second.type.shape[0];
        all.f32.insert(all.f32.end(), it->second.f32.begin(), it->second.f32.end());
    }
    return predictions;
}

}  // namespace saddle::api
