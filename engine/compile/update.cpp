#include <algorithm>

#include "engine/compile/passes.h"
#include "engine/ops/term.h"

namespace saddle::compile {
namespace {

using ops::Term;

/// The optimizer's attributes, filled up by its defaults; `field` ("train.optimizer.") begins what an error names.
Status set_attributes(Attributes& all, const Attributes& given, const ops::OptimizerDef& def, const std::string& field) {
    for (const auto& [name, value] : given) {
        const auto it = std::find_if(def.attributes.begin(), def.attributes.end(), [&](const auto& a) { return a.name == name; });
        std::string names;
        for (const ops::AttributeDef& a : def.attributes) names += (names.empty() ? "" : ", ") + a.name;
        if (it == def.attributes.end()) return invalid(field + name + ": " + def.name + " has no attribute '" + name + "'", "it has: " + names);
        const bool number = std::holds_alternative<double>(value) || std::holds_alternative<int64_t>(value);
        const double amount = Attributes{{name, value}}.real(name);
        if (!std::holds_alternative<bool>(it->fallback) && (!number || !(amount >= it->low && amount <= it->high)))
            return invalid(field + name + ": " + to_string(value) + " is outside " + to_string(AttributeValue(it->low)) +
                           " to " + to_string(AttributeValue(it->high)), it->help);
        all[name] = value;
    }
    return {};
}

Result<const ops::OptimizerDef*> known_optimizer(const std::string& name, const std::string& field) {
    if (const ops::OptimizerDef* def = ops::find_optimizer(name)) return def;
    std::string names;
    for (const ops::OptimizerDef& o : ops::all_optimizers()) names += (names.empty() ? "" : ", ") + o.name;
    return invalid(field + "type: unknown optimizer '" + name + "'", "use one of: " + names);
}

/// Parameters side by side in memory that are updated alike, by one dispatch.
struct Run {
    Attributes attributes;
    std::vector<ir::ValueId> parameters;
};

/// One objective's part of a step: gradients, their sum over batches, clipping, the optimizer.
class ObjectiveUpdate {
public:
    ObjectiveUpdate(ops::Builder& builder, const TrainConfig& train, const TrainPass& pass, size_t objective, const ops::OptimizerDef& def)
        : b_(builder), train_(train), objective_(train.objectives[objective]), def_(def), acts_(!pass.resting.count(objective)), updates_(acts_ && pass.update) {}

    /// All states are made whether or not the objective acts, so that they lie alike in all plans.
    Status run(const std::vector<Run>& runs) {
        for (const Run& run : runs)
            for (const ir::ValueId id : run.parameters) take_gradient(id, train_.accumulate > 1 ? state(id, "gradient") : ir::ValueId{});
        if (updates_ && train_.clip_norm > 0) norm_ = gradient_norm(runs);
        for (const Run& run : runs) {
            std::vector<std::string> names = def_.states;
            if (train_.ema > 0) names.push_back("ema");
            std::vector<std::vector<ir::ValueId>> states;
            for (const std::string& name : names) {
                states.emplace_back();
                for (const ir::ValueId id : run.parameters) states.back().push_back(state(id, name));
            }
            if (!updates_) continue;
            if (def_.emit) emit_by_tensor(run, states);
            else TRY_STATUS(emit_update(run, states));
        }
        if (b_.error) return *b_.error;
        return {};
    }

private:
    ir::Program& program() { return b_.program(); }

    ir::ValueId state(ir::ValueId parameter, const std::string& name) {
        ir::Value value;
        value.name = program()[parameter].name + ":" + name;
        value.kind = ir::ValueKind::State;
        value.type = program()[parameter].type;
        value.node = program()[parameter].node;
        return program().add(std::move(value));
    }

    /// The gradient of the step's batches so far: of one, as it comes; of several, `sum` kept in place with it.
    void take_gradient(ir::ValueId parameter, ir::ValueId sum) {
        std::vector<ir::Output>& outputs = b_.entry().outputs;
        const auto it = std::find_if(outputs.begin(), outputs.end(), [&](const ir::Output& o) { return o.name == std::string(kGradient) + program()[parameter].name; });
        const ir::ValueId gradient = it->value;
        if (!acts_ || sum.present()) outputs.erase(it);   // nobody needs it, or the sum is its place
        if (!acts_) return;
        gradient_[parameter] = gradient;
        if (!sum.present()) return;
        b_.node = program()[parameter].node;
        b_.phase = ir::Phase::Backward;   // behind the kernel that makes the gradient
        const Term kept = Term(b_, sum) * Term(b_, b_.step("keep")), added = Term(b_, gradient) * Term(b_, b_.step("share"));
        gradient_[parameter] = kept + added;
        b_.entry().assigns.push_back({sum, gradient_[parameter]});
        b_.phase = ir::Phase::Update;
    }

