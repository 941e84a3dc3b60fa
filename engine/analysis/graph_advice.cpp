#include "engine/analysis/graph_advice.h"

#include <algorithm>
#include <set>

#include "engine/compile/passes.h"
#include "engine/graph/flatten.h"
#include "engine/train/learning_rate.h"

namespace saddle::analysis {
namespace {

bool has_role(const Node& node, ops::LayerRole role) {
    const ops::LayerDef* def = ops::find_layer(node.layer);
    return def && def->role == role;
}

/// The nodes from which wires lead to one of `ends`, these included.
std::set<NodeId> upstream(const Graph& graph, std::vector<NodeId> ends) {
    std::multimap<NodeId, NodeId> sources;
    for (const Edge& edge : graph.edges) sources.emplace(edge.to.node, edge.from.node);
    std::set<NodeId> seen(ends.begin(), ends.end());
    while (!ends.empty()) {
        const NodeId node = ends.back();
        ends.pop_back();
        for (auto [it, end] = sources.equal_range(node); it != end; ++it)
            if (seen.insert(it->second).second) ends.push_back(it->second);
    }
    return seen;
}

/// Layers that change nothing about which activation was applied.
bool passes_through(const Node& node) {
    static const std::set<std::string> kinds{"Flatten", "Reshape", "Squeeze", "Unsqueeze", "Transpose", "Dropout"};
    return node.bypassed || kinds.count(node.layer);
}

/// What a loss applies to its input itself, and the input.
struct OwnActivation { const char *loss, *port, *layers, *what; };
constexpr OwnActivation kOwn[] = {
    {"CrossEntropyLoss", "scores", "Softmax LogSoftmax Sigmoid", "softmax"}, {"FocalLoss", "scores", "Softmax LogSoftmax Sigmoid", "softmax"}, {"CTCLoss", "scores", "Softmax", "softmax"},
    {"BCEWithLogitsLoss", "scores", "Sigmoid Softmax", "sigmoid"}, {"DiscriminatorLoss", "real", "Sigmoid", "sigmoid"}, {"DiscriminatorLoss", "fake", "Sigmoid", "sigmoid"}, {"GeneratorLoss", "fake", "Sigmoid", "sigmoid"}};

bool named(const std::string& list, const std::string& name) { return (" " + list + " ").find(" " + name + " ") != std::string::npos; }

}  // namespace

bool ignores_labels(const Project& project) {
    const Graph graph = flatten(project).graph;
    return std::any_of(graph.nodes.begin(), graph.nodes.end(), [](const Node& node) { return has_role(node, ops::LayerRole::Loss) && node.attributes.count("ignore_index"); });
}

std::vector<Diagnostic> dead_branches(const Project& project) {
    const Graph graph = flatten(project).graph;
    std::vector<NodeId> ends;   // what is sampled from leads nowhere on purpose
    for (const Node& node : graph.nodes)
        if (has_role(node, ops::LayerRole::Loss) || node.layer == "Generated") ends.push_back(node.id);
    const std::set<NodeId> useful = upstream(graph, ends);
    std::set<NodeId> feeding;
    for (const Edge& edge : graph.edges) feeding.insert(edge.from.node);
    std::vector<Diagnostic> list;
    for (const Node& node : graph.nodes) {
        if (useful.count(node.id) || feeding.count(node.id)) continue;   // not the last one of its branch
        int64_t idle = 0;
        for (const NodeId& id : upstream(graph, {node.id})) idle += !useful.count(id);
        list.push_back({Severity::Warning, node.id, "", "", "no wire leads from " + node.id + " to a loss" + (idle > 1 ? ": a dead branch of " + std::to_string(idle) + " layers" : "") + "; it is left out of training",
                        "wire it into a loss, or remove it"});
    }
    return list;
}

std::vector<Diagnostic> doubled_activations(const Project& project) {
    const Graph graph = flatten(project).graph;
    std::vector<Diagnostic> list;
    for (const Node& loss : graph.nodes)
        for (const OwnActivation& own : kOwn) {
            if (loss.layer != own.loss) continue;
            const Edge* wire = graph.into({loss.id, own.port});
            const Node* node = wire ? graph.find(wire->from.node) : nullptr;
            for (size_t hops = 0; node && passes_through(*node) && hops < graph.nodes.size(); ++hops) {
                const auto in = std::find_if(graph.edges.begin(), graph.edges.end(), [&](const Edge& e) { return e.to.node == node->id; });
                node = in == graph.edges.end() ? nullptr : graph.find(in->from.node);
            }
            if (!node || !named(own.layers, node->layer)) continue;
            list.push_back({Severity::Warning, node->id, "", "layer", node->layer + " before " + loss.layer + " " + loss.id + ", which applies " + own.what + " itself: it learns slowly, as if its scores could not exceed 1",
                            "remove " + node->id + ": the loss wants raw scores"});
        }
    return list;
}

std::vector<Diagnostic> untrained_parameters(const ir::Program& program, const TrainConfig& train) {
    const ir::EntryPoint* entry = program.entry("train");
    const auto owner = compile::owners(program, train);
    if (!entry || !owner.ok()) return {};
    // Values that an objective's loss depends on by numbers that carry a gradient.
    const auto reached_from = [&](ir::ValueId loss) {
        std::vector<bool> reached(program.values.size(), false);
        reached[size_t(loss.index)] = true;
        for (auto instruction = entry->body.rbegin(); instruction != entry->body.rend(); ++instruction) {
            const bool matters = std::any_of(instruction->outputs.begin(), instruction->outputs.end(), [&](ir::ValueId id) { return reached[size_t(id.index)]; });
            if (!matters) continue;
            for (const ir::ValueId id : instruction->inputs)
                if (id.present() && program[id].type.dtype == DType::F32) reached[size_t(id.index)] = true;
        }
        return reached;
    };
    std::vector<std::vector<bool>> reached;
    for (const Objective& objective : train.objectives) {
        auto loss = entry->output(objective.loss.node.empty() ? "loss" : "loss:" + objective.loss.node);
        if (!loss) loss = entry->output("loss");
        if (!loss) return {};
        reached.push_back(reached_from(*loss));
    }
    std::map<NodeId, std::pair<std::string, std::string>> by_node;   // names of the parameters, and why
    for (const ir::ValueId id : program.of_kind(ir::ValueKind::Parameter)) {
        const auto own = owner->find(id);
        const bool matched = own != owner->end();
        if (matched && reached[own->second][size_t(id.index)]) continue;
        auto& [names, why] = by_node[program[id].node];
        names += (names.empty() ? "" : ", ") + program[id].name;
        why = matched ? "no path leads from it to the loss" : "its name matches no objective's parameters";
    }
    std::vector<Diagnostic> list;
    for (const auto& [node, found] : by_node)
        list.push_back({Severity::Warning, node, "", "", "not trained: " + found.first + " (" + found.second + ")", "it stays as it was initialised; wire it into the loss, or change the objective's parameters"});
    return list;
}

/// By what papers and libraries start from: SGD as in ResNet (0.1) and downwards, Adam and its kin around 1e-3, Lion a tenth of that,
/// AdaDelta, whose rate is a factor of 1. Momentum m lengthens a step by 1 / (1 - m).
UsualRates usual_rates(const OptimizerConfig& optimizer) {
    if (optimizer.type == "SGD") {
        const double momentum = optimizer.attributes.real("momentum", 0);
        return {1e-4, momentum > 0 ? 0.5 : 1};
    }
    const ops::OptimizerDef* def = ops::find_optimizer(optimizer.type);
    const double usual = def && !def->attributes.empty() ? Attributes{{"v", def->attributes[0].fallback}}.real("v") : 1e-3;
    return {usual / 1000, usual * 10};
}

std::vector<Diagnostic> unusual_rates(const TrainConfig& train) {
    std::vector<Diagnostic> list;
    for (size_t i = 0; i < train.objectives.size(); ++i) {
        const OptimizerConfig& optimizer = train.objectives[i].optimizer;
        const double rate = train::base_rate(optimizer);
        const UsualRates usual = usual_rates(optimizer);
        if (rate >= usual.low && rate <= usual.high) continue;
        list.push_back({Severity::Warning, "", "", compile::objective_field(train, i) + "lr",
                        "a learning rate of " + to_string(AttributeValue(rate)) + " is " + (rate > usual.high ? "more" : "less") + " than " + optimizer.type + " is commonly used with (" + to_string(AttributeValue(usual.low)) + " to " + to_string(AttributeValue(usual.high)) + ")",
                        rate > usual.high ? "the loss may become NaN" : "the loss may hardly move"});
    }
    return list;
}

}  // namespace saddle::analysis
