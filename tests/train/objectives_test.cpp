// What a step is made of: several objectives, batches added up, a rate that waits for progress.
#include <cmath>

#include "engine/train/learning_rate.h"
#include "tests/train/run_fixture.h"

namespace saddle {
namespace {

class Objectives : public RunTest {
protected:
    TrainRequest gan() {
        TrainRequest r = request("generative/gan");
        r.project.train.batch_size = 32;
        return r;
    }
    std::map<std::string, Tensor> weights(const std::string& run) {
        std::map<std::string, Tensor> tensors;
        const auto loaded = api::load_checkpoint(checkpoint(run).path, "");
        for (const NamedTensor& t : loaded->tensors) tensors[t.name] = t.tensor;
        return tensors;
    }
    /// The run of `whole` cut after `steps` and resumed: its last checkpoint's hash.
    std::string hash_of_cut(const TrainRequest& whole, uint64_t steps, int64_t* done = nullptr) {
        Losses first, second;
        RunControl a, b;
        first.stop_at = &a;
        first.stop_step = steps;
        const auto cut = api::train(whole, first, a);
        EXPECT_EQ(cut->status, "interrupted");
        TrainRequest rest;
        rest.open_data = whole.open_data;
        rest.store_path = whole.store_path;
        rest.resume = cut->run;
        if (whole.steps) rest.steps = *whole.steps - int64_t(cut->steps);
        const auto end = api::train(rest, second, b);
        EXPECT_TRUE(end.ok()) << to_string(end.error());
        if (done) *done = int64_t(end->steps);
        return checkpoint(end->run).hash;
    }
};

TEST_F(Objectives, EachLossMovesItsOwnParameters) {
    TrainRequest r = gan();
    r.steps = 3;
    r.project.train.objectives[1].every = 2;
    std::map<std::string, Tensor> after[4];
    for (int64_t steps = 1; steps <= 3; ++steps) {
        Losses seen;
        RunControl control;
        r.steps = steps;
        const auto end = api::train(r, seen, control);
        ASSERT_TRUE(end.ok()) << to_string(end.error());
        after[steps] = weights(end->run);
        ASSERT_EQ(seen.reports.back().losses.size(), 2u);
        EXPECT_NEAR(seen.reports.back().losses.at("d_loss") + seen.reports.back().losses.at("g_loss"), seen.reports.back().loss, 1e-5);
    }
    for (const char* name : {"disc_conv1.weight", "disc_fc.bias"}) {
        EXPECT_NE(after[1][name].f32, after[2][name].f32) << name;
        EXPECT_NE(after[2][name].f32, after[3][name].f32) << name;
    }
    for (const char* name : {"gen_fc.weight", "gen_up2.bias"}) {
        EXPECT_NE(after[1][name].f32, after[2][name].f32) << name << " moves in step 2";
        EXPECT_EQ(after[2][name].f32, after[3][name].f32) << name << " rests in step 3";
    }
}

TEST_F(Objectives, AResumedGanEqualsTheUninterruptedOne) {
    TrainRequest r = gan();
    r.steps = 8;
    r.project.train.objectives[1].every = 2;
    r.project.train.accumulate = 2;
    Losses seen;
    RunControl control;
    const auto whole = api::train(r, seen, control);
    ASSERT_TRUE(whole.ok()) << to_string(whole.error());
    EXPECT_EQ(whole->steps, 8u);
    int64_t steps = 0;
    EXPECT_EQ(hash_of_cut(r, 3, &steps), checkpoint(whole->run).hash);
    EXPECT_EQ(steps, 8);
}

TEST_F(Objectives, BatchesAddUpToTheLargeBatch) {
    std::vector<double> loss[2];
    std::map<std::string, Tensor> reached[2];
    for (const bool split : {false, true}) {   // 6,000 samples: 28 steps of 210 and one of 120, or of 70 + 70 + 70 and 70 + 50
        TrainRequest r = request();
        r.project.train.epochs = 1;
        r.project.train.batch_size = split ? 70 : 210;
        r.project.train.accumulate = split ? 3 : 1;
        Losses seen;
        RunControl control;
        const auto end = api::train(r, seen, control);
        ASSERT_TRUE(end.ok()) << to_string(end.error());
        EXPECT_EQ(end->steps, 29u);
        loss[split] = seen.loss;
        reached[split] = weights(end->run);
    }
    double worst = 0;
    for (size_t k = 0; k < loss[0].size(); ++k) worst = std::max(worst, std::abs(loss[0][k] - loss[1][k]));
    EXPECT_LT(worst, 1e-5);
    for (const auto& [name, tensor] : reached[0])
        for (size_t i = 0; name.find(':') == std::string::npos && i < tensor.f32.size(); ++i) ASSERT_NEAR(reached[1][name].f32[i], tensor.f32[i], 1e-5) << name << " " << i;
    std::printf("worst difference of the losses %.3g\n", worst);
}

TEST_F(Objectives, APlateauIsKeptInTheCheckpoint) {
    TrainRequest r = request();
    r.project.train.epochs = 4;
    r.project.train.batch_size = 2000;
    r.project.train.schedule = {"plateau", {{"patience", int64_t(0)}, {"factor", 0.5}, {"threshold", 1.0}}};   // nothing is ever better
    Losses seen;
    RunControl control;
    const auto whole = api::train(r, seen, control);
    ASSERT_TRUE(whole.ok()) << to_string(whole.error());
    const double first = seen.reports.front().lr;
    for (const StepReport& report : seen.reports) EXPECT_DOUBLE_EQ(report.lr, first * std::pow(0.5, double((report.step - 1) / 3))) << "step " << report.step;
    EXPECT_EQ(hash_of_cut(r, 7), checkpoint(whole->run).hash);
}

}  // namespace
}  // namespace saddle
