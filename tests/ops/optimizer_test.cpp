// Every optimizer: its C++ rule against PyTorch's numbers, and its kernel against the C++ rule.
#include <gtest/gtest.h>

#include <cmath>

#include "engine/compile/compile.h"
#include "engine/core/philox.h"
#include "engine/ops/layer_def.h"
#include "engine/runtime/device.h"

namespace saddle {
namespace {

struct Reference {
    const char* optimizer;
    Attributes attributes;
    std::vector<double> weights;   // after twelve steps; by tests/parity/optimizers.py, from PyTorch 1.13 in double precision
};
const std::vector<Reference> kPyTorch = {
    {"SGD", {{"lr", 0.05}}, {0.441644553684, 0.544161786003, 0.203508510263, -0.266455421238, -0.461021919204}},
    {"SGD", {{"lr", 0.05}, {"momentum", 0.9}, {"weight_decay", 0.01}}, {0.207705878093, 0.602256360517, 0.664716236316, 0.47165778408, 0.206806835463}},
    {"SGD", {{"lr", 0.05}, {"momentum", 0.9}, {"nesterov", true}}, {0.257311209066, 0.68852880595, 0.745011696729, 0.497814541138, 0.15307876863}},
    {"Adam", {{"lr", 0.01}}, {0.394970665745, 0.451676690217, 0.0935218991521, -0.332470506573, -0.445188219497}},
    {"Adam", {{"lr", 0.01}, {"weight_decay", 0.1}}, {0.389860090919, 0.446422192889, 0.0928135055662, -0.330189811701, -0.442440204195}},
    {"AdamW", {{"lr", 0.01}, {"weight_decay", 0.1}}, {0.390198088553, 0.446341128252, 0.0925596611887, -0.328328221389, -0.439769147218}},
    {"Adagrad", {{"lr", 0.1}, {"lr_decay", 0.01}, {"weight_decay", 0.01}}, {0.37872066245, 0.491360521739, 0.146716079438, -0.199845989253, -0.397024083111}},
    {"RMSProp", {{"lr", 0.01}}, {0.386814671318, 0.501101769884, 0.152132023395, -0.200408752804, -0.402603312375}},
    {"RMSProp", {{"lr", 0.01}, {"momentum", 0.9}, {"centered", true}, {"weight_decay", 0.01}}, {-0.129838051693, 0.427615999313, 0.429151953104, 0.923703702931, 0.30749071567}},
    {"Adadelta", {{"lr", 1.0}, {"weight_decay", 0.01}}, {0.422724864383, 0.4605141633, 0.0785272892047, -0.372018333338, -0.479135368787}},
    {"NAdam", {{"lr", 0.01}, {"weight_decay", 0.01}}, {0.418134174292, 0.464241996594, 0.0857834054398, -0.354767592737, -0.470458846889}},
};

Attributes complete(const ops::OptimizerDef& def, const Attributes& given) {
    Attributes all;
    for (const ops::AttributeDef& a : def.attributes) all[a.name] = a.fallback;
    for (const auto& [name, value] : given) all[name] = value;
    return all;
}

TEST(Optimizers, AgreeWithPyTorch) {
    for (const Reference& run : kPyTorch) {
        const ops::OptimizerDef& def = *ops::find_optimizer(run.optimizer);
        const Attributes attributes = complete(def, run.attributes);
        for (size_t i = 0; i < run.weights.size(); ++i) {
            std::vector<double> x(1 + def.states.size(), 0);
            x[0] = 0.5 * std::sin(1.0 + double(i));
            for (int step = 0; step < 12; ++step) def.update(x.data(), std::cos(0.7 * double(i) + 0.9 * step) * (1 + 0.25 * double(i)), attributes.real("lr"), step + 1, attributes);
            EXPECT_NEAR(x[0], run.weights[i], 1e-9) << run.optimizer << " weight " << i;
        }
    }
}

/// A program whose gradient is its input: loss = sum of p x.
ir::Program linear_program(int64_t size) {
    ir::Program program;
    program.entries.push_back({"train", {}, {}, {}, {}});
    ir::EntryPoint& entry = program.entries[0];
    ir::Value p;
    p.name = "p";
    p.kind = ir::ValueKind::Parameter;
    p.type = {DType::F32, {size}};
    p.node = "node";
    p.initializer = {"uniform", 0.5, 1, 1};
    ir::Value x = p;
    x.name = "x";
    x.kind = ir::ValueKind::Input;
    const ir::ValueId weight = program.add(p), input = program.add(x);
    entry.inputs.push_back(input);
    ops::Builder builder(program, entry);
    builder.node = "node";
    entry.outputs.push_back({"loss", builder.emit("ReduceSum", {builder.emit("Mul", {weight, input})}, {{"keepdims", int64_t(0)}})});
    return program;
}

Result<Tensor> weights_after(runtime::Executor& executor, const OptimizerConfig& optimizer, int steps, const TrainConfig& base = {}) {
    constexpr int64_t kSize = 37;
    ir::Program program = linear_program(kSize);
    TRY_STATUS(compile::differentiate(program, "train", program.of_kind(ir::ValueKind::Parameter)));
    TrainConfig train = base;
    train.objectives[0].optimizer = optimizer;
    TRY_STATUS(compile::append_update(program, train));
    TRY(auto plan, compile::compile_program(std::move(program), "train", 1, executor.profile()));
    const auto shared = std::make_shared<const compile::ExecutionPlan>(std::move(plan));
    TRY_STATUS(executor.prepare(shared));
    TRY_STATUS(runtime::initialize(executor, shared->program, 5));
    Random random(9);
    for (int step = 1; step <= steps; ++step) {
        Tensor x = Tensor::zeros({DType::F32, {kSize}});
        for (float& v : x.f32) v = random.uniform(-2, 2);
        TRY_STATUS(executor.submit(*shared, {x}, {float(optimizer.attributes.real("lr", 0.01)), uint32_t(step), 1, 0}, false));
        TRY(const auto result, executor.wait());
    }
    return executor.get("p");
}

TEST(Optimizers, KernelsAgreeWithTheReference) {
    const auto device = runtime::open_vulkan("auto");
    if (!device.ok()) GTEST_SKIP() << to_string(device.error());
    for (const ops::OptimizerDef& def : ops::all_optimizers()) {
        Attributes attributes{{"lr", 0.01}};
        for (const ops::AttributeDef& a : def.attributes)
            if (a.name == "weight_decay" || a.name == "lr_decay") attributes[a.name] = 0.05;
            else if (a.name == "momentum") attributes[a.name] = 0.8;
            else if (std::holds_alternative<bool>(a.fallback)) attributes[a.name] = true;
        const auto expected = weights_after(*runtime::make_reference_executor(), {def.name, attributes}, 12);
        const auto found = weights_after(*runtime::make_vulkan_executor(*device), {def.name, attributes}, 12);
        ASSERT_TRUE(expected.ok()) << def.name << ": " << to_string(expected.error());
        ASSERT_TRUE(found.ok()) << def.name << ": " << to_string(found.error());
        for (size_t i = 0; i < expected->f32.size(); ++i) EXPECT_NEAR(found->f32[i], expected->f32[i], 2e-5) << def.name << " weight " << i;
    }
}

TEST(Optimizers, ClippingAndRunningMeansAgreeWithTheReference) {
    const auto device = runtime::open_vulkan("auto");
    if (!device.ok()) GTEST_SKIP() << to_string(device.error());
    TrainConfig train;
    train.clip_norm = 1.5;
    train.clip_value = 0.3;
    train.ema = 0.7;
    const auto reference = runtime::make_reference_executor(), vulkan = runtime::make_vulkan_executor(*device);
    const auto plain = weights_after(*runtime::make_reference_executor(), {"SGD", {{"lr", 0.1}}}, 6);
    for (runtime::Executor* executor : {reference.get(), vulkan.get()}) ASSERT_TRUE(weights_after(*executor, {"SGD", {{"lr", 0.1}}}, 6, train).ok());
    for (const char* name : {"p", "p:ema"}) {
        const Tensor expected = reference->get(name).value(), found = vulkan->get(name).value();
        double moved = 0;
        for (size_t i = 0; i < expected.f32.size(); ++i) {
            EXPECT_NEAR(found.f32[i], expected.f32[i], 1e-5) << name << " " << i;
            moved = std::max(moved, std::abs(double(expected.f32[i]) - double(plain->f32[i])));
        }
        EXPECT_GT(moved, 0.05) << "clipping changed nothing";
    }
}

}  // namespace
}  // namespace saddle
