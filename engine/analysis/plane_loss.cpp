#include "engine/analysis/plane_loss.h"

#include <algorithm>

#include "engine/analysis/curvature.h"
#include "engine/compile/compile.h"

namespace saddle::analysis {
namespace {

constexpr const char* kEntry = "eval";
constexpr double kWorkAtOnce = 4e8;              // FLOP: some milliseconds of two CPU cores; a device that is faster gains less by more
constexpr int kMostAtOnce = 16;

}  // namespace

Result<PlaneLoss> PlaneLoss::make(const ir::Program& forward, int64_t batch, std::vector<NamedTensor> inputs, runtime::Executor& executor, int64_t most_bytes) {
    PlaneLoss made(executor);
    made.inputs_ = std::move(inputs);
    const auto compiled = [&](const ir::Program& program) -> Result<std::shared_ptr<const compile::ExecutionPlan>> {
        TRY(compile::ExecutionPlan plan, compile::compile_program(program, kEntry, batch, executor.profile()));
        return std::make_shared<const compile::ExecutionPlan>(std::move(plan));
    };
    TRY(made.plane_program_, plane_program(forward, kEntry, 1, most_bytes));
    const int points = std::clamp(int(kWorkAtOnce / std::max(1.0, made.plane_program_.flops)), 1, kMostAtOnce);
    if (points > 1) {
        TRY(made.plane_program_, plane_program(forward, kEntry, points, most_bytes));
    }
    TRY(made.at_, compiled(made.plane_program_.at));
    if (!made.plane_program_.making.entry(kEntry)->outputs.empty()) {
        TRY(made.making_, compiled(made.plane_program_.making));
        TRY_STATUS(executor.prepare(made.making_));
    }
    TRY_STATUS(executor.prepare(made.at_));
    std::vector<bool> read(made.at_->program.values.size(), false);
    for (const ir::Instruction& i : made.at_->program.entry(kEntry)->body)
        for (const ir::ValueId in : i.inputs)
            if (in.present()) read[size_t(in.index)] = true;
    for (const ir::ValueId id : made.at_->program.of_kind(ir::ValueKind::Parameter))
        if (read[size_t(id.index)]) made.set_by_host_.push_back(made.at_->program[id].name);
    return made;
}

Status PlaneLoss::move_to(std::shared_ptr<const Plane> plane) {
    plane_ = std::move(plane);
    const std::vector<NamedTensor>* corners[] = {&plane_->centre, &plane_->first, &plane_->second};
    for (const PlaneProgram::Part& part : plane_program_.parts)
        for (int which = 0; part.parameter && which < 3; ++which)
            for (const NamedTensor& tensor : *corners[which])
                if (tensor.name == part.name) TRY_STATUS(executor_->set(part.state(which), tensor.tensor));
    if (!making_) return {};
    std::map<std::string, Tensor> centre;
    for (const int which : {0, 1, 2}) {
        for (const NamedTensor& tensor : point(*plane_, which == 1, which == 2)) TRY_STATUS(executor_->set(tensor.name, tensor.tensor));
        TRY_STATUS(executor_->submit(*making_, inputs_by_name(*making_, inputs_), {}, false));
        TRY(runtime::StepResult result, executor_->wait());
        for (const PlaneProgram::Part& part : plane_program_.parts) {
            if (part.parameter) continue;
            Tensor& tensor = result.outputs.at(part.name);
            for (size_t k = 0; which > 0 && k < tensor.f32.size(); ++k) tensor.f32[k] -= centre[part.name].f32[k];
            TRY_STATUS(executor_->set(part.state(which), tensor));
        }
        if (which == 0) centre = std::move(result.outputs);
    }
    return {};
}

Result<PlaneLoss::Losses> PlaneLoss::at(std::span<const std::pair<double, double>> points, bool timed) {
    SADDLE_ASSERT(!points.empty() && points.size() <= at_once(), "as many points as the program takes");
    if (!set_by_host_.empty())
        for (const NamedTensor& tensor : point(*plane_, points[0].first, points[0].second))
            if (std::count(set_by_host_.begin(), set_by_host_.end(), tensor.name)) TRY_STATUS(executor_->set(tensor.name, tensor.tensor));
    std::vector<NamedTensor> coordinates;
    for (size_t k = 0; k < at_once(); ++k) {
        const auto& [a, b] = points[std::min(k, points.size() - 1)];
        coordinates.push_back({"a" + std::to_string(k), Tensor::of(Shape{}, std::vector<float>{float(a)})});
        coordinates.push_back({"b" + std::to_string(k), Tensor::of(Shape{}, std::vector<float>{float(b)})});
    }
    TRY_STATUS(executor_->submit(*at_, inputs_by_name(*at_, inputs_, coordinates), {}, timed));
    TRY(const runtime::StepResult result, executor_->wait());
    Losses losses{{}, result.device_ms()};
    for (size_t k = 0; k < points.size(); ++k) losses.values.push_back(double(result.outputs.at("loss" + std::to_string(k)).f32.at(0)));
    return losses;
}

}  // namespace saddle::analysis
