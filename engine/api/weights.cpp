#include "engine/api/weights.h"

#include <algorithm>

#include "engine/api/run_path.h"
#include "engine/api/stored_run.h"
#include "engine/runtime/initial_value.h"

namespace saddle::api {
namespace {

constexpr int64_t kDrawn = 1 << 24;   // elements: more would take seconds

bool belongs(const NodeId& inner, const NodeId& node) { return inner == node || inner.rfind(node + "/", 0) == 0; }

/// Parameters of the run's newest snapshot, where its node is the one that is asked for.
Status read_run(const WeightsRequest& request, NodeWeights& weights) {
    TRY(const StoredRun run, load_run_without_weights(request.run, request.store_path, {}, ""));
    const Node *then = run.project.graph.find(request.node), *now = request.project.graph.find(request.node);
    if (!then || !now || then->layer != now->layer || then->attributes != now->attributes || run.project.composites != request.project.composites) return {};
    TRY(const auto store, store::ExperimentStore::open(run.store_path));
    TRY(const auto path, run_path(*store, run.store_path, run.row.id, request.step));
    if (path.empty()) return {};
    TRY(const LoadedCheckpoint snapshot, load_checkpoint(path.back().file, path.back().hash));
    for (const NamedTensor& t : model_tensors(snapshot))
        for (ParameterValues& parameter : weights.parameters)
            if (parameter.name == t.name && parameter.shape == t.tensor.type.shape) parameter.current = t.tensor;
    weights.run = run.row.id;
    weights.step = path.back().step;
    return {};
}

}  // namespace

Result<NodeWeights> weights(const WeightsRequest& request) {
    const Project& project = request.project;
    TRY(const auto source, request.open_data(project.data, ""));
    const int64_t batch = std::clamp<int64_t>(source->size(train::Split::Train), 1, project.train.batch_size);
    TRY(const ir::Program program, compile::lower(project, source->signature(), batch));
    NodeWeights weights;
    for (const ir::ValueId id : program.of_kind(ir::ValueKind::Parameter)) {
        const ir::Value& value = program[id];
        if (!belongs(value.node, request.node)) continue;
        ParameterValues parameter{value.name, value.type.shape, {}, {}};
        if (value.type.shape.count() <= kDrawn) {
            TRY(parameter.initial, runtime::initial_value(value, project.train.seed));
        }
        weights.parameters.push_back(std::move(parameter));
    }
    if (!request.run.empty() && !weights.parameters.empty()) TRY_STATUS(read_run(request, weights));
    return weights;
}

}  // namespace saddle::api
