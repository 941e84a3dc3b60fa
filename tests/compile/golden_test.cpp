// What every stage of the compiler makes of LeNet-5, as text. A change that is meant shows in the diff of tests/compile/golden:
// SADDLE_UPDATE_GOLDEN=1 build/release/bin/test_compile writes the files anew.
#include <gtest/gtest.h>

#include <cstdlib>

#include "engine/compile/observe.h"
#include "engine/core/file.h"

namespace saddle::compile {
namespace {

constexpr int64_t kBatch = 4;

class Golden : public testing::Test {
protected:
    void SetUp() override {
        data_.classes = 10;
        data_.ports = {{"image", ops::PortKind::Image, {DType::F32, {1, 28, 28}}}, {"label", ops::PortKind::Tokens, {DType::I32, {}}}};
        device_.name = "any";
        device_.device_class = DeviceClass::Plain;
    }
    /// Compares with tests/compile/golden/<stage>.txt, or writes it.
    void expect_same(const std::string& stage, const std::string& text) {
        const std::string path = SADDLE_SOURCE_DIR "/tests/compile/golden/" + stage + ".txt";
        if (std::getenv("SADDLE_UPDATE_GOLDEN")) {
            ASSERT_TRUE(write_file(path, text).ok());
            return;
        }
        const auto golden = read_file(path);
        ASSERT_TRUE(golden.ok()) << to_string(golden.error());
        EXPECT_EQ(text, *golden) << "stage '" << stage << "' changed; if it should, SADDLE_UPDATE_GOLDEN=1 writes " << path;
    }

    const Project project_ = load_project(SADDLE_SOURCE_DIR "/projects/vision/lenet5.json").value();
    ops::DataSignature data_;
    DeviceProfile device_;
};

TEST_F(Golden, Shapes) {
    const TypedGraph typed = infer_shapes(project_, data_, kBatch);
    std::string text;
    for (const auto& [port, type] : typed.ports) text += port.node + "." + port.port + " " + to_string(type.type) + "\n";
    for (const auto& [node, cost] : typed.costs)
        text += node + ": " + std::to_string(cost.parameters) + " parameters, " + std::to_string(int64_t(cost.macs)) + " multiply-adds\n";
    EXPECT_TRUE(typed.valid());
    expect_same("shapes", text);
}

TEST_F(Golden, EveryStageOfTheTrainingPlan) {
    const auto plan = compile({project_, data_, kBatch, "train", device_, {}, {}, true});
    ASSERT_TRUE(plan.ok()) << to_string(plan.error());
    ASSERT_GE(plan->stages.size(), 5u);
    for (const auto& [stage, text] : plan->stages) expect_same(stage, text);
}

TEST_F(Golden, WhatIsWatchedOfNodes) {
    const auto plan = compile({project_, data_, kBatch, kObserve, device_, {}, {}, true});
    ASSERT_TRUE(plan.ok()) << to_string(plan.error());
    for (const auto& [stage, text] : plan->stages)
        if (stage == "decomposed") expect_same("observe", text);
    const auto step = compile({project_, data_, kBatch, "train", device_, {}, {}});
    for (const BufferId buffer : {BufferId::Gradients, BufferId::State, BufferId::Parameters})
        EXPECT_LE(plan->buffer_bytes[int(buffer)], step->buffer_bytes[int(buffer)]) << "needs no memory that a step does not";
    EXPECT_LE(plan->buffer_bytes[int(BufferId::Arena)], step->buffer_bytes[int(BufferId::Arena)] + 64 * device_.alignment) << "but for its numbers";
}

TEST_F(Golden, CompilingIsAFunction) {
    for (const DeviceClass device_class : {DeviceClass::Plain, DeviceClass::Cpu, DeviceClass::Gpu}) {
        device_.device_class = device_class;
        const auto once = compile({project_, data_, kBatch, "train", device_, {}, {}, true});
        const auto again = compile({project_, data_, kBatch, "train", device_, {}, {}, true});
        ASSERT_TRUE(once.ok() && again.ok());
        EXPECT_EQ(once->stages, again->stages);
    }
}

}  // namespace
}  // namespace saddle::compile
