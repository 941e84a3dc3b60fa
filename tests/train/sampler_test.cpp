// Drawing from models: the steps of diffusion against their closed form, and what a sample may depend on.
#include <gtest/gtest.h>

#include <cmath>

#include "engine/core/philox.h"
#include "engine/ops/layers/diffusion.h"
#include "engine/train/sampler.h"

namespace saddle {
namespace {

/// A data set of 4 x 4 pictures, noise, a convolution, the loss.
Project pictures(const std::string& initializer, const std::string& schedule) {
    Project p;
    p.name = "pictures";
    p.train.initializer = initializer;
    p.graph.nodes = {{"data", "Dataset", {}, {}}, {"noising", "ForwardNoising", {{"steps", int64_t(40)}, {"schedule", schedule}}, {}},
                     {"conv", "Conv2d", {{"out_channels", int64_t(1)}, {"kernel", std::vector<int64_t>{3, 3}}, {"padding", std::vector<int64_t>{1, 1}}}, {}}, {"loss", "MSELoss", {}, {}}};
    for (const auto& [from, port, to, in] : {std::tuple("data", "image", "noising", "x"), std::tuple("noising", "y", "conv", "x"), std::tuple("conv", "y", "loss", "prediction"), std::tuple("noising", "noise", "loss", "target")})
        p.graph.edges.push_back({{from, port}, {to, in}});
    return p;
}

struct Model {
    std::unique_ptr<runtime::Executor> executor = runtime::make_reference_executor();
    train::PlanCache plans;
    Model(const Project& project, const ops::DataSignature& data, const std::string& entry) : plans(project, data, *executor) {
        const auto plan = plans.get(entry, 1);
        EXPECT_TRUE(plan.ok()) << to_string(plan.error());
        EXPECT_TRUE(runtime::initialize(*executor, (*plan)->program, 3).ok());
    }
};
const ops::DataSignature kPictures{{{"image", ops::PortKind::Image, {DType::F32, {1, 4, 4}}}}, 0};

TEST(Sampler, ANetworkThatSeesNoNoiseScalesTheFirstDrawByWhatTheScheduleKeeps) {
    for (const char* schedule : {"linear", "cosine"}) {
        const Project project = pictures("zeros", schedule);
        Model model(project, kPictures, "sample");
        const double kept = ops::noise_schedule(project.graph.nodes[1]).kept.back();
        for (const int64_t steps : {1, 7, 40}) {
            const auto x = train::sample_diffusion(model.plans, {2, steps, 0, 5});
            ASSERT_TRUE(x.ok()) << to_string(x.error());
            for (const int64_t n : {0, 1}) {
                Random random(5, stream_of("sample") + uint64_t(n) * 0x9E3779B97F4A7C15u);
                for (size_t i = 0; i < 16; ++i) {
                    const double expected = random.normal() / std::sqrt(kept);
                    EXPECT_NEAR(x->f32[size_t(n) * 16 + i], expected, 1e-4 * std::abs(expected) + 1e-6) << schedule << " " << steps;
                }
            }
        }
    }
}

TEST(Sampler, AncestralStepsAddTheVarianceOfThePosterior) {
    // Without a network: x = s x + f z at each step, so the variance is a recurrence. 4,096 numbers tell it to 10 %.
    const Project project = pictures("zeros", "linear");
    Model model(project, kPictures, "sample");
    const std::vector<double> kept = ops::noise_schedule(project.graph.nodes[1]).kept;
    double variance = 1;
    for (size_t t = kept.size(); t-- > 0;) {
        const double next = t > 0 ? kept[t - 1] : 1;
        variance = variance * next / kept[t] + (1 - next) / (1 - kept[t]) * (1 - kept[t] / next);
    }
    const auto x = train::sample_diffusion(model.plans, {256, 0, 1, 9});
    ASSERT_TRUE(x.ok()) << to_string(x.error());
    double sum = 0;
    for (const float v : x->f32) sum += double(v) * double(v);
    EXPECT_NEAR(sum / double(x->f32.size()), variance, 0.1 * variance);
}

TEST(Sampler, ASampleDependsOnTheSeedAndItsNumberAlone) {
    Model model(pictures("pytorch", "linear"), kPictures, "sample");
    const auto draw = [&](int64_t count, uint64_t seed) { return train::sample_diffusion(model.plans, {count, 5, 1, seed}).value().f32; };
    const std::vector<float> three = draw(3, 1), two = draw(2, 1);
    EXPECT_TRUE(std::equal(two.begin(), two.end(), three.begin()));
    EXPECT_EQ(three, draw(3, 1));
    EXPECT_NE(three, draw(3, 2));
    EXPECT_FALSE(std::equal(three.begin(), three.begin() + 16, three.begin() + 16));
}

TEST(Sampler, RefusesWhatItCannotDo) {
    Model model(pictures("pytorch", "linear"), kPictures, "sample");
    const auto steps = train::sample_diffusion(model.plans, {1, 41, 1, 1});
    ASSERT_FALSE(steps.ok());
    EXPECT_NE(steps.error().message.find("1 to 40"), std::string::npos) << steps.error().message;
    const auto text = train::sample_text(model.plans, {0}, {});
    ASSERT_FALSE(text.ok());
    EXPECT_NE(text.error().message.find("no tokens"), std::string::npos) << text.error().message;
}

}  // namespace
}  // namespace saddle
