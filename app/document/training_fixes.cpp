#include "app/document/training_fixes.h"

#include <QCoreApplication>
#include <algorithm>
#include <set>

#include "app/document/graph_edits.h"

namespace saddle::app {
namespace {

struct Fixes {
    Q_DECLARE_TR_FUNCTIONS(Fixes)
};

Fix set_train(const QString& text, TrainConfig train) { return {text, {SetTrain{std::move(train)}}}; }

/// "train.lr" or "train.objectives[1].lr": the default of the optimizer.
std::optional<Fix> usual_rate(const std::string& field, TrainConfig train) {
    for (size_t i = 0; i < train.objectives.size(); ++i) {
        if (field != "train.lr" && field != "train.objectives[" + std::to_string(i) + "].lr") continue;
        OptimizerConfig& optimizer = train.objectives[i].optimizer;
        const ops::OptimizerDef* def = ops::find_optimizer(optimizer.type);
        if (!def || def->attributes.empty()) return std::nullopt;
        optimizer.attributes.erase(def->attributes[0].name);
        return set_train(Fixes::tr("Set the learning rate to %1").arg(QString::fromStdString(to_string(def->attributes[0].fallback))), std::move(train));
    }
    return std::nullopt;
}

std::optional<Fix> smaller_batch(TrainConfig train, const FlightReport& report) {
    if (report.data.train > 0 && train.batch_size > report.data.train) {
        int64_t fitting = 1;
        while (fitting * 4 <= report.data.train) fitting *= 2;   // some steps an epoch
        train.batch_size = fitting;
        return set_train(Fixes::tr("Set the batch to %1").arg(fitting), std::move(train));
    }
    if (train.batch_size < 2) return std::nullopt;
    train.batch_size /= 2;
    train.accumulate *= 2;
    return set_train(Fixes::tr("Batch %1, accumulated %2 times").arg(train.batch_size).arg(train.accumulate), std::move(train));
}

/// The nodes that lead to `last` alone.
std::vector<NodeId> branch(const Graph& graph, const NodeId& last) {
    std::set<NodeId> idle{last};
    for (bool grew = true; grew;) {
        grew = false;
        for (const Node& node : graph.nodes) {
            const ops::LayerDef* def = ops::find_layer(node.layer);
            if (idle.count(node.id) || (def && def->role == ops::LayerRole::Dataset)) continue;
            bool feeds = false, elsewhere = false;
            for (const Edge& edge : graph.edges)
                if (edge.from.node == node.id) (idle.count(edge.to.node) ? feeds : elsewhere) = true;
            if (feeds && !elsewhere) grew = idle.insert(node.id).second;
        }
    }
    return {idle.begin(), idle.end()};
}

}  // namespace

std::vector<Fix> fixes_for(const Diagnostic& advice, const Project& project, const compile::TypedGraph& typed, const FlightReport& report) {
    std::vector<Fix> fixes = fixes_for(advice, project, typed);
    const Node* node = project.graph.find(advice.node);
    const auto feeds = [&] { return std::any_of(project.graph.edges.begin(), project.graph.edges.end(), [&](const Edge& e) { return e.from.node == advice.node; }); };
    if (node && advice.severity == Severity::Warning && advice.field == "layer") {
        fixes.push_back({Fixes::tr("Remove %1").arg(QString::fromStdString(node->id)), {remove_and_heal(project, &typed, {node->id}, {})}});
    } else if (node && advice.severity == Severity::Warning && advice.field.empty() && advice.port.empty() && !feeds()) {
        const std::vector<NodeId> idle = branch(project.graph, node->id);
        EditList list;
        for (const NodeId& id : idle) list.edits.push_back({RemoveNode{id}});
        fixes.push_back({idle.size() == 1 ? Fixes::tr("Remove %1").arg(QString::fromStdString(node->id)) : Fixes::tr("Remove the branch (%1 nodes)").arg(idle.size()), {std::move(list)}});
    }
    if (!advice.node.empty()) return fixes;
    if (const auto fix = usual_rate(advice.field, project.train)) fixes.push_back(*fix);
    if (advice.field == "train.batch_size")
        if (const auto fix = smaller_batch(project.train, report)) fixes.push_back(*fix);
    return fixes;
}

}  // namespace saddle::app
