#include <algorithm>

#include "engine/graph/project.h"

namespace saddle {
namespace {

template <class T>
Status set_number(T& field, const AttributeValue& value, const std::string& name) {
    const int64_t* number = std::get_if<int64_t>(&value);
    if (!number || (std::is_unsigned_v<T> && *number < 0)) return invalid(name + ": expected a whole number, got " + to_string(value));
    field = T(*number);
    return {};
}

Status set_train(TrainConfig& train, const std::string& field, const AttributeValue& value) {
    if (field == "seed") return set_number(train.seed, value, "train.seed");
    for (const auto& [name, target] : {std::pair("batch_size", &train.batch_size), std::pair("epochs", &train.epochs), std::pair("accumulate", &train.accumulate),
                                       std::pair("checkpoint_every_epochs", &train.checkpoint_every_epochs), std::pair("checkpoint_every_steps", &train.checkpoint_every_steps),
                                       std::pair("keep_megabytes", &train.keep_megabytes)})
        if (field == name) return set_number(*target, value, std::string("train.") + name);
    if (field == "shuffle") {
        const bool* flag = std::get_if<bool>(&value);
        if (!flag) return invalid("train.shuffle: expected true or false, got " + to_string(value));
        train.shuffle = *flag;
        return {};
    }
    for (const auto& [name, target] : {std::pair("initializer", &train.initializer), std::pair("weights", &train.weights)})
        if (field == name) {
            *target = to_string(value);
            return {};
        }
    for (const auto& [name, target] : {std::pair("clip_norm", &train.clip_norm), std::pair("clip_value", &train.clip_value), std::pair("ema", &train.ema)})
        if (field == name) {
            if (!std::holds_alternative<double>(value) && !std::holds_alternative<int64_t>(value)) return invalid(std::string("train.") + name + ": expected a number, got " + to_string(value));
            *target = Attributes{{field, value}}.real(field);
            return {};
        }
    return invalid("train has no field '" + field + "'", "it has: batch_size, epochs, seed, shuffle, initializer, weights, checkpoint_every_epochs, checkpoint_every_steps, keep_megabytes, accumulate, clip_norm, clip_value, ema");
}

/// "lr", or "weight_decay[*.bias]": of the group of parameters with those globs.
void set_optimizer(OptimizerConfig& optimizer, const std::string& field, const std::string& text) {
    if (field == "type") {
        optimizer.type = text;
        return;
    }
    const size_t bracket = field.find('[');
    if (bracket == std::string::npos || field.back() != ']') {
        optimizer.attributes[field] = parse_attribute(text);
        return;
    }
    const std::string parameters = field.substr(bracket + 1, field.size() - bracket - 2);
    auto group = std::find_if(optimizer.groups.begin(), optimizer.groups.end(), [&](const ParameterGroup& g) { return g.parameters == parameters; });
    if (group == optimizer.groups.end()) group = optimizer.groups.insert(group, {parameters, {}});
    group->attributes[field.substr(0, bracket)] = parse_attribute(text);
}

Status set_objective(Objective& objective, const std::string& owner, const std::string& field, const std::string& text) {
    if (field == "every") return set_number(objective.every, parse_attribute(text), owner + ".every");
    if (field == "parameters") objective.parameters = text;
    else if (field == "loss") {
        const size_t dot = text.rfind('.');
        objective.loss = dot == std::string::npos ? PortRef{text, "loss"} : PortRef{text.substr(0, dot), text.substr(dot + 1)};
    } else set_optimizer(objective.optimizer, field, text);
    return {};
}

}  // namespace

Status set_value(Project& project, const std::string& assignment) {
    const size_t equals = assignment.find('='), dot = assignment.find('.');
    if (equals == std::string::npos || dot == std::string::npos || dot > equals || dot + 1 == equals)
        return Error{ErrorKind::Usage, "'" + assignment + "' is not an assignment", "write node.attribute=value, e.g. conv1.out_channels=8", {}};
    const std::string owner = assignment.substr(0, dot), field = assignment.substr(dot + 1, equals - dot - 1), text = assignment.substr(equals + 1);
    const AttributeValue value = parse_attribute(text);
    std::vector<Objective>& objectives = project.train.objectives;
    if (owner == "optimizer") {
        set_optimizer(objectives.at(0).optimizer, field, text);
        return {};
    }
    for (size_t i = 0; i < objectives.size(); ++i)
        if (const std::string name = "objective" + std::to_string(i + 1); owner == name && !project.graph.find(owner)) return set_objective(objectives[i], name, field, text);
    if (owner == "schedule") {
        if (field == "type") project.train.schedule.type = text;
        else project.train.schedule.attributes[field] = value;
        return {};
    }
    if (owner == "train") return set_train(project.train, field, value);
    if (owner == "data") {
        if (field == "set") project.data.set = text;
        else if (field == "loader") project.data.loader = text;
        else if (field == "path") project.data.path = text;
        else project.data.options[field] = value;
        return {};
    }
    if (Node* node = project.graph.find(owner)) {
        node->attributes[field] = value;
        return {};
    }
    std::string names;
    for (const Node& node : project.graph.nodes) names += (names.empty() ? "" : ", ") + node.id;
    return invalid("there is no node '" + owner + "' to set " + field + " on", "nodes: " + names + "; also optimizer, " + (objectives.size() > 1 ? "objective1 to objective" + std::to_string(objectives.size()) + ", " : "") + "schedule, train, data");
}

}  // namespace saddle
