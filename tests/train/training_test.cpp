// Whole runs through the api on generated digits: same seed, same bits; resume; divergence; data errors.
#include <cmath>

#include "tests/train/run_fixture.h"

namespace saddle {
namespace {

class Training : public RunTest {};

TEST_F(Training, SameSeedGivesTheSameBitsAndTheLossFalls) {
    std::string hash[2];
    for (int i = 0; i < 2; ++i) {
        TrainRequest r = request();
        r.project.train.epochs = 1;
        Losses seen;
        RunControl control;
        const auto end = api::train(r, seen, control);
        ASSERT_TRUE(end.ok()) << to_string(end.error());
        EXPECT_EQ(end->status, "finished");
        EXPECT_NEAR(seen.loss.front(), std::log(10), 0.03 * std::log(10));
        EXPECT_LT(seen.loss.back(), 1.5);
        ASSERT_TRUE(seen.last_epoch && seen.last_epoch->val_accuracy);
        EXPECT_GT(*seen.last_epoch->val_accuracy, 0.5);
        hash[i] = checkpoint(end->run).hash;
    }
    EXPECT_EQ(hash[0], hash[1]);
}

TEST_F(Training, ResumedRunEqualsTheUninterruptedOne) {
    TrainRequest whole = request();
    whole.project.train.epochs = 2;
    Losses a, b, c;
    RunControl ca, cb, cc;
    const auto end = api::train(whole, a, ca);
    ASSERT_TRUE(end.ok());
    TrainRequest first = whole;
    b.stop_at = &cb;
    b.stop_step = 40;
    const auto cut = api::train(first, b, cb);
    ASSERT_TRUE(cut.ok());
    EXPECT_EQ(cut->status, "interrupted");
    EXPECT_LT(cut->steps, end->steps);
    TrainRequest rest;
    rest.open_data = datasets::open_data;
    rest.store_path = whole.store_path;
    rest.resume = cut->run;
    const auto resumed = api::train(rest, c, cc);
    ASSERT_TRUE(resumed.ok()) << to_string(resumed.error());
    EXPECT_EQ(resumed->steps, end->steps);
    EXPECT_EQ(checkpoint(resumed->run).hash, checkpoint(end->run).hash);
}

/// A data set that calls `on_validation` whenever validation samples are read.
struct Watched final : train::DataSource {
    std::shared_ptr<const train::DataSource> source;
    std::function<void()> on_validation;
    const train::DataInfo& info() const override { return source->info(); }
    const ops::DataSignature& signature() const override { return source->signature(); }
    int64_t size(train::Split split) const override { return source->size(split); }
    Status read(train::Split split, std::span<const uint32_t> indices, const std::optional<train::Draw>& draw, std::vector<Tensor>& batch) const override {
        if (split == train::Split::Validation) on_validation();
        return source->read(split, indices, draw, batch);
    }
};

TEST_F(Training, AnEvaluationThatWasInterruptedIsMadeOnResume) {
    TrainRequest r = request();
    r.project.train.epochs = 1;
    Losses a, b;
    RunControl ca, cb;
    r.open_data = [&](const DataConfig& config, const std::string& path) -> Result<std::shared_ptr<const train::DataSource>> {
        auto watched = std::make_shared<Watched>();
        TRY(watched->source, datasets::open_data(config, path));
        watched->on_validation = [&] { ca.interrupt(); };
        return std::shared_ptr<const train::DataSource>(std::move(watched));
    };
    const auto cut = api::train(r, a, ca);
    ASSERT_TRUE(cut.ok()) << to_string(cut.error());
    EXPECT_EQ(cut->status, "interrupted");
    EXPECT_FALSE(a.last_epoch);
    TrainRequest rest;
    rest.open_data = datasets::open_data;
    rest.store_path = r.store_path;
    rest.resume = cut->run;
    const auto end = api::train(rest, b, cb);
    ASSERT_TRUE(end.ok()) << to_string(end.error());
    EXPECT_EQ(end->status, "finished");
    EXPECT_TRUE(b.loss.empty()) << "all steps were done";
    ASSERT_TRUE(b.last_epoch && b.last_epoch->val_accuracy);
    EXPECT_GT(*b.last_epoch->val_accuracy, 0.5);
    EXPECT_GT(b.last_epoch->train_loss, 0.1);
}

TEST_F(Training, VulkanFollowsTheReferenceForAdamAndTanh) {
    std::vector<double> loss[2];
    for (int i = 0; i < 2; ++i) {
        TrainRequest r = request("vision/lenet5-1998");
        r.project.train.batch_size = 10;
        r.project.train.objectives[0].optimizer = {"Adam", {{"lr", 0.001}}};
        r.steps = 6;
        r.device = i ? "auto" : "reference";
        Losses seen;
        RunControl control;
        ASSERT_TRUE(api::train(r, seen, control).ok());
        loss[i] = seen.loss;
    }
    ASSERT_EQ(loss[0].size(), loss[1].size());
    for (size_t k = 0; k < loss[0].size(); ++k) EXPECT_NEAR(loss[0][k], loss[1][k], 1e-4) << "step " << k;
}

TEST_F(Training, DivergenceIsFoundNamedAndStored) {
    TrainRequest r = request();
    r.project.train.objectives[0].optimizer.attributes["lr"] = 1e6;
    Losses seen;
    RunControl control;
    const auto end = api::train(r, seen, control);
    ASSERT_TRUE(end.ok()) << to_string(end.error());
    EXPECT_EQ(end->status, "diverged");
    EXPECT_LE(end->steps, 4u);
    EXPECT_NE(end->message.find("not finite"), std::string::npos) << end->message;
    auto store = store::ExperimentStore::open(r.store_path).value();
    EXPECT_EQ(store->run("last")->status, "diverged");
}

TEST_F(Training, MistakesInTheGraphNameNodePortAndHint) {
    TrainRequest r = request();
    ASSERT_TRUE(set_value(r.project, "conv2.kernel=50").ok());
    Losses seen;
    RunControl control;
    const auto end = api::train(r, seen, control);
    ASSERT_FALSE(end.ok());
    EXPECT_EQ(exit_code(end.error().kind), 3);
    ASSERT_FALSE(end.error().diagnostics.empty());
    EXPECT_EQ(end.error().diagnostics[0].node, "conv2");
    EXPECT_FALSE(end.error().diagnostics[0].hint.empty());
}

TEST_F(Training, BatchNormDropoutAndAddTrain) {
    TrainRequest r = request();
    Project& p = r.project;
    // conv1 -> batch norm -> + itself through a sigmoid -> dropout -> relu1
    p.graph.nodes.insert(p.graph.nodes.end(), {{"bn1", "BatchNorm2d"}, {"sigmoid1", "Sigmoid"}, {"add1", "Add"}, {"dropout1", "Dropout", {{"ratio", 0.1}}}});
    for (Edge& edge : p.graph.edges)
        if (edge.to == PortRef{"relu1", "x"}) edge.from = {"dropout1", "y"};
    p.graph.edges.insert(p.graph.edges.end(), {{{"conv1", "y"}, {"bn1", "x"}}, {{"bn1", "y"}, {"sigmoid1", "x"}}, {{"bn1", "y"}, {"add1", "a"}}, {{"sigmoid1", "y"}, {"add1", "b"}}, {{"add1", "y"}, {"dropout1", "x"}}});
    p.train.epochs = 1;
    Losses seen;
    RunControl control;
    const auto end = api::train(r, seen, control);
    ASSERT_TRUE(end.ok()) << to_string(end.error());
    EXPECT_EQ(end->status, "finished");
    EXPECT_LT(seen.loss.back(), 1.5);
    ASSERT_TRUE(seen.last_epoch->val_accuracy);
    EXPECT_GT(*seen.last_epoch->val_accuracy, 0.6);
}

}  // namespace
}  // namespace saddle
