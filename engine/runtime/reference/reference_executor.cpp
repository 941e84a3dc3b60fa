// The oracle: interprets an entry's instructions in double precision with each op's own reference rule. Parameters and
// state are rounded to float at the end of a step, as a device would keep them.
#include <algorithm>
#include <chrono>
#include <deque>
#include <limits>

#include "engine/ops/interpret.h"
#include "engine/ops/layer_def.h"
#include "engine/runtime/executor.h"

namespace saddle::runtime {
namespace {

using ops::ReferenceTensor;
using ops::widen;

Tensor narrow(const ReferenceTensor& wide) {
    Tensor tensor{wide.type, {}, {}};
    if (wide.type.dtype == DType::I32) tensor.i32.assign(wide.data.begin(), wide.data.end());
    else tensor.f32.assign(wide.data.begin(), wide.data.end());
    return tensor;
}

class ReferenceExecutor final : public Executor {
public:
    ReferenceExecutor() { profile_.name = "reference"; }

    const DeviceProfile& profile() const override { return profile_; }

    Status prepare(std::shared_ptr<const compile::ExecutionPlan> plan) override {
        for (const ir::Value& value : plan->program.values) {
            if (value.kind != ir::ValueKind::Parameter && value.kind != ir::ValueKind::State) continue;
            const auto [it, fresh] = kept_.emplace(value.name, ReferenceTensor{value.type, {}});
            if (fresh) it->second.data.assign(size_t(value.type.shape.count()), 0.0);
            else if (it->second.type != value.type)
                return Error{ErrorKind::Incompatible, value.name + " is " + to_string(it->second.type) + " in an earlier plan, " + to_string(value.type) + " now", "", {}};
        }
        return {};
    }

    Status warm_up(const compile::ExecutionPlan&) override { return {}; }

    Status submit(const compile::ExecutionPlan& plan, const std::vector<Tensor>& inputs, const compile::StepScalars& scalars, Timing timing) override {
        const auto begin = std::chrono::steady_clock::now();
        const ir::Program& program = plan.program;
        const ir::EntryPoint& entry = *program.entry(plan.entry);
        last_plan_ = &plan;
        values_.assign(program.values.size(), {});
        if (inputs.size() != entry.inputs.size())
            return Error{ErrorKind::Internal, "the step was given " + std::to_string(inputs.size()) + " inputs, it has " + std::to_string(entry.inputs.size()), "", {}};
        for (size_t i = 0; i < inputs.size(); ++i) values_[size_t(entry.inputs[i].index)] = widen(inputs[i]);
        for (size_t i = 0; i < program.values.size(); ++i) {
            const ir::Value& value = program.values[i];
            if (value.kind == ir::ValueKind::Constant) values_[i] = {value.type, {value.constant}};
            if (value.kind == ir::ValueKind::Step)
                values_[i] = {value.type, {value.type.dtype == DType::F32 ? double(*static_cast<const float*>(scalars.field(value.name)))
                                                                          : double(*static_cast<const uint32_t*>(scalars.field(value.name)))}};
        }
        for (const ir::Instruction& instruction : entry.body) TRY_STATUS(run(program, instruction, scalars));
        for (const ir::EntryPoint::Assign& assign : entry.assigns) store(program[assign.to].name, value(program, assign.from));
        StepResult result;
        for (const ir::Output& output : entry.outputs)
            if (output.name.rfind("gradient:", 0) != 0) result.outputs[output.name] = narrow(value(program, output.value));
        if (timing.every > 0) result.calls.resize(plan.calls.size());
        result.host_ms = std::chrono::duration<double, std::milli>(std::chrono::steady_clock::now() - begin).count();
        results_.push_back(std::move(result));
        return {};
    }

    Result<StepResult> wait() override {
        if (results_.empty()) return Error{ErrorKind::Internal, "no step is in flight", "", {}};
        StepResult result = std::move(results_.front());
        results_.pop_front();
        return result;
    }
    int slots() const override { return 1; }
    int in_flight() const override { return int(results_.size()); }

