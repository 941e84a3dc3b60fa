#include "engine/runtime/self_test.h"

#include <algorithm>
#include <cmath>
#include <ctime>

#include "engine/compile/compile.h"
#include "engine/core/philox.h"
#include "engine/runtime/device.h"

namespace saddle::runtime {
namespace {

constexpr int64_t kBatch = 60;          // 15 vec4: no multiple of any subgroup's lanes
constexpr int kTimedSteps = 100;
constexpr double kTolerance = 1e-4;     // of the largest element; the reference computes in double

constexpr const char* kProject = R"json({"saddlepoint": 1, "name": "self-test",
  "train": {"batch_size": 60, "optimizer": {"type": "SGD", "lr": 0.1, "momentum": 0.9}},
  "graph": {"nodes": [
      {"id": "data", "layer": "Dataset"}, {"id": "conv1", "layer": "Conv2d", "attributes": {"out_channels": 8, "padding": [1, 1]}},
      {"id": "relu1", "layer": "ReLU"}, {"id": "pool1", "layer": "MaxPool2d"},
      {"id": "conv2", "layer": "Conv2d", "attributes": {"out_channels": 16}}, {"id": "tanh2", "layer": "Tanh"},
      {"id": "flatten", "layer": "Flatten"}, {"id": "fc1", "layer": "Linear", "attributes": {"out_features": "classes"}},
      {"id": "loss", "layer": "CrossEntropyLoss"}],
    "edges": [["data.image", "conv1.x"], ["conv1.y", "relu1.x"], ["relu1.y", "pool1.x"], ["pool1.y", "conv2.x"],
      ["conv2.y", "tanh2.x"], ["tanh2.y", "flatten.x"], ["flatten.y", "fc1.x"], ["fc1.y", "loss.scores"], ["data.label", "loss.labels"]]}})json";

ops::DataSignature signature() {
    return {{{"image", ops::PortKind::Image, {DType::F32, {1, 16, 16}}}, {"label", ops::PortKind::Tokens, {DType::I32, {}}}}, 10};
}

/// The compiled step and its inputs on one executor.
struct Step {
    std::unique_ptr<Executor> executor;
    std::shared_ptr<const compile::ExecutionPlan> plan;
    std::vector<Tensor> inputs;

    Result<StepResult> run(uint32_t number) {
        TRY_STATUS(executor->submit(*plan, inputs, {0.1f, number, 1, 0}, false));
        return executor->wait();
    }
};

Result<Step> prepare(std::unique_ptr<Executor> executor) {
    TRY(const Project project, read_project(kProject, "self-test"));
    TRY(compile::ExecutionPlan plan, compile::compile({project, signature(), kBatch, "train", executor->profile(), {}, {}, false}));
    Step step{std::move(executor), std::make_shared<const compile::ExecutionPlan>(std::move(plan)), {}};
    TRY_STATUS(step.executor->prepare(step.plan));
    TRY_STATUS(initialize(*step.executor, step.plan->program, 1));
    Random random(1);
    for (const ir::ValueId id : step.plan->program.entry("train")->inputs) {
        Tensor tensor = Tensor::zeros(step.plan->program[id].type);
        for (float& x : tensor.f32) x = random.normal();
        for (int32_t& label : tensor.i32) label = int32_t(random.below(10));
        step.inputs.push_back(std::move(tensor));
    }
    return step;
}

Status compare(const std::string& name, const Tensor& got, const Tensor& expected) {
    double worst = 0, largest = 1e-3;
    for (size_t i = 0; i < expected.f32.size(); ++i) {
        const double difference = std::abs(double(got.f32[i]) - double(expected.f32[i]));
        worst = std::isfinite(difference) ? std::max(worst, difference) : INFINITY;
        largest = std::max(largest, std::abs(double(expected.f32[i])));
    }
    if (worst <= kTolerance * largest) return {};
    return Error{ErrorKind::Internal, name + " differs from the reference by " + std::to_string(worst / largest) + " of its largest element", "", {}};
}

/// Processor time of all threads: a busy machine lengthens it far less than the time on the wall.
double cpu_ms() {
    timespec t{};
    clock_gettime(CLOCK_PROCESS_CPUTIME_ID, &t);
    return double(t.tv_sec) * 1e3 + double(t.tv_nsec) / 1e6;
}

}  // namespace

Result<SelfTest> self_test() {
    std::shared_ptr<VulkanDevice> device;
    for (const DeviceListing& listed : list_devices())
        if (!device && listed.problem.empty() && listed.profile.device_class == DeviceClass::Cpu) {
            TRY(device, open_vulkan(listed.id));
        }
    if (!device) return Error{ErrorKind::NoDevice, "there is no Vulkan device of CPU type", "", {}};
    TRY(Step vulkan, prepare(make_vulkan_executor(device)));
    TRY(Step reference, prepare(make_reference_executor()));
    TRY(const StepResult got, vulkan.run(1));
    TRY(const StepResult expected, reference.run(1));
    for (const auto& [name, tensor] : expected.outputs) TRY_STATUS(compare(name, got.outputs.at(name), tensor));
    for (const std::string& name : reference.executor->names()) {
        TRY(const Tensor here, vulkan.executor->get(name));
        TRY(const Tensor there, reference.executor->get(name));
        TRY_STATUS(compare(name, here, there));
    }
    SelfTest result{profile_of(*device).driver, INFINITY};
    for (int i = 0; i < kTimedSteps; ++i) {
        const double begin = cpu_ms();
        TRY([[maybe_unused]] const StepResult step, vulkan.run(uint32_t(i) + 2));
        result.step_ms = std::min(result.step_ms, cpu_ms() - begin);
    }
    return result;
}

}  // namespace saddle::runtime
