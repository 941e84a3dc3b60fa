#pragma once
// A program on the Vulkan device, with the kernels of a device class, beside the same in double.
#include "engine/runtime/device.h"
#include "tests/ops/program_under_test.h"

namespace saddle {

inline Tensor narrow(const ops::ReferenceTensor& wide) {
    Tensor tensor{wide.type, {}, {}};
    if (wide.type.dtype == DType::I32) tensor.i32.assign(wide.data.begin(), wide.data.end());
    else tensor.f32.assign(wide.data.begin(), wide.data.end());
    return tensor;
}

/// The largest difference, relative to the largest element; huge where something is not a number.
inline double error_of(const Tensor& got, const ops::ReferenceTensor& expected) {
    double worst = 0, largest = 1e-6;
    for (size_t i = 0; i < expected.data.size(); ++i) {
        const double value = got.type.dtype == DType::I32 ? double(got.i32[i]) : double(got.f32[i]);
        const double difference = std::abs(value - expected.data[i]);
        if (!(difference >= 0)) return 1e9;
        worst = std::max(worst, difference);
        largest = std::max(largest, std::abs(expected.data[i]));
    }
    return worst / largest;
}

struct DeviceRun {
    std::shared_ptr<const compile::ExecutionPlan> plan;
    std::unique_ptr<runtime::Executor> executor;
    runtime::StepResult result;
};

/// One step of the program's only entry; inputs, parameters and states are those of `values`.
inline Result<DeviceRun> run_on_device(std::shared_ptr<runtime::VulkanDevice> device, const ir::Program& program, const Values& values, const DeviceProfile& profile) {
    DeviceRun run;
    TRY(compile::ExecutionPlan plan, compile::compile_program(program, program.entries[0].name, 1, profile));
    run.plan = std::make_shared<const compile::ExecutionPlan>(std::move(plan));
    run.executor = runtime::make_vulkan_executor(std::move(device));
    TRY_STATUS(run.executor->prepare(run.plan));
    std::vector<Tensor> inputs;
    for (const ir::ValueId id : run.plan->program.entries[0].inputs) inputs.push_back(narrow(values.at(id.index)));
    for (const ir::ValueKind kind : {ir::ValueKind::Parameter, ir::ValueKind::State})
        for (const ir::ValueId id : program.of_kind(kind)) TRY_STATUS(run.executor->set(program[id].name, narrow(values.at(id.index))));
    TRY_STATUS(run.executor->submit(*run.plan, inputs, {0.1f, 3, 3, 3}, false));
    TRY(run.result, run.executor->wait());
    return run;
}

}  // namespace saddle
