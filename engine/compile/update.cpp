#include <algorithm>
#include <fnmatch.h>

#include "engine/compile/passes.h"

namespace saddle::compile {
namespace {

Status check_optimizer(const OptimizerConfig& config, const ops::OptimizerDef& def) {
    for (const auto& [name, value] : config.attributes) {
        const auto it = std::find_if(def.attributes.begin(), def.attributes.end(), [&](const auto& a) { return a.name == name; });
        std::string names;
        for (const ops::AttributeDef& a : def.attributes) names += (names.empty() ? "" : ", ") + a.name;
        if (it == def.attributes.end())
            return invalid("train.optimizer." + name + ": " + def.name + " has no attribute '" + name + "'", "it has: " + names);
        const bool number = std::holds_alternative<double>(value) || std::holds_alternative<int64_t>(value);
        const double amount = Attributes{{name, value}}.real(name);
        if (!std::holds_alternative<bool>(it->fallback) && (!number || !(amount >= it->low && amount <= it->high)))
            return invalid("train.optimizer." + name + ": " + to_string(value) + " is outside " + to_string(AttributeValue(it->low)) +
                           " to " + to_string(AttributeValue(it->high)), it->help);
    }
    return {};
}

Status emit_update(ops::Builder& builder, const ops::OptimizerDef& def, Attributes attributes, const std::vector<ir::ValueId>& parameters) {
    ir::Program& program = builder.program();
    std::vector<ir::ValueId> inputs = parameters;
    for (const ir::ValueId id : parameters) inputs.push_back(*builder.entry().output("gradient:" + program[id].name));
    for (const std::string& state : def.states)
        for (const ir::ValueId id : parameters) {
            ir::Value value;
            value.name = program[id].name + ":" + state;
            value.kind = ir::ValueKind::State;
            value.type = program[id].type;
            value.node = program[id].node;
            inputs.push_back(program.add(std::move(value)));
        }
    inputs.push_back(builder.step("lr"));
    inputs.push_back(builder.step("step", DType::I32));
    attributes["count"] = int64_t(parameters.size());
    builder.node = program[parameters[0]].node;
    TRY(const auto outputs, builder.emit_all("Update", inputs, attributes, 0));
    SADDLE_ASSERT(outputs.empty(), "an update works in place");
    return {};
}

}  // namespace

Status append_update(ir::Program& program, const TrainConfig& train) {
    ir::EntryPoint& entry = *program.entry("train");
    ops::Builder builder(program, entry);
    builder.phase = ir::Phase::Update;
    std::vector<ir::ValueId> parameters = program.of_kind(ir::ValueKind::Parameter);
    std::reverse(parameters.begin(), parameters.end());  // gradients become ready from the back
    std::set<ir::ValueId> taken;
    for (const Objective& objective : train.objectives) {
        if (objective.every != 1)
            return invalid("train.objectives: 'every' = " + std::to_string(objective.every) + " is not supported yet", "use 1");
        if (!objective.loss.node.empty() && program[*entry.output("loss")].node != objective.loss.node)
            return invalid("train.objectives: '" + objective.loss.node + "' is not the loss of this graph; several losses are summed",
                           "leave 'loss' out");
        const ops::OptimizerDef* def = ops::find_optimizer(objective.optimizer.type);
        if (!def) {
            std::string names;
            for (const ops::OptimizerDef& o : ops::all_optimizers()) names += (names.empty() ? "" : ", ") + o.name;
            return invalid("train.optimizer.type: unknown optimizer '" + objective.optimizer.type + "'", "use one of: " + names);
        }
        TRY_STATUS(check_optimizer(objective.optimizer, *def));
        Attributes attributes;
        for (const ops::AttributeDef& a : def->attributes) attributes[a.name] = a.fallback;
        for (const auto& [name, value] : objective.optimizer.attributes) attributes[name] = value;
        attributes["optimizer"] = def->name;

        // One update a run of neighbours: their memory is one range of parameters, gradients and each state.
        std::vector<ir::ValueId> run;
        const auto flush = [&]() -> Status {
            if (run.empty()) return {};
            const Status status = emit_update(builder, *def, attributes, run);
            run.clear();
            return status;
        };
        for (const ir::ValueId id : parameters) {
            const bool mine = entry.output("gradient:" + program[id].name) && !taken.count(id) &&
                              fnmatch(objective.parameters.c_str(), program[id].name.c_str(), 0) == 0;
            if (mine) {
                taken.insert(id);
                run.push_back(id);
            } else {
                TRY_STATUS(flush());
            }
        }
        TRY_STATUS(flush());
    }
    return {};
}

}  // namespace saddle::compile
