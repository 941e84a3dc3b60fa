// The way of samples from noise to data: every frame against its closed form, and looks inside runs.
#include <cmath>

#include "engine/api/sample.h"
#include "engine/ops/layers/diffusion.h"
#include "engine/train/sampler.h"
#include "tests/train/inside_fixture.h"

namespace saddle {
namespace {

struct Pictures {
    Project project;
    std::unique_ptr<runtime::Executor> executor = runtime::make_reference_executor();
    std::unique_ptr<train::PlanCache> plans;
    explicit Pictures(const std::string& initializer) {
        project.name = "pictures";
        project.train.initializer = initializer;
        project.graph.nodes = {{"data", "Dataset", {}}, {"noising", "ForwardNoising", {{"steps", int64_t(40)}, {"schedule", std::string("cosine")}}},
                               {"conv", "Conv2d", {{"out_channels", int64_t(1)}, {"kernel", std::vector<int64_t>{3, 3}}, {"padding", std::vector<int64_t>{1, 1}}}}, {"loss", "MSELoss", {}}};
        project.graph.edges = {{{"data", "image"}, {"noising", "x"}}, {{"noising", "y"}, {"conv", "x"}}, {{"conv", "y"}, {"loss", "prediction"}}, {{"noising", "noise"}, {"loss", "target"}}};
        plans = std::make_unique<train::PlanCache>(project, ops::DataSignature{{{"image", ops::PortKind::Image, {DType::F32, {1, 4, 4}}}}, 0}, *executor);
        const auto plan = plans->get("sample", 1);
        EXPECT_TRUE(plan.ok() && runtime::initialize(*executor, (*plan)->program, 3).ok());
    }
};

TEST(Denoising, FramesOfANetworkThatSeesNoNoiseAreTheFirstOneTimesWhatTheScheduleKeeps) {
    Pictures p("zeros");
    const std::vector<double> kept = ops::noise_schedule(p.project.graph.nodes[1]).kept;
    const auto way = train::denoise(*p.plans, {2, 0, 0, 5}, 9);
    ASSERT_TRUE(way.ok()) << to_string(way.error());
    EXPECT_EQ(way->noise, (std::vector<int64_t>{40, 35, 30, 25, 20, 15, 10, 5, 0}));
    for (size_t f = 0; f < way->frames.size(); ++f)
        for (size_t n = 0; n < 2; ++n) {
            Random random(5, stream_of("sample") + n * 0x9E3779B97F4A7C15u);
            for (size_t i = 0; i < 16; ++i) {
                const double now = way->noise[f] > 0 ? kept[size_t(way->noise[f] - 1)] : 1, expected = random.normal() * std::sqrt(now / kept.back());
                EXPECT_NEAR(double(way->frames[f].f32[n * 16 + i]), expected, 1e-4 * std::abs(expected) + 1e-6) << way->noise[f];
            }
        }
}

TEST(Denoising, TheLastFrameIsTheSampleToTheBit) {
    Pictures p("pytorch");
    for (const double eta : {0.0, 1.0})
        for (const int64_t steps : {0, 7}) {
            const auto way = train::denoise(*p.plans, {3, steps, eta, 2}, 4);
            ASSERT_TRUE(way.ok());
            EXPECT_EQ(way->frames.size(), 4u);
            EXPECT_EQ(way->frames.back(), *train::sample_diffusion(*p.plans, {3, steps, eta, 2}));
        }
    int told = 0;
    const auto all = train::denoise(*p.plans, {1, 3, 0, 2}, 11, {}, [&](const train::Denoising& so_far) { EXPECT_EQ(so_far.frames.size(), size_t(++told)); });
    EXPECT_EQ(all->noise, (std::vector<int64_t>{40, 21, 1, 0})) << "no more frames than there are times";
    EXPECT_EQ(told, 4);
    EXPECT_FALSE(train::denoise(*p.plans, {1, 3, 0, 2}, 1).ok());
    EXPECT_EQ(train::denoise(*p.plans, {1, 3, 0, 2}, 3, [](double done) { return done < 0.5; }).error().kind, ErrorKind::Interrupted);
}

TEST_F(Insides, TheStripOfADiffusionModelEndsInItsSamples) {
    TrainRequest train = request("diffusion/ddpm-8x8");
    train.project.train.batch_size = 16;
    const std::string run = trained(train, 2);
    InsideRequest r = look(run, InsideWhat::Denoising);
    r.samples = 3;
    size_t told = 0;
    const auto inside = look_.look(r, [&](auto so_far) {
        EXPECT_EQ(so_far->denoising.frames.size(), ++told);
    });
    ASSERT_TRUE(inside.ok()) << to_string(inside.error());
    EXPECT_EQ(told, 11u);
    EXPECT_EQ(inside->denoising.noise.front(), 1000);
    EXPECT_EQ(inside->denoising.noise.back(), 0);
    SampleRequest sample;
    sample.run = run;
    sample.open_data = datasets::open_data;
    sample.store_path = r.store_path;
    sample.diffusion = {3, 50, 0, 1};
    const auto drawn = api::sample(sample);
    ASSERT_TRUE(drawn.ok()) << to_string(drawn.error());
    EXPECT_EQ(inside->denoising.frames.back(), drawn->pictures);
    const std::string other = trained(request(), 1);
    EXPECT_NE(to_string(look_.look(look(other, InsideWhat::Denoising)).error()).find("no diffusion model"), std::string::npos);
    sample.run = other;
    sample.strip = 5;
    EXPECT_NE(to_string(api::sample(sample).error()).find("no diffusion model"), std::string::npos);
}

}  // namespace
}  // namespace saddle
