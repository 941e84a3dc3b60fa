// Values that are larger than what a device binds at once: LeNet-5 under a limit that its widest layer and its images pass.
#include <cmath>

#include "engine/compile/compile.h"
#include "engine/graph/project.h"
#include "tests/ops/on_device.h"

namespace saddle {
namespace {

constexpr uint64_t kLimit = 65536;
constexpr int64_t kBatch = 7;

struct Trained {
    std::shared_ptr<const compile::ExecutionPlan> plan;
    std::map<std::string, std::vector<float>> values;   // parameters and states after two steps, and the loss of the second
};

Tensor waves(const TensorType& type, double step) {
    Tensor tensor = Tensor::zeros(type);
    for (size_t i = 0; i < tensor.f32.size(); ++i) tensor.f32[i] = float(0.1 * std::sin(step * double(i) + 1));
    for (size_t i = 0; i < tensor.i32.size(); ++i) tensor.i32[i] = int32_t(i % 10);
    return tensor;
}

Result<Trained> train(std::shared_ptr<runtime::VulkanDevice> device, const DeviceProfile& profile) {
    TRY(const Project project, load_project(SADDLE_SOURCE_DIR "/projects/vision/lenet5.json"));
    ops::DataSignature data;
    data.classes = 10;
    data.ports = {{"image", ops::PortKind::Image, {DType::F32, {1, 28, 28}}}, {"label", ops::PortKind::Tokens, {DType::I32, {}}}};
    TRY(compile::ExecutionPlan plan, compile::compile({project, data, kBatch, "train", profile, {}, {}, false}));
    Trained trained{std::make_shared<const compile::ExecutionPlan>(std::move(plan)), {}};
    const ir::Program& program = trained.plan->program;
    const auto executor = runtime::make_vulkan_executor(std::move(device));
    TRY_STATUS(executor->prepare(trained.plan));
    std::vector<Tensor> inputs;
    for (const ir::ValueId id : program.entry("train")->inputs) inputs.push_back(waves(program[id].type, 0.7));
    for (const ir::ValueId id : program.of_kind(ir::ValueKind::Parameter)) TRY_STATUS(executor->set(program[id].name, waves(program[id].type, 0.37)));
    for (int step = 0; step < 2; ++step) {
        TRY_STATUS(executor->submit(*trained.plan, inputs, {0.1f, uint32_t(step + 1), 3, 3}, false));
        TRY(runtime::StepResult result, executor->wait());
        trained.values["loss"] = result.outputs.at("loss").f32;
    }
    for (const ir::ValueKind kind : {ir::ValueKind::Parameter, ir::ValueKind::State})
        for (const ir::ValueId id : program.of_kind(kind)) {
            TRY(const Tensor value, executor->get(program[id].name));
            trained.values[program[id].name] = value.f32;
        }
    return trained;
}

TEST(StorageRange, LargerValuesTakeSeveralBindingsAndGiveTheSameBits) {
    auto device = runtime::open_vulkan("auto");
    if (!device.ok()) GTEST_SKIP() << "no Vulkan device: " << device.error().message;
    DeviceProfile profile = runtime::profile_of(**device);
    if (profile.device_class != DeviceClass::Cpu) GTEST_SKIP() << "the kernels of CPU-type devices read through texel views, which this limit leaves alone";
    const auto whole = train(*device, profile);
    profile.max_storage_range = kLimit;
    const auto parted = train(*device, profile);
    ASSERT_TRUE(whole.ok()) << to_string(whole.error());
    ASSERT_TRUE(parted.ok()) << to_string(parted.error());
    int larger = 0;
    for (const ops::KernelCall& call : parted->plan->calls)
        for (const ops::Binding& b : call.bindings) {
            const int64_t all = parted->plan->slots[size_t(b.value.index)].bytes;
            if (b.kind != ops::BindingKind::Storage) continue;
            EXPECT_LE(b.byte_size >= 0 ? b.byte_size : all - b.byte_offset, int64_t(kLimit)) << call.kernel << " at " << call.node;
            larger += all > int64_t(kLimit);
        }
    EXPECT_GT(larger, 10);
    EXPECT_GT(parted->plan->calls.size(), whole->plan->calls.size());   // the update of the widest layer
    EXPECT_EQ(whole->values, parted->values);
}

}  // namespace
}  // namespace saddle
