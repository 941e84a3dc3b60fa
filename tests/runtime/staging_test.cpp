// Device memory that the host cannot map, forced on any device by SADDLE_STAGING: the same bytes, the same training, and
// nothing for the validation layer to say.
#include "engine/runtime/vulkan/staging.h"

#include <gtest/gtest.h>

#include <cstdlib>
#include <cstring>

#include "engine/compile/compile.h"
#include "engine/core/philox.h"

namespace saddle::runtime {
namespace {

class StagingTest : public testing::Test {
protected:
    void SetUp() override { errors_ = validation_errors(); }
    void TearDown() override {
        EXPECT_EQ(validation_errors(), errors_);
        for (const char* variable : {"SADDLE_STAGING", "SADDLE_POISON"}) unsetenv(variable);
    }
    /// The device opened anew, since it reads the switch then; null without one.
    std::shared_ptr<VulkanDevice> device(bool staging) {
        if (staging) setenv("SADDLE_STAGING", "1", 1);
        else unsetenv("SADDLE_STAGING");
        auto opened = open_vulkan("auto");
        return opened.ok() ? *opened : nullptr;
    }
    int errors_ = 0;
};

TEST_F(StagingTest, BytesComeBackAsTheyWentAcrossChunks) {
    const auto opened = device(true);
    if (!opened) GTEST_SKIP() << "no Vulkan device";
    ASSERT_FALSE(opened->host_mapped);
    Staging staging(opened);
    const int64_t sizes[] = {4, 4 << 20, (9 << 20) + 12};
    for (const int64_t size : sizes) {
        const auto buffer = Buffer::make(opened, size + 64);
        ASSERT_TRUE(buffer.ok());
        ASSERT_EQ(buffer->map, nullptr);
        ASSERT_TRUE(staging.clear(*buffer).ok());
        std::vector<std::byte> sent(static_cast<size_t>(size)), all(size_t(size + 64), std::byte(7));
        Random random(uint64_t(size), 1);
        for (std::byte& b : sent) b = std::byte(random.bits());
        ASSERT_TRUE(staging.write(*buffer, 16, sent.data(), size).ok());
        ASSERT_TRUE(staging.read(*buffer, 0, all.data(), size + 64).ok());
        EXPECT_EQ(std::memcmp(all.data() + 16, sent.data(), size_t(size)), 0) << size;
        EXPECT_EQ(all[15], std::byte(0)) << "what is beside it stays";
        EXPECT_EQ(all[size_t(size) + 16], std::byte(0));
        const auto twin = Buffer::make(opened, size + 64);
        ASSERT_TRUE(twin.ok() && staging.copy(*buffer, *twin, size + 16).ok());
        ASSERT_TRUE(staging.read(*twin, 16, all.data(), size).ok());
        EXPECT_EQ(std::memcmp(all.data(), sent.data(), size_t(size)), 0) << size;
    }
}

TEST_F(StagingTest, FreshMemoryIsZeroOrPoison) {
    for (const bool staged : {false, true})
        for (const bool poison : {false, true}) {
            if (poison) setenv("SADDLE_POISON", "1", 1);
            else unsetenv("SADDLE_POISON");
            const auto opened = device(staged);
            if (!opened) GTEST_SKIP() << "no Vulkan device";
            Staging staging(opened);
            const auto buffer = Buffer::make(opened, 512);
            ASSERT_TRUE(buffer.ok() && staging.clear(*buffer).ok());
            uint32_t words[128];
            ASSERT_TRUE(staging.read(*buffer, 0, reinterpret_cast<std::byte*>(words), 512).ok());
            for (const uint32_t word : words) ASSERT_EQ(word, poison ? ~0u : 0u);
        }
}

/// Everything that LeNet-5 gives and holds after a few steps, by name.
std::map<std::string, std::vector<float>> trained(std::shared_ptr<VulkanDevice> device) {
    const Project project = load_project(SADDLE_SOURCE_DIR "/projects/vision/lenet5.json").value();
    const ops::DataSignature data{{{"image", ops::PortKind::Image, {DType::F32, {1, 28, 28}}}, {"label", ops::PortKind::Tokens, {DType::I32, {}}}}, 10};
    const auto executor = make_vulkan_executor(std::move(device));
    std::map<std::string, std::vector<float>> all;
    const auto plan_of = [&](const char* entry, int64_t batch) {
        auto plan = compile::compile({project, data, batch, entry, executor->profile(), {}, {}, false});
        EXPECT_TRUE(plan.ok());
        return std::make_shared<const compile::ExecutionPlan>(std::move(*plan));
    };
    const auto train = plan_of("train", 12);
    EXPECT_TRUE(executor->prepare(train).ok());
    EXPECT_TRUE(initialize(*executor, train->program, 1).ok());
    EXPECT_TRUE(executor->warm_up(*train).ok());
    const auto larger = plan_of("eval", 40);  // buffers grow, with what they hold
    EXPECT_TRUE(executor->prepare(larger).ok());
    Random random(3);
    for (uint32_t step = 1; step <= 7; ++step) {
        std::vector<Tensor> inputs;
        const bool evaluates = step % 3 == 0;
        const compile::ExecutionPlan& plan = evaluates ? *larger : *train;
        for (const ir::ValueId id : plan.program.entry(plan.entry)->inputs) {
            inputs.push_back(Tensor::zeros(plan.program[id].type));
            for (float& x : inputs.back().f32) x = random.normal();
            for (int32_t& label : inputs.back().i32) label = int32_t(random.below(10));
        }
        EXPECT_TRUE(executor->submit(plan, inputs, {0.05f, step, 1, 0}, false).ok());
        auto result = executor->wait();
        EXPECT_TRUE(result.ok());
        for (const auto& [name, tensor] : result->outputs) all[std::to_string(step) + " " + name] = tensor.f32;
    }
    for (const std::string& name : executor->names()) all[name] = executor->get(name).value().f32;
    return all;
}

TEST_F(StagingTest, TrainingGivesTheSameBits) {
    if (!device(false)) GTEST_SKIP() << "no Vulkan device";
    const auto mapped = trained(device(false)), staged = trained(device(true));
    ASSERT_EQ(mapped.size(), staged.size());
    ASSERT_TRUE(mapped.count("conv1.weight") && mapped.count("1 loss"));
    for (const auto& [name, values] : mapped) {
        ASSERT_EQ(values.size(), staged.at(name).size()) << name;
        EXPECT_EQ(std::memcmp(values.data(), staged.at(name).data(), values.size() * 4), 0) << name;
    }
}

}  // namespace
}  // namespace saddle::runtime
