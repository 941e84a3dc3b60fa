// Which loss is minimised over which parameters, and in which steps.
#include <fnmatch.h>

#include <algorithm>

#include "engine/compile/passes.h"

namespace saddle::compile {
namespace {

/// The output of "train" that holds the objective's loss.
Result<std::string> loss_output(const ir::Program& program, const TrainConfig& train, size_t i) {
    const ir::EntryPoint& entry = *program.entry("train");
    const NodeId& node = train.objectives[i].loss.node;
    if (node.empty()) return std::string("loss");
    if (entry.output("loss:" + node)) return "loss:" + node;
    if (const auto only = entry.output("loss"); only && program[*only].node == node) return std::string("loss");
    std::string names;
    for (const ir::Output& output : entry.outputs)
        if (output.name.rfind("loss:", 0) == 0) names += (names.empty() ? "" : ", ") + output.name.substr(5) + ".loss";
    return invalid(objective_field(train, i) + "loss: '" + node + "' is no loss of this graph", names.empty() ? "leave 'loss' out: the graph has one" : "it has: " + names);
}

}  // namespace

std::string objective_field(const TrainConfig& train, size_t i) {
    return train.objectives.size() == 1 ? "train." : "train.objectives[" + std::to_string(i) + "].";
}

bool matches(const std::string& globs, const std::string& name) {
    for (size_t at = 0; at < globs.size();) {
        const size_t end = std::min(globs.find(',', at), globs.size()), first = std::min(globs.find_first_not_of(' ', at), end), last = globs.find_last_not_of(' ', end - 1);
        if (first < end && fnmatch(globs.substr(first, last + 1 - first).c_str(), name.c_str(), 0) == 0) return true;
        at = end + 1;
    }
    return false;
}

Result<std::map<ir::ValueId, size_t>> owners(const ir::Program& program, const TrainConfig& train) {
    std::map<ir::ValueId, size_t> owner;
    std::string names;
    const std::vector<ir::ValueId> parameters = program.of_kind(ir::ValueKind::Parameter);
    for (size_t i = 0; i < train.objectives.size(); ++i) {
        const Objective& objective = train.objectives[i];
        if (objective.every < 1) return invalid(objective_field(train, i) + "every: " + std::to_string(objective.every) + " is not positive", "1: in every step");
        bool any = parameters.empty();
        for (const ir::ValueId id : parameters)
            if (matches(objective.parameters, program[id].name)) any |= owner.emplace(id, i).second;
        if (any) continue;
        for (const ir::ValueId id : parameters)
            if (!owner.count(id)) names += (names.empty() ? "" : ", ") + program[id].name;
        return invalid(objective_field(train, i) + "parameters: '" + objective.parameters + "' matches no parameter", names.empty() ? "the objectives before it have them all" : "left are: " + names);
    }
    return owner;
}

std::set<size_t> resting_objectives(const TrainConfig& train, uint64_t step) {
    std::set<size_t> resting;
    for (size_t i = 0; i < train.objectives.size(); ++i)
        if (step % uint64_t(std::max<int64_t>(1, train.objectives[i].every)) != 0) resting.insert(i);
    return resting;
}

Status differentiate_objectives(ir::Program& program, const TrainConfig& train) {
    TRY(const auto owner, owners(program, train));
    for (size_t i = 0; i < train.objectives.size(); ++i) {
        TRY(const std::string loss, loss_output(program, train, i));
        std::vector<ir::ValueId> own;
        for (const ir::ValueId id : program.of_kind(ir::ValueKind::Parameter))
            if (const auto it = owner.find(id); it != owner.end() && it->second == i) own.push_back(id);
        TRY_STATUS(differentiate(program, "train", own, loss));
    }
    return {};
}

}  // namespace saddle::compile