    /// Length of the objective's gradients together (L2), an output of the step.
    ir::ValueId gradient_norm(const std::vector<Run>& runs) {
        ir::ValueId sum;
        for (const Run& run : runs)
            for (const ir::ValueId id : run.parameters) {
                b_.node = program()[id].node;
                const ir::ValueId square = b_.emit("ReduceSum", {b_.emit("Mul", {gradient_[id], gradient_[id]})}, {{"keepdims", int64_t(0)}});
                sum = sum.present() ? b_.emit("Add", {sum, square}) : square;
            }
        const ir::ValueId norm = b_.emit("Sqrt", {sum});
        if (!b_.entry().output("gradient_norm")) b_.entry().outputs.push_back({"gradient_norm", norm});
        return norm;
    }

    Status emit_update(const Run& run, const std::vector<std::vector<ir::ValueId>>& states) {
        Attributes attributes = run.attributes;
        attributes["optimizer"] = def_.name;
        for (const auto& [name, value] : {std::pair("clip_norm", train_.clip_norm), std::pair("clip_value", train_.clip_value), std::pair("ema", train_.ema)})
            if (value > 0) attributes[name] = value;
        if (objective_.every > 1) attributes["every"] = objective_.every;
        attributes["count"] = int64_t(run.parameters.size());
        std::vector<ir::ValueId> inputs = run.parameters;
        for (const ir::ValueId id : run.parameters) inputs.push_back(gradient_[id]);
        for (const auto& of_all : states) inputs.insert(inputs.end(), of_all.begin(), of_all.end());
        inputs.push_back(b_.step("lr"));
        inputs.push_back(b_.step("step", DType::I32));
        if (norm_.present()) inputs.push_back(norm_);
        b_.node = program()[run.parameters[0]].node;
        TRY(const auto outputs, b_.emit_all("Update", inputs, attributes, 0));
        SADDLE_ASSERT(outputs.empty(), "an update works in place");
        return {};
    }

    /// An optimizer that looks at whole tensors, as instructions; clipping and the running mean as the op Update has them.
    void emit_by_tensor(const Run& run, const std::vector<std::vector<ir::ValueId>>& states) {
        b_.node = program()[run.parameters[0]].node;
        Term lr(b_, b_.step("lr")), step = Term(b_, b_.step("step", DType::I32)).then("Cast");
        if (run.attributes.count("lr_factor")) lr = lr * run.attributes.real("lr_factor");
        if (objective_.every > 1) step = (step / double(objective_.every)).then("Floor");
        for (size_t k = 0; k < run.parameters.size(); ++k) {
            const ir::ValueId id = run.parameters[k];
            b_.node = program()[id].node;
            Term g(b_, gradient_[id]);
            if (norm_.present()) g = g * (train_.clip_norm / (Term(b_, norm_) + 1e-6)).then("Min", {b_.constant(1)});
            if (train_.clip_value > 0) g = g.then("Min", {b_.constant(train_.clip_value)}).then("Max", {b_.constant(-train_.clip_value)});
            std::vector<ir::ValueId> x{id};
            for (size_t s = 0; s < def_.states.size(); ++s) x.push_back(states[s][k]);
            const std::vector<ir::ValueId> next = def_.emit(b_, x, g, lr, step, run.attributes);
            if (b_.error) return;
            for (size_t s = 0; s < x.size(); ++s) b_.entry().assigns.push_back({x[s], next[s]});
            if (train_.ema <= 0) continue;
            const ir::ValueId mean = states.back()[k];
            const Term mixed = Term(b_, mean) * train_.ema + Term(b_, next[0]) * (1 - train_.ema);
            b_.entry().assigns.push_back({mean, step.above(1).choose(mixed, next[0])});
        }
    }