    Status set(const std::string& name, const Tensor& tensor) override {
        const auto it = kept_.find(name);
        if (it == kept_.end()) return invalid("there is no parameter or state '" + name + "'");
        if (it->second.type != tensor.type) return invalid(name + " is " + to_string(it->second.type) + ", got " + to_string(tensor.type));
        it->second = widen(tensor);
        return {};
    }
    Result<Tensor> get(const std::string& name) override {
        const auto it = kept_.find(name);
        if (it == kept_.end()) return invalid("there is no parameter or state '" + name + "'");
        return narrow(it->second);
    }
    std::vector<std::string> names() const override {
        std::vector<std::string> names;
        for (const auto& [name, tensor] : kept_) names.push_back(name);
        return names;
    }
    Result<Tensor> peek(const compile::ExecutionPlan& plan, ir::ValueId id) override {
        if (&plan != last_plan_ || values_[size_t(id.index)].data.empty()) return Error{ErrorKind::Internal, "that value was not computed", "", {}};
        return narrow(values_[size_t(id.index)]);
    }

private:
    const ReferenceTensor& value(const ir::Program& program, ir::ValueId id) {
        const ir::Value& v = program[id];
        return v.kind == ir::ValueKind::Parameter || v.kind == ir::ValueKind::State ? kept_.at(v.name) : values_[size_t(id.index)];
    }
    void store(const std::string& name, const ReferenceTensor& tensor) {
        ReferenceTensor& kept = kept_.at(name);
        for (size_t i = 0; i < kept.data.size(); ++i) kept.data[i] = double(float(tensor.data[i]));
    }

    Status run(const ir::Program& program, const ir::Instruction& instruction, const compile::StepScalars& scalars) {
        if (instruction.op == "Update") return update(program, instruction, scalars);
        std::vector<const ReferenceTensor*> inputs;
        for (const ir::ValueId id : instruction.inputs) inputs.push_back(id.present() ? &value(program, id) : nullptr);
        TRY(auto outputs, ops::interpret(program, instruction, std::move(inputs), scalars.seed_low | uint64_t(scalars.seed_high) << 32, scalars.step));
        for (size_t i = 0; i < outputs.size(); ++i) values_[size_t(instruction.outputs[i].index)] = std::move(outputs[i]);
        return {};
    }

    /// In place on parameters and states, by the optimizer's own rule; inputs as the op Update says.
    Status update(const ir::Program& program, const ir::Instruction& instruction, const compile::StepScalars& scalars) {
        const ops::OptimizerDef* def = ops::find_optimizer(instruction.attributes.text("optimizer"));
        const size_t count = size_t(instruction.attributes.integer("count"));
        const Attributes& a = instruction.attributes;
        const double clip_norm = a.real("clip_norm"), clip_value = a.real("clip_value"), ema = a.real("ema");
        const double scale = clip_norm > 0 ? std::min(1.0, clip_norm / (value(program, instruction.inputs.back()).data[0] + 1e-6)) : 1.0;
        const int64_t step = scalars.step / a.integer("every", 1);
        std::vector<double> x(1 + def->states.size());
        for (size_t k = 0; k < count; ++k) {
            ReferenceTensor& parameter = kept_.at(program[instruction.inputs[k]].name);
            const ReferenceTensor& gradient = value(program, instruction.inputs[count + k]);
            std::vector<ReferenceTensor*> states;
            for (size_t s = 0; s < def->states.size(); ++s) states.push_back(&kept_.at(program[instruction.inputs[count * (2 + s) + k]].name));
            for (size_t i = 0; i < parameter.data.size(); ++i) {
                x[0] = parameter.data[i];
                for (size_t s = 0; s < states.size(); ++s) x[1 + s] = states[s]->data[i];
                double g = gradient.data[i] * scale;
                if (clip_value > 0) g = std::clamp(g, -clip_value, clip_value);
                def->update(x.data(), g, double(scalars.lr) * a.real("lr_factor", 1), step, a);
                parameter.data[i] = double(float(x[0]));
                for (size_t s = 0; s < states.size(); ++s) states[s]->data[i] = double(float(x[1 + s]));
                if (ema > 0) {
                    double& mean = kept_.at(program[instruction.inputs[count * (2 + states.size()) + k]].name).data[i];
                    mean = step > 1 ? double(float(ema * mean + (1 - ema) * x[0])) : parameter.data[i];
                }
            }
        }
        return {};
    }

    DeviceProfile profile_;
    std::map<std::string, ReferenceTensor> kept_;
    std::vector<ReferenceTensor> values_;
    const compile::ExecutionPlan* last_plan_ = nullptr;
    std::deque<StepResult> results_;
};

}  // namespace

std::unique_ptr<Executor> make_reference_executor() { return std::make_unique<ReferenceExecutor>(); }

}  // namespace saddle::runtime
