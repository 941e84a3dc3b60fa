// Batch normalisation computes its centred values again where it needs them: less traffic, the same step.
#include <gtest/gtest.h>

#include <cmath>

#include "engine/compile/compile.h"
#include "engine/compile/plan_diff.h"
#include "engine/core/philox.h"
#include "engine/runtime/device.h"

namespace saddle::compile {
namespace {

constexpr int64_t kImages = 8;

struct Normalised {
    Normalised() {
        data.ports = {{"x", ops::PortKind::Image, {DType::F32, {3, 12, 12}}}, {"label", ops::PortKind::Tokens, {DType::I32, {}}}};
        data.classes = 4;
        const char* const chain[] = {"conv", "bn", "relu", "conv2", "bn2", "sum", "flat", "fc"};
        const Attributes conv{{"out_channels", int64_t(5)}, {"kernel", std::vector<int64_t>{3, 3}}};
        project.graph.nodes = {{"data", "Dataset", {}}, {"conv", "Conv2d", conv}, {"bn", "BatchNorm2d", {}}, {"relu", "ReLU", {}}, {"conv2", "Conv2d", conv},
                               {"bn2", "BatchNorm2d", {}}, {"conv3", "Conv2d", conv}, {"bn3", "BatchNorm2d", {}}, {"sum", "Add", {}}, {"flat", "Flatten", {}}, {"fc", "Linear", {{"out_features", int64_t(4)}}}, {"loss", "CrossEntropyLoss", {}}};
        PortRef from{"data", "x"};
        for (const char* id : chain) {
            project.graph.edges.push_back({from, {id, id == std::string("sum") ? "a" : "x"}});
            from = {id, "y"};
        }
        // The same gradient reaches both: those of their shifts are equal, each in its own memory.
        for (const auto& [a, b, port] : {std::tuple("relu", "conv3", "x"), std::tuple("conv3", "bn3", "x"), std::tuple("bn3", "sum", "b")}) project.graph.edges.push_back({{a, "y"}, {b, port}});
        project.graph.edges.push_back({from, {"loss", "scores"}});
        project.graph.edges.push_back({{"data", "label"}, {"loss", "labels"}});
    }
    ExecutionPlan plan(const DeviceProfile& device, const std::set<std::string>& off) const {
        auto made = compile({.project = project, .data = data, .batch = kImages, .entry = "train", .device = device, .choices = {}, .passes = {off}, .keep_stages = false, .fed_draws = {}, .pass = {}});
        EXPECT_TRUE(made.ok()) << to_string(made.error());
        return std::move(made.value());
    }
    ops::DataSignature data;
    Project project;
};

/// Parameters and running statistics after three steps.
std::map<std::string, Tensor> trained(const Normalised& net, const std::set<std::string>& off) {
    auto device = runtime::open_vulkan("auto");
    if (!device.ok()) return {};
    const auto executor = runtime::make_vulkan_executor(*device);
    const auto plan = std::make_shared<const ExecutionPlan>(net.plan(executor->profile(), off));
    EXPECT_TRUE(executor->prepare(plan).ok());
    EXPECT_TRUE(runtime::initialize(*executor, plan->program, 3).ok());
    Random random(11);
    for (uint32_t step = 1; step <= 3; ++step) {
        std::vector<Tensor> batch;
        for (const auto& port : net.data.ports) {
            batch.push_back(Tensor::zeros(port.batch_type(kImages)));
            for (float& x : batch.back().f32) x = random.normal();
            for (int32_t& label : batch.back().i32) label = int32_t(random.below(4));
        }
        StepScalars scalars;
        scalars.lr = 0.05f;
        scalars.step = step;
        EXPECT_TRUE(executor->submit(*plan, batch, scalars, {}).ok());
        EXPECT_TRUE(executor->wait().ok());
    }
    std::map<std::string, Tensor> all;
    for (const std::string& name : executor->names()) all.emplace(name, executor->get(name).value());
    return all;
}

TEST(Recompute, NeedsLessTrafficAndFewerKernels) {
    DeviceProfile device;
    device.name = "any";
    device.device_class = DeviceClass::Cpu;
    const Normalised net;
    for (const char* pass : {"recompute", "common-subexpressions"}) {
        const PlanDiff diff = difference(net.plan(device, {pass}), net.plan(device, {}));
        EXPECT_LT(diff.after.work.bytes, 0.96 * diff.before.work.bytes) << pass;
        EXPECT_LT(diff.after.work.calls, diff.before.work.calls) << pass;
    }
}

TEST(Recompute, ChangesNoResult) {
    const Normalised net;
    const auto with = trained(net, {}), without = trained(net, {"recompute", "common-subexpressions"});
    if (with.empty()) GTEST_SKIP() << "no Vulkan device";
    ASSERT_EQ(with.size(), without.size());
    for (const auto& [name, tensor] : with)
        for (size_t i = 0; i < tensor.f32.size(); ++i) {
            const float other = without.at(name).f32[i];
            ASSERT_NEAR(tensor.f32[i], other, 1e-5 * std::max(1.f, std::abs(other))) << name << " " << i;
        }
}

}  // namespace
}  // namespace saddle::compile
