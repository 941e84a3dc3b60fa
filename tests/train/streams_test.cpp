// States that are carried from window to window: the same numbers as of one long window, and what cannot be carried.
#include "tests/train/run_fixture.h"

namespace saddle {
namespace {

/// A text of ten letters, drawn at random, as windows side by side.
struct Letters final : train::DataSource {
    Letters(int64_t window, int64_t train_windows, int64_t validation_windows) : length(window), sizes{train_windows, validation_windows, 0} {
        Random random(1);
        for (int i = 0; i < 4001; ++i) ids.push_back(int32_t(random.below(10)));
        facts.name = "letters";
        ports.classes = 10;
        ports.ports = {{"tokens", ops::PortKind::Tokens, {DType::I32, {length}}}, {"targets", ops::PortKind::Tokens, {DType::I32, {length}}}};
    }
    const train::DataInfo& info() const override { return facts; }
    const ops::DataSignature& signature() const override { return ports; }
    int64_t size(train::Split split) const override { return sizes[int(split)]; }
    Status read(train::Split, std::span<const uint32_t> indices, const std::optional<train::Draw>&, std::vector<Tensor>& batch) const override {
        Tensor tokens{{DType::I32, {int64_t(indices.size()), length}}, {}, {}}, targets = tokens;
        for (const uint32_t index : indices) {
            const auto at = ids.begin() + index * length;
            tokens.i32.insert(tokens.i32.end(), at, at + length);
            targets.i32.insert(targets.i32.end(), at + 1, at + 1 + length);
        }
        batch = {std::move(tokens), std::move(targets)};
        return {};
    }
    int64_t length;
    int64_t sizes[3];
    std::vector<int32_t> ids;
    train::DataInfo facts;
    ops::DataSignature ports;
};

class Streams : public RunTest {
protected:
    /// A small language model; a rate of 0 leaves its weights as they begin, alike in every run.
    TrainRequest model(const std::string& layer, const std::string& carry, const Letters& letters, double rate = 0) {
        TrainRequest r = request("sequence/char-lstm");
        r.open_data = [letters](const DataConfig&, const std::string&) -> Result<std::shared_ptr<const train::DataSource>> { return std::shared_ptr<const train::DataSource>(std::make_shared<Letters>(letters)); };
        r.project.train.batch_size = 4;
        r.project.train.epochs = 1;
        r.project.train.shuffle = false;
        r.project.train.objectives[0].optimizer.attributes["lr"] = rate;
        for (Node& node : r.project.graph.nodes) {
            if (node.id == "embed") node.attributes["size"] = int64_t(5);
            if (node.id != "lstm") continue;
            node.layer = layer;
            node.attributes = {{"hidden", int64_t(6)}, {"layers", int64_t(2)}, {"carry", carry}};
        }
        return r;
    }
    Losses run(const TrainRequest& r) {
        Losses seen;
        RunControl control;
        const auto end = api::train(r, seen, control);
        EXPECT_TRUE(end.ok()) << to_string(end.error());
        return seen;
    }
    std::string refused(const TrainRequest& r) {
        Losses seen;
        RunControl control;
        const auto end = api::train(r, seen, control);
        return end.ok() ? "" : to_string(end.error());
    }
};

/// 162 windows of 5 make 40 batches of four streams, each of which reads 200 letters.
TEST_F(Streams, WindowsInARowAreOneLongWindow) {
    for (const char* layer : {"LSTM", "GRU", "RNN"}) {
        const std::vector<double> streams = run(model(layer, "always", Letters(5, 162, 0))).loss, whole = run(model(layer, "never", Letters(200, 4, 0))).loss, cut = run(model(layer, "never", Letters(5, 160, 0))).loss;
        ASSERT_EQ(streams.size(), 40u);
        ASSERT_EQ(whole.size(), 1u);
        const auto mean = [](const std::vector<double>& losses) {
            double sum = 0;
            for (const double loss : losses) sum += loss;
            return sum / double(losses.size());
        };
        EXPECT_NEAR(mean(streams), whole[0], 2e-6 * whole[0]) << layer;
        EXPECT_GT(std::abs(mean(cut) - whole[0]), 1e-5 * whole[0]) << layer << ": windows that begin with zeros differ";
    }
}

TEST_F(Streams, ATextIsEvaluatedFromItsBeginToItsEnd) {
    const auto validation = [&](const std::string& carry, int64_t length) { return *run(model("LSTM", carry, Letters(length, 4, 200 / length))).last_epoch->val_loss; };
    const double whole = validation("never", 200);
    EXPECT_NEAR(validation("evaluation", 10), whole, 2e-6 * whole);
    EXPECT_NEAR(validation("always", 50), whole, 2e-6 * whole);
    EXPECT_GT(std::abs(validation("never", 10) - whole), 1e-4 * whole);
}

TEST_F(Streams, AResumedRunCarriesOn) {
    TrainRequest whole = model("LSTM", "always", Letters(10, 200, 20), 0.01);
    whole.project.train.epochs = 2;
    const Losses all = run(whole);
    Losses first, rest;
    RunControl cut, on;
    first.stop_at = &cut;
    first.stop_step = 20;
    const auto stopped = api::train(whole, first, cut);
    ASSERT_TRUE(stopped.ok()) << to_string(stopped.error());
    ASSERT_EQ(stopped->status, "interrupted");
    TrainRequest r;
    r.open_data = whole.open_data;
    r.store_path = whole.store_path;
    r.resume = stopped->run;
    const auto end = api::train(r, rest, on);
    ASSERT_TRUE(end.ok()) << to_string(end.error());
    EXPECT_EQ(rest.loss.back(), all.loss.back());
    EXPECT_EQ(checkpoint(end->run).hash, checkpoint(all.end.run).hash);
}

TEST_F(Streams, WhatCannotBeCarriedIsRefused) {
    TrainRequest both = model("LSTM", "always", Letters(10, 40, 0));
    for (Node& node : both.project.graph.nodes)
        if (node.id == "lstm") node.attributes["bidirectional"] = true;
    EXPECT_NE(refused(both).find("runs from the last step to the first"), std::string::npos) << refused(both);
    TrainRequest large = model("LSTM", "always", Letters(10, 40, 0));
    large.project.train.batch_size = 41;
    EXPECT_NE(refused(large).find("41 streams need as many windows"), std::string::npos) << refused(large);
    TrainRequest series = request("sequence/temperature");
    for (Node& node : series.project.graph.nodes)
        if (node.layer == "LSTM") node.attributes["carry"] = std::string("evaluation");
    EXPECT_NE(refused(series).find("do not follow one another"), std::string::npos) << refused(series);
}

}  // namespace
}  // namespace saddle
