// An optimizer step taken apart: what goes along edges, gradients and updates are those of the step that training takes, and of the
// reference in double precision.
#include "engine/api/edge_values.h"

#include <cmath>

#include "engine/api/run_path.h"
#include "tests/train/run_fixture.h"

namespace saddle {
namespace {

class Edges : public RunTest {
protected:
    EdgeRequest edge(const std::string& run, const PortRef& port, StepPhase until, std::optional<uint64_t> step = {}) {
        return {run, request().project, datasets::open_data, "", "auto", request().store_path, step, port, until};
    }
    EdgeValues taken(const EdgeRequest& r) {
        auto values = api::edge_values(r);
        EXPECT_TRUE(values.ok()) << to_string(values.error());
        return values.ok() ? std::move(*values) : EdgeValues();
    }
    /// conv1 -> batch normalisation -> dropout -> relu1
    static void with_noise_and_statistics(Project& p) {
        p.graph.nodes.insert(p.graph.nodes.end(), {{"bn1", "BatchNorm2d"}, {"dropout1", "Dropout", {{"ratio", 0.3}}}});
        for (Edge& each : p.graph.edges)
            if (each.to == PortRef{"relu1", "x"}) each.from = {"dropout1", "y"};
        p.graph.edges.insert(p.graph.edges.end(), {{{"conv1", "y"}, {"bn1", "x"}}, {{"bn1", "y"}, {"dropout1", "x"}}});
    }
    Tensor stored(const std::string& run, uint64_t step, const std::string& name) {
        const auto store = store::ExperimentStore::open(request().store_path).value();
        const auto path = api::run_path(*store, request().store_path, run, step);
        EXPECT_TRUE(path.ok()) << to_string(path.error());
        const auto loaded = api::load_checkpoint(path->back().file, "").value();
        for (const NamedTensor& t : loaded.tensors)
            if (t.name == name) return t.tensor;
        ADD_FAILURE() << name;
        return {};
    }
};

void expect_near(const Tensor& a, const Tensor& b, double share, const std::string& what) {
    ASSERT_EQ(a.type, b.type) << what;
    double most = 0, apart = 0;
    for (size_t i = 0; i < a.f32.size(); ++i) {
        most = std::max(most, std::abs(double(b.f32[i])));
        apart = std::max(apart, std::abs(double(a.f32[i]) - double(b.f32[i])));
    }
    EXPECT_LE(apart, share * most) << what << ", the largest is " << most;
    EXPECT_GT(most, 0) << what;
}

TEST_F(Edges, TheStepTakenApartIsTheOneThatFollows) {
    TrainRequest r = request();
    with_noise_and_statistics(r.project);
    r.steps = 12;
    Losses seen;
    RunControl control;
    const auto end = api::train(r, seen, control);
    ASSERT_TRUE(end.ok()) << to_string(end.error());
    for (const uint64_t step : {0, 5, 10}) {
        const EdgeValues v = taken(edge(end->run, {"conv1", "y"}, StepPhase::Update, step));
        EXPECT_EQ(v.step, step);
        EXPECT_EQ(v.samples, 64);
        EXPECT_NEAR(v.loss, seen.loss[step], 1e-5 * seen.loss[step]) << "the same samples, the same dropout, statistics of the batch";
        ASSERT_EQ(v.parameters.size(), 2u);
        EXPECT_EQ(v.parameters[0].name, "conv1.weight");
        EXPECT_EQ(v.parameters[0].before.f32, stored(end->run, step, "conv1.weight").f32);
        EXPECT_EQ(v.parameters[0].after.f32, stored(end->run, step + 1, "conv1.weight").f32) << "bit for bit, with the optimizer's state";
        EXPECT_EQ(v.parameters[0].gradient.type.shape, v.parameters[0].before.type.shape);
    }
    // Before a run begins it is the first step of the run to be.
    EdgeRequest first = edge("", {"conv1", "y"}, StepPhase::Update);
    first.project = r.project;
    const EdgeValues v = taken(first);
    EXPECT_TRUE(v.run.empty());
    EXPECT_NEAR(v.loss, seen.loss[0], 1e-5 * seen.loss[0]);
    EXPECT_EQ(v.parameters[0].after.f32, stored(end->run, 1, "conv1.weight").f32);
}

TEST_F(Edges, ValuesAndGradientsAreThoseOfTheReference) {
    Project project = request().project;
    with_noise_and_statistics(project);
    project.train.batch_size = 4;
    for (const PortRef& port : {PortRef{"data", "image"}, PortRef{"conv1", "y"}, PortRef{"bn1", "y"}, PortRef{"dropout1", "y"}, PortRef{"relu1", "y"}, PortRef{"fc2", "y"}, PortRef{"fc3", "y"}}) {
        EdgeRequest r = edge("", port, StepPhase::Backward);
        r.project = project;
        const EdgeValues ours = taken(r);
        r.device = "reference";
        const EdgeValues theirs = taken(r);
        const std::string name = port.node + "." + port.port;
        EXPECT_EQ(ours.value.type.shape[0], 4) << name;
        expect_near(ours.value, theirs.value, 2e-5, name);
        ASSERT_TRUE(ours.gradient && theirs.gradient) << name;
        expect_near(*ours.gradient, *theirs.gradient, 1e-4, "gradient of " + name);
        EXPECT_TRUE(ours.parameters.empty()) << "there is no update yet";
    }
    // Of the scores it is known in closed form: (softmax - truth) / N.
    EdgeRequest r = edge("", {"fc3", "y"}, StepPhase::Backward), truth = edge("", {"data", "label"}, StepPhase::Backward);
    r.project = truth.project = project;
    const EdgeValues scores = taken(r), labels = taken(truth);
    EXPECT_FALSE(labels.gradient) << "whole numbers have none";
    ASSERT_EQ(labels.value.i32.size(), 4u);
    for (size_t n = 0; n < 4; ++n) {
        double sum = 0;
        for (size_t k = 0; k < 10; ++k) sum += std::exp(double(scores.value.f32[n * 10 + k]));
        for (size_t k = 0; k < 10; ++k) {
            const double expected = (std::exp(double(scores.value.f32[n * 10 + k])) / sum - (labels.value.i32[n] == int32_t(k))) / 4;
            EXPECT_NEAR(double(scores.gradient->f32[n * 10 + k]), expected, 1e-6);
        }
    }
    r.until = StepPhase::Forward;
    EXPECT_FALSE(taken(r).gradient);
}

TEST_F(Edges, AccumulatedBatchesMakeOneUpdate) {
    TrainRequest r = request();
    r.project.train.accumulate = 3;
    r.project.train.batch_size = 32;
    r.steps = 3;
    Losses seen;
    RunControl control;
    const auto end = api::train(r, seen, control);
    ASSERT_TRUE(end.ok());
    const EdgeValues v = taken(edge(end->run, {"fc3", "y"}, StepPhase::Update, 1));
    EXPECT_EQ(v.samples, 32);
    EXPECT_EQ(v.parameters[0].after.f32, stored(end->run, 2, v.parameters[0].name).f32);
}

TEST_F(Edges, MistakesAreNamed) {
    const auto port = api::edge_values(edge("", {"conv7", "y"}, StepPhase::Forward));
    ASSERT_FALSE(port.ok());
    EXPECT_EQ(port.error().kind, ErrorKind::Usage);
    EXPECT_NE(port.error().message.find("conv7"), std::string::npos);
    EXPECT_FALSE(api::edge_values(edge("nosuch", {"conv1", "y"}, StepPhase::Forward)).ok());
}

}  // namespace
}  // namespace saddle
