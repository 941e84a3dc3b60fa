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

/// Length of all gradients together (L2), an output of the step.
ir::ValueId gradient_norm(ops::Builder& builder, const std::vector<ir::ValueId>& parameters) {
    ir::ValueId sum;
    for (const ir::ValueId id : parameters) {
        const auto gradient = builder.entry().output("gradient:" + builder.program()[id].name);
        if (!gradient) continue;
        builder.node = builder.program()[id].node;
        const ir::ValueId square = builder.emit("ReduceSum", {builder.emit("Mul", {*gradient, *gradient})}, {{"keepdims", int64_t(0)}});
        sum = sum.present() ? builder.emit("Add", {sum, square}) : square;
    }
    const ir::ValueId norm = builder.emit("Sqrt", {sum});
    builder.entry().outputs.push_back({"gradient_norm", norm});
    return norm;
}

/// `norm` is absent where gradients are not clipped by it.
Status emit_update(ops::Builder& builder, const ops::OptimizerDef& def, Attributes attributes, const std::vector<ir::ValueId>& parameters, ir::ValueId norm) {
    ir::Program& program = builder.program();
    std::vector<ir::ValueId> inputs = parameters;
    for (const ir::ValueId id : parameters) inputs.push_back(*builder.entry().output("gradient:" + program[id].name));
    std::vector<std::string> states = def.states;
    if (attributes.real("ema") > 0) states.push_back("ema");
    for (const std::string& state : states)
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
    if (norm.present()) inputs.push_back(norm);
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
    for (const auto& [name, value, high] : {std::tuple("clip_norm", train.clip_norm, 1e30), std::tuple("clip_value", train.clip_value, 1e30), std::tuple("ema", train.ema, 0.999999)})
        if (!(value >= 0 && value <= high)) return invalid(std::string("train.") + name + ": " + to_string(AttributeValue(value)) + " is outside 0 to " + to_string(AttributeValue(high)));
    const ir::ValueId norm = train.clip_norm > 0 ? gradient_norm(builder, parameters) : ir::ValueId{};
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
        for (const auto& [name, value] : {std::pair("clip_norm", train.clip_norm), std::pair("clip_value", train.clip_value), std::pair("ema", train.ema)})
            if (value > 0) attributes[name] = value;

        // One update a run of neighbours: their memory is one range of parameters, gradients and each state.
        std::vector<ir::ValueId> run;
        const auto flush = [&]() -> Status {
            if (run.empty()) return {};
            const Status status = emit_update(builder, *def, attributes, run, norm);
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
