#include "engine/analysis/curvature.h"

#include <algorithm>

#include "engine/compile/passes.h"
#include "engine/ops/term.h"

namespace saddle::analysis {
namespace {

constexpr const char* kEntry = "eval";
constexpr std::string_view kSlope = "slope:", kCurvature = "curvature:", kDirection = "direction:";

bool begins(const std::string& text, std::string_view prefix) { return text.rfind(prefix, 0) == 0; }

/// Gradients by their new name: outputs of the entry like others, whole and on the host.
void rename_gradients(ir::EntryPoint& entry, std::string_view prefix) {
    for (ir::Output& output : entry.outputs)
        if (begins(output.name, compile::kGradient)) output.name = std::string(prefix) + output.name.substr(compile::kGradient.size());
}

}  // namespace

std::vector<Tensor> inputs_by_name(const compile::ExecutionPlan& plan, const std::vector<NamedTensor>& given, const std::vector<NamedTensor>& more) {
    std::vector<Tensor> tensors;
    for (const ir::ValueId id : plan.program.entry(plan.entry)->inputs) {
        const ir::Value& value = plan.program[id];
        const NamedTensor* found = nullptr;
        for (const auto* list : {&given, &more})
            for (const NamedTensor& each : *list)
                if (each.name == value.name) found = &each;
        tensors.push_back(found ? found->tensor : Tensor::zeros(value.type));
    }
    return tensors;
}

Status add_slopes(ir::Program& program, const std::string& entry_name) {
    ir::EntryPoint& entry = *program.entry(entry_name);
    std::erase_if(entry.outputs, [](const ir::Output& output) { return output.name != "loss"; });
    entry.assigns.clear();
    TRY_STATUS(compile::differentiate(program, entry_name, program.of_kind(ir::ValueKind::Parameter)));
    rename_gradients(entry, kSlope);
    if (entry.outputs.size() == 1) return invalid("the loss depends on no parameter");
    return {};
}

Status add_products(ir::Program& program, const std::string& entry_name) {
    ir::EntryPoint& entry = *program.entry(entry_name);
    ops::Builder b(program, entry);
    b.node = program[*entry.output("loss")].node;
    b.phase = ir::Phase::Backward;
    std::optional<ops::Term> along;
    const std::vector<ir::ValueId> parameters = program.of_kind(ir::ValueKind::Parameter);
    for (const ir::ValueId id : parameters) {
        const auto slope = entry.output(std::string(kSlope) + program[id].name);
        if (!slope) continue;
        const ir::ValueId direction = compile::add_input(b, std::string(kDirection) + program[id].name, program[id].type);
        const ops::Term part = (ops::Term(b, *slope) * ops::Term(b, direction)).then("ReduceSum", {}, {{"keepdims", int64_t(0)}});
        along = along ? *along + part : part;
    }
    if (b.error) return *b.error;
    entry.outputs.push_back({"along", *along});
    TRY_STATUS(compile::differentiate(program, entry_name, parameters, "along"));
    rename_gradients(entry, kCurvature);
    std::erase_if(entry.outputs, [](const ir::Output& output) { return output.name == "along"; });
    return {};
}

Result<Curvature> Curvature::make(const ir::Program& forward, int64_t batch, std::vector<NamedTensor> inputs, runtime::Executor& executor) {
    Curvature made(executor);
    made.inputs_ = std::move(inputs);
    ir::Program program = forward;
    TRY_STATUS(add_slopes(program, kEntry));
    for (const ir::ValueId id : program.of_kind(ir::ValueKind::Parameter)) {
        made.parts_.push_back({program[id].name, program[id].type, made.size_});
        made.size_ += size_t(program[id].type.shape.count());
    }
    ir::Program twice = program;
    if (const Status status = add_products(twice, kEntry); status.ok()) program = std::move(twice);
    else if (status.error().kind == ErrorKind::Invalid) made.obstacle_ = status.error().message;
    else return status.error();
    TRY(compile::ExecutionPlan plan, compile::compile_program(std::move(program), kEntry, batch, executor.profile()));
    made.plan_ = std::make_shared<const compile::ExecutionPlan>(std::move(plan));
    TRY_STATUS(executor.prepare(made.plan_));
    return made;
}

Vector Curvature::flatten(const std::vector<NamedTensor>& parameters) const {
    Vector vector(size_, 0.0);
    for (const Part& part : parts_)
        for (const NamedTensor& tensor : parameters)
            if (tensor.name == part.name) std::copy(tensor.tensor.f32.begin(), tensor.tensor.f32.end(), vector.begin() + std::ptrdiff_t(part.offset));
    return vector;
}

std::vector<NamedTensor> Curvature::unflatten(const Vector& vector) const {
    std::vector<NamedTensor> tensors;
    for (const Part& part : parts_) {
        tensors.push_back({part.name, Tensor::zeros(part.type)});
        for (size_t i = 0; i < tensors.back().tensor.f32.size(); ++i) tensors.back().tensor.f32[i] = float(vector[part.offset + i]);
    }
    return tensors;
}

Status Curvature::move_to(const std::vector<NamedTensor>& parameters) {
    centre_ = flatten(parameters);
    return set(centre_);
}

Result<Curvature::Slope> Curvature::slope() {
    TRY(const runtime::StepResult result, run(Vector(size_, 0.0)));
    return Slope{double(result.outputs.at("loss").f32.at(0)), gather(result, std::string(kSlope))};
}

Result<Vector> Curvature::times(const Vector& vector) {
    if (exact()) {
        TRY(const runtime::StepResult result, run(vector));
        return gather(result, std::string(kCurvature));
    }
    const double far = length(vector);
    if (far == 0) return vector;
    Vector there = centre_, product;
    for (const double side : {1.0, -1.0}) {
        for (size_t i = 0; i < size_; ++i) there[i] = centre_[i] + side * step() / far * vector[i];
        TRY_STATUS(set(there));
        TRY(const Slope slope, this->slope());
        if (side > 0) product = slope.gradient;
        else
            for (size_t i = 0; i < size_; ++i) product[i] = (product[i] - slope.gradient[i]) * far / (2 * step());
    }
    TRY_STATUS(set(centre_));
    return product;
}

double Curvature::step() const { return 1e-3 * std::max(1.0, length(centre_)); }

Result<runtime::StepResult> Curvature::run(const Vector& direction) {
    std::vector<NamedTensor> directions = unflatten(direction);
    for (NamedTensor& each : directions) each.name.insert(0, kDirection);
    TRY_STATUS(executor_->submit(*plan_, inputs_by_name(*plan_, inputs_, directions), {}, false));
    return executor_->wait();
}

Vector Curvature::gather(const runtime::StepResult& result, const std::string& prefix) const {
    Vector vector(size_, 0.0);
    for (const Part& part : parts_)
        if (const auto it = result.outputs.find(prefix + part.name); it != result.outputs.end())
            std::copy(it->second.f32.begin(), it->second.f32.end(), vector.begin() + std::ptrdiff_t(part.offset));
    return vector;
}

Status Curvature::set(const Vector& parameters) {
    for (const NamedTensor& tensor : unflatten(parameters)) TRY_STATUS(executor_->set(tensor.name, tensor.tensor));
    return {};
}

}  // namespace saddle::analysis