    ops::Builder& b_;
    const TrainConfig& train_;
    const Objective& objective_;
    const ops::OptimizerDef& def_;
    const bool acts_, updates_;
    std::map<ir::ValueId, ir::ValueId> gradient_;
    ir::ValueId norm_;
};

/// The objective's parameters that have a gradient, from the back of the graph to its front (as they lie), cut where others
/// lie between or where a group has attributes of its own.
Result<std::vector<Run>> runs_of(const ir::Program& program, const TrainConfig& train, size_t i, const ops::OptimizerDef& def, double first_rate) {
    const OptimizerConfig& optimizer = train.objectives[i].optimizer;
    const std::string field = objective_field(train, i) + "optimizer.";
    Attributes base;
    for (const ops::AttributeDef& a : def.attributes) base[a.name] = a.fallback;
    TRY_STATUS(set_attributes(base, optimizer.attributes, def, field));
    std::vector<Attributes> of_group;
    for (size_t k = 0; k < optimizer.groups.size(); ++k) {
        of_group.push_back(base);
        TRY_STATUS(set_attributes(of_group.back(), optimizer.groups[k].attributes, def, field + "groups[" + std::to_string(k) + "]."));
    }
    of_group.push_back(base);
    for (Attributes& attributes : of_group) {   // the step brings the first objective's rate
        const double rate = attributes.real("lr");
        if (rate == first_rate) continue;
        if (first_rate == 0) return invalid(field + "lr: the first objective's rate is 0, which no other can be a multiple of", "give the first objective a rate");
        attributes["lr_factor"] = rate / first_rate;
    }
    TRY(const auto owner, owners(program, train));
    std::vector<Run> runs;
    std::vector<bool> used(optimizer.groups.size(), false);
    bool open = false;
    std::vector<ir::ValueId> parameters = program.of_kind(ir::ValueKind::Parameter);
    std::reverse(parameters.begin(), parameters.end());  // gradients become ready from the back
    for (const ir::ValueId id : parameters) {
        const auto it = owner.find(id);
        const std::string& name = program[id].name;
        if (it == owner.end() || it->second != i || !program.entry("train")->output(std::string(kGradient) + name)) {
            open = false;
            continue;
        }
        size_t group = 0;
        while (group < optimizer.groups.size() && !matches(optimizer.groups[group].parameters, name)) ++group;
        if (group < used.size()) used[group] = true;
        if (!open || runs.back().attributes != of_group[group]) runs.push_back({of_group[group], {}});
        runs.back().parameters.push_back(id);
        open = true;
    }
    for (size_t k = 0; k < used.size(); ++k)
        if (!used[k]) return invalid(field + "groups[" + std::to_string(k) + "].parameters: '" + optimizer.groups[k].parameters + "' matches no parameter that is trained", "names are like " + (runs.empty() ? "conv1.bias" : program[runs[0].parameters[0]].name));
    return runs;
}

}  // namespace

Status append_update(ir::Program& program, const TrainConfig& train, const TrainPass& pass) {
    ops::Builder builder(program, *program.entry("train"));
    builder.phase = ir::Phase::Update;
    for (const auto& [name, value, high] : {std::tuple("clip_norm", train.clip_norm, 1e30), std::tuple("clip_value", train.clip_value, 1e30), std::tuple("ema", train.ema, 0.999999)})
        if (!(value >= 0 && value <= high)) return invalid(std::string("train.") + name + ": " + to_string(AttributeValue(value)) + " is outside 0 to " + to_string(AttributeValue(high)));
    if (train.accumulate < 1) return invalid("train.accumulate: " + std::to_string(train.accumulate) + " is not positive", "1: every batch is a step");
    double first_rate = 0;
    for (size_t i = 0; i < train.objectives.size(); ++i) {
        const OptimizerConfig& optimizer = train.objectives[i].optimizer;
        TRY(const ops::OptimizerDef* def, known_optimizer(optimizer.type, objective_field(train, i) + "optimizer."));
        if (i == 0) first_rate = optimizer.attributes.real("lr", Attributes{{"lr", def->attributes.at(0).fallback}}.real("lr"));
        TRY(const std::vector<Run> runs, runs_of(program, train, i, *def, first_rate));
        TRY_STATUS(ObjectiveUpdate(builder, train, pass, i, *def).run(runs));
    }
    return {};
}

}  // namespace saddle::compile
