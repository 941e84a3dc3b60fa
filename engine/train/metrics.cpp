#include "engine/train/metrics.h"

#include <algorithm>
#include <cmath>
#include <numbers>

namespace saddle::train {

const ops::DataSignature::Port* data_port(const Graph& graph, const ops::DataSignature& data, const PortRef& input) {
    const Edge* edge = graph.into(input);
    const Node* from = edge ? graph.find(edge->from.node) : nullptr;
    const ops::LayerDef* def = from ? ops::find_layer(from->layer) : nullptr;
    if (!def || def->role != ops::LayerRole::Dataset) return nullptr;
    const auto port = std::find_if(data.ports.begin(), data.ports.end(), [&](const auto& p) { return p.name == edge->from.port; });
    return port == data.ports.end() ? nullptr : &*port;
}

std::optional<NamedMetric> metric_of_loss(const Project& project, const DataSource& source) {
    const Node* loss = nullptr;
    for (const Node& node : project.graph.nodes)
        if (const ops::LayerDef* def = ops::find_layer(node.layer); def && def->role == ops::LayerRole::Loss) {
            if (loss) return std::nullopt;
            loss = &node;
        }
    if (!loss || !loss->attributes.empty()) return std::nullopt;   // smoothed or weighted, it is no longer the same quantity
    const DataInfo& info = source.info();
    if (loss->layer == "CrossEntropyLoss") {
        const auto* port = data_port(project.graph, source.signature(), {loss->id, "labels"});
        if (!port || info.loader != "text" || port->type.shape.rank() != 1) return std::nullopt;
        if (project.data.options.text("level") == "word") return NamedMetric{"perplexity", [](double nats) { return std::exp(nats); }};
        return NamedMetric{"bits_per_char", [](double nats) { return nats / std::numbers::ln2; }};
    }
    const auto* port = loss->layer == "MSELoss" ? data_port(project.graph, source.signature(), {loss->id, "target"}) : nullptr;
    if (!port || (info.scale.deviation == 1 && info.scale.mean == 0)) return std::nullopt;
    return NamedMetric{"rmse", [deviation = info.scale.deviation](double square) { return std::sqrt(square) * deviation; }};
}

}  // namespace saddle::train
