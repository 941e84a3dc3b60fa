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
const std::vector<Reference> kRuns = {
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
/// Not in PyTorch: by the plain reference in that script.
const Reference kLamb = {"LAMB", {{"lr", 0.05}, {"weight_decay", 0.1}}, {0.350470711571, 0.452207687146, 0.157302337478, -0.231623065329, -0.374110929254}};

double first_weight(size_t i) { return 0.5 * std::sin(1.0 + double(i)); }
double gradient(size_t i, int step) { return std::cos(0.7 * double(i) + 0.9 * step) * (1 + 0.25 * double(i)); }

Attributes complete(const ops::OptimizerDef& def, const Attributes& given) {
    Attributes all;
    for (const ops::AttributeDef& a : def.attributes) all[a.name] = a.fallback;
    for (const auto& [name, value] : given) all[name] = value;
    return all;
}

TEST(Optimizers, AgreeWithPyTorch) {
    for (const Reference& run : kRuns) {
        const ops::OptimizerDef& def = *ops::find_optimizer(run.optimizer);
        const Attributes attributes = complete(def, run.attributes);
        for (size_t i = 0; i < run.weights.size(); ++i) {
            std::vector<double> x(1 + def.states.size(), 0);
            x[0] = first_weight(i);
            for (int step = 0; step < 12; ++step) def.update(x.data(), gradient(i, step), attributes.real("lr"), step + 1, attributes);
            EXPECT_NEAR(x[0], run.weights[i], 1e-9) << run.optimizer << " weight " << i;
        }
    }
}

Tensor row_of(size_t size, const std::function<double(size_t)>& value) {
    Tensor row = Tensor::zeros({DType::F32, {int64_t(size)}});
    for (size_t i = 0; i < size; ++i) row.f32[i] = float(value(i));
    return row;
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

/// The plan of linear_program with the optimizer of `train`, prepared.
Result<std::shared_ptr<const compile::ExecutionPlan>> prepared(runtime::Executor& executor, int64_t size, const TrainConfig& train, const compile::TrainPass& pass = {}) {
    ir::Program program = linear_program(size);
    TRY_STATUS(compile::differentiate_objectives(program, train));
    TRY_STATUS(compile::append_update(program, train, pass));
    TRY(auto plan, compile::compile_program(std::move(program), "train", 1, executor.profile()));
    const auto shared = std::make_shared<const compile::ExecutionPlan>(std::move(plan));
    TRY_STATUS(executor.prepare(shared));
    return shared;
}

Result<Tensor> weights_after(runtime::Executor& executor, const OptimizerConfig& optimizer, int steps, const TrainConfig& base = {}) {
    constexpr int64_t kSize = 37;
    TrainConfig train = base;
    train.objectives[0].optimizer = optimizer;
    TRY(const auto shared, prepared(executor, kSize, train));
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

TEST(Optimizers, LambAgreesWithItsReference) {
    TrainConfig train;
    train.objectives[0].optimizer = {kLamb.optimizer, kLamb.attributes, {}};
    const auto executor = runtime::make_reference_executor();
    const auto plan = prepared(*executor, 5, train);
    ASSERT_TRUE(plan.ok()) << to_string(plan.error());
    ASSERT_TRUE(executor->set("p", row_of(5, first_weight)).ok());
    for (int step = 0; step < 12; ++step) {
        ASSERT_TRUE(executor->submit(**plan, {row_of(5, [&](size_t i) { return gradient(i, step); })}, {0.05f, uint32_t(step + 1), 1, 0}, false).ok());
        ASSERT_TRUE(executor->wait().ok());
    }
    const Tensor p = executor->get("p").value();
    for (size_t i = 0; i < 5; ++i) EXPECT_NEAR(p.f32[i], kLamb.weights[i], 1e-6) << i;   // kept in float
}

TEST(Optimizers, BatchesOfAStepAddUpInPlace) {
    const auto device = runtime::open_vulkan("auto");
    if (!device.ok()) GTEST_SKIP() << to_string(device.error());
    constexpr size_t kSize = 37;
    TrainConfig train;
    train.objectives[0].optimizer = {"Adam", {{"lr", 0.1}}, {}};
    const auto one = runtime::make_vulkan_executor(*device), three = runtime::make_vulkan_executor(*device);
    const auto plan = prepared(*one, kSize, train);
    train.accumulate = 3;
    const auto adding = prepared(*three, kSize, train, {{}, false}), last = prepared(*three, kSize, train);
    ASSERT_TRUE(plan.ok() && adding.ok() && last.ok());
    EXPECT_EQ((*last)->buffer_bytes[int(compile::BufferId::Gradients)], 0) << "the sum is the gradients' place";
    for (const auto& executor : {one.get(), three.get()}) ASSERT_TRUE(executor->set("p", row_of(kSize, first_weight)).ok());
    const float shares[] = {0.5f, 0.3f, 0.2f};
    for (int step = 0; step < 4; ++step) {
        const auto given = [&](size_t i, int batch) { return gradient(i, 3 * step + batch); };
        for (int batch = 0; batch < 3; ++batch) {
            compile::StepScalars scalars{0.1f, uint32_t(step + 1), 1, 0};
            scalars.share = shares[batch];
            scalars.keep = batch > 0;
            ASSERT_TRUE(three->submit(batch < 2 ? **adding : **last, {row_of(kSize, [&](size_t i) { return given(i, batch); })}, scalars, false).ok());
            ASSERT_TRUE(three->wait().ok());
        }
        const Tensor mean = row_of(kSize, [&](size_t i) { return 0.5 * given(i, 0) + 0.3 * given(i, 1) + 0.2 * given(i, 2); });
        ASSERT_TRUE(one->submit(**plan, {mean}, {0.1f, uint32_t(step + 1), 1, 0}, false).ok());
        ASSERT_TRUE(one->wait().ok());
    }
    const Tensor expected = one->get("p").value(), found = three->get("p").value();
    for (size_t i = 0; i < kSize; ++i) EXPECT_NEAR(found.f32[i], expected.f32[i], 1e-5) << i;
}

TEST(Optimizers, MistakesNameTheField) {
    const auto mistake = [](const std::function<void(TrainConfig&)>& change) {
        TrainConfig train;
        change(train);
        const auto plan = prepared(*runtime::make_reference_executor(), 3, train);
        return plan.ok() ? std::string() : plan.error().message;
    };
    EXPECT_EQ(mistake([](TrainConfig&) {}), "");
    EXPECT_NE(mistake([](TrainConfig& t) { t.accumulate = 0; }).find("train.accumulate: 0"), std::string::npos);
    EXPECT_NE(mistake([](TrainConfig& t) { t.objectives[0].every = 0; }).find("train.every: 0"), std::string::npos);
    EXPECT_NE(mistake([](TrainConfig& t) { t.objectives[0].parameters = "gen*"; }).find("train.parameters: 'gen*' matches no parameter"), std::string::npos);
    EXPECT_NE(mistake([](TrainConfig& t) { t.objectives.push_back({}); }).find("train.objectives[1].parameters"), std::string::npos) << "the first has them all";
    EXPECT_NE(mistake([](TrainConfig& t) { t.objectives[0].loss = {"elsewhere", "loss"}; }).find("'elsewhere' is no loss"), std::string::npos);
    EXPECT_NE(mistake([](TrainConfig& t) { t.objectives[0].optimizer.groups = {{"*.bias", {{"weight_decay", 0.0}}}}; }).find("groups[0].parameters: '*.bias'"), std::string::npos);
    EXPECT_NE(mistake([](TrainConfig& t) { t.objectives[0].optimizer.groups = {{"p", {{"decay", 0.0}}}}; }).find("groups[0].decay"), std::string::npos);
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
        const auto expected = weights_after(*runtime::make_reference_executor(), {def.name, attributes, {}}, 12);
        const auto found = weights_after(*runtime::make_vulkan_executor(*device), {def.name, attributes, {}}, 12);
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
    for (const char* name : {"SGD", "LAMB"}) {   // a kernel of its own, and instructions on each tensor
        const OptimizerConfig optimizer{name, {{"lr", 0.1}}, {}};
        const auto reference = runtime::make_reference_executor(), vulkan = runtime::make_vulkan_executor(*device);
        const auto plain = weights_after(*runtime::make_reference_executor(), optimizer, 6);
        for (runtime::Executor* executor : {reference.get(), vulkan.get()}) ASSERT_TRUE(weights_after(*executor, optimizer, 6, train).ok());
        for (const char* tensor : {"p", "p:ema"}) {
            const Tensor expected = reference->get(tensor).value(), found = vulkan->get(tensor).value();
            double moved = 0;
            for (size_t i = 0; i < expected.f32.size(); ++i) {
                EXPECT_NEAR(found.f32[i], expected.f32[i], 1e-5) << name << " " << tensor << " " << i;
                moved = std::max(moved, std::abs(double(expected.f32[i]) - double(plain->f32[i])));
            }
            EXPECT_GT(moved, 0.01) << name << ": clipping changed nothing";
        }
    }
}

}  // namespace
}  // namespace saddle
