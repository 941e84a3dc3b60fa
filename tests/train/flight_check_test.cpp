// The flight check: what it says of data, graphs and settings that will not train as they were meant, and of time and memory.
#include <algorithm>
#include <cmath>

#include "engine/analysis/graph_advice.h"
#include "engine/api/flight.h"
#include "engine/graph/graph_edit.h"
#include "tests/train/run_fixture.h"

namespace saddle {
namespace {

using analysis::DataFacts;

/// Rows of four numbers with a class id, kept in memory.
class Rows final : public train::DataSource {
public:
    Rows() {
        signature_.classes = 3;
        signature_.ports = {{"features", ops::PortKind::Features, {DType::F32, {4}}}, {"label", ops::PortKind::Tokens, {DType::I32, {}}}};
        for (int i = 0; i < 90; ++i) {
            for (int k = 0; k < 4; ++k) values.push_back(float(std::sin(i * 4 + k)));
            labels.push_back(i % 3);
        }
    }
    const train::DataInfo& info() const override { return info_; }
    const ops::DataSignature& signature() const override { return signature_; }
    int64_t size(train::Split split) const override { return split == train::Split::Train ? 90 : split == train::Split::Validation ? 30 : 0; }
    Status read(train::Split, std::span<const uint32_t> indices, const std::optional<train::Draw>&, std::vector<Tensor>& batch) const override {
        batch.assign(2, {});
        for (const uint32_t i : indices) {
            batch[0].f32.insert(batch[0].f32.end(), values.begin() + i * 4, values.begin() + i * 4 + 4);
            batch[1].i32.push_back(labels[i]);
        }
        return {};
    }
    std::vector<float> values;
    std::vector<int32_t> labels;

private:
    train::DataInfo info_;
    ops::DataSignature signature_;
};

/// The one piece of advice that contains `text`; fails when there is none or several.
Diagnostic only(const std::vector<Diagnostic>& advice, const std::string& text) {
    std::vector<Diagnostic> found;
    for (const Diagnostic& d : advice)
        if (d.text.find(text) != std::string::npos) found.push_back(d);
    EXPECT_EQ(found.size(), 1u) << "'" << text << "'";
    return found.empty() ? Diagnostic{} : found[0];
}

class Flight : public RunTest {
protected:
    void SetUp() override {
        RunTest::SetUp();
        project = request().project;
    }
    void edit(const GraphEdit& edit) {
        const auto done = apply(project, edit);
        ASSERT_TRUE(done.ok()) << to_string(done.error());
    }
    FlightReport report() {
        api::FlightCheck check(datasets::open_data, (folder_ / "runs.sqlite").string());
        auto made = check(project, "auto");
        EXPECT_TRUE(made.ok()) << to_string(made.error());
        return made.ok() ? *made : FlightReport{};
    }
    std::vector<Diagnostic> data(const Rows& rows) {
        const auto facts = analysis::data_facts(rows);
        EXPECT_TRUE(facts.ok());
        return analysis::data_advice(*facts, project, rows.signature());
    }
    Project project;
};

TEST_F(Flight, ASoundProjectRaisesNoDoubt) {
    const FlightReport r = report();
    for (const Diagnostic& d : r.advice) ADD_FAILURE() << to_string(d);
    EXPECT_EQ(r.parameters, 61706);
    EXPECT_EQ(r.steps, r.steps_per_epoch * project.train.epochs);
    EXPECT_EQ(r.step.largest.size(), 5u);
    EXPECT_GT(r.step.flops, 1e8);
}

TEST_F(Flight, EveryReadyProjectIsMeantAsItIs) {
    for (const char* name : {"vision/resnet20", "sequence/char-lstm", "graph/karate-gcn", "generative/vae", "diffusion/ddpm-8x8"}) {
        project = request(name).project;
        for (const Diagnostic& d : report().advice) EXPECT_EQ(d.severity, Severity::Info) << name << ": " << to_string(d);
    }
}

TEST_F(Flight, SoftmaxBeforeTheLossThatAppliesIt) {
    edit({AddNode{Node{"soft", "Softmax", {}, 0, 0, false}, {}, {}}});
    edit({Connect{{{"fc3", "y"}, {"soft", "x"}}, {}}});
    EXPECT_EQ(only(report().advice, "no wire leads from soft to a loss").node, "soft");
    edit({Connect{{{"soft", "y"}, {"loss", "scores"}}, {}}});
    const std::vector<Diagnostic> advice = report().advice;
    EXPECT_EQ(only(advice, "applies softmax itself").node, "soft");
    EXPECT_EQ(only(advice, "applies softmax itself").severity, Severity::Warning);
}

TEST_F(Flight, DeadBranchesAndParametersThatNothingTrains) {
    edit({AddNode{Node{"side", "Linear", {{"out_features", int64_t(7)}}, 0, 0, false}, {}, {}}});
    edit({AddNode{Node{"tail", "ReLU", {}, 0, 0, false}, {}, {}}});
    edit({Connect{{{"flatten", "y"}, {"side", "x"}}, {}}});
    edit({Connect{{{"side", "y"}, {"tail", "x"}}, {}}});
    project.train.objectives[0].parameters = "conv*, fc2*, fc3*, side*";
    const std::vector<Diagnostic> advice = report().advice;
    EXPECT_EQ(only(advice, "dead branch of 2 layers").node, "tail");
    EXPECT_EQ(only(advice, "no path leads from it to the loss").node, "side");
    EXPECT_EQ(only(advice, "matches no objective's parameters").node, "fc1");
    EXPECT_NE(only(advice, "matches no objective's parameters").text.find("fc1.weight, fc1.bias"), std::string::npos);
}

TEST_F(Flight, RatesFarFromTheOptimizersOwn) {
    OptimizerConfig& optimizer = project.train.objectives[0].optimizer;
    optimizer = {"Adam", {{"lr", 0.5}}, {}};
    EXPECT_EQ(only(analysis::unusual_rates(project.train), "more than Adam").field, "train.lr");
    optimizer.attributes["lr"] = 1e-9;
    EXPECT_EQ(only(analysis::unusual_rates(project.train), "less than Adam").severity, Severity::Warning);
    optimizer = {"SGD", {{"lr", 0.1}, {"momentum", 0.9}}, {}};
    EXPECT_TRUE(analysis::unusual_rates(project.train).empty()) << "as ResNets are trained";
}

TEST_F(Flight, DataThatCannotBeLearntFrom) {
    EXPECT_TRUE(data(Rows()).empty());
    Rows rows;
    rows.values[17] = NAN;
    for (int i = 0; i < 90; ++i) rows.values[size_t(i * 4 + 2)] = 0.5f;
    rows.labels[5] = 9;
    for (int32_t& label : rows.labels)
        if (label == 1) label = 0;
    const std::vector<Diagnostic> advice = data(rows);
    EXPECT_EQ(only(advice, "1 of 360 values are NaN").severity, Severity::Error);
    EXPECT_EQ(only(advice, "1 of 4 columns never change in 90 samples looked at: 2").port, "features");
    EXPECT_EQ(only(advice, "1 labels are out of range: up to 9").severity, Severity::Error);
    EXPECT_EQ(only(advice, "1 of 3 classes do not occur").node, "data");
    rows = Rows();
    rows.labels[3] = -1;
    EXPECT_EQ(only(data(rows), "1 labels are negative").severity, Severity::Error);
    project.graph.find("loss")->attributes["ignore_index"] = int64_t(-1);
    EXPECT_TRUE(data(rows).empty()) << "they are left out on purpose";
    project.train.batch_size = 91;
    EXPECT_EQ(only(data(rows), "larger than the set's 90").field, "train.batch_size");
}

TEST_F(Flight, FactsOfColumnsAreThoseOfTheNumbers) {
    const Rows rows;
    const auto facts = analysis::data_facts(rows);
    ASSERT_TRUE(facts.ok());
    double sum = 0, squares = 0;
    for (const float v : rows.values) {
        sum += double(v);
        squares += double(v) * double(v);
    }
    const double mean = sum / 360;
    EXPECT_NEAR(facts->ports.at(0).mean, mean, 1e-9);
    EXPECT_NEAR(facts->ports.at(0).deviation, std::sqrt(squares / 360 - mean * mean), 1e-9);
    EXPECT_EQ(facts->classes, (std::vector<int64_t>{30, 30, 30}));
    EXPECT_EQ(analysis::data_facts(rows, 25)->counted, 16) << "a sample of the samples";
}

/// LeNet-5 planned for a device that is only numbers.
class FlightPlan : public Flight {
protected:
    FlightPlan() {
        device.device_class = DeviceClass::Cpu;
        device.peak_gflops = 100;
        device.peak_gbytes_per_s = 10;
    }
    compile::ExecutionPlan plan(const std::string& entry = "train", int64_t batch = 64) {
        const ops::DataSignature digits{{{"image", ops::PortKind::Image, {DType::F32, {1, 28, 28}}}, {"label", ops::PortKind::Tokens, {DType::I32, {}}}}, 10};
        return compile::compile({project, digits, batch, entry, device, {}, {}, false}).value();
    }
    DeviceProfile device;
};

TEST_F(FlightPlan, AStepIsNeverFasterThanItsRoofAndLearnsFromRuns) {
    const compile::ExecutionPlan made = plan();
    const analysis::StepEstimate cold = analysis::estimate_step(made, device, {});
    double roof = 0;
    for (const ops::KernelCall& call : made.calls) roof += std::max(call.flops / 100e6, call.bytes / 10e6);
    EXPECT_NEAR(cold.roof_ms, roof, 1e-9);
    EXPECT_GT(cold.step_ms, cold.roof_ms);
    EXPECT_EQ(cold.measured, 0);
    std::vector<analysis::MeasuredKernel> runs;
    for (const ops::KernelCall& call : made.calls) runs.push_back({call.kernel, call.flops, call.bytes, 0.5});
    const analysis::StepEstimate same = analysis::estimate_step(made, device, runs);
    EXPECT_NEAR(same.step_ms, 0.5 * double(made.calls.size()), 1e-9) << "what was measured";
    EXPECT_EQ(same.measured, 1);
    for (analysis::MeasuredKernel& run : runs) {   // half the size, at a quarter of the roof
        run.flops /= 2;
        run.bytes /= 2;
        run.ms = 4 * std::max(run.flops / 100e6, run.bytes / 10e6);
    }
    EXPECT_NEAR(analysis::estimate_step(made, device, runs).step_ms, 4 * roof, 1e-6) << "by the share of the roof";
    device.peak_gflops = 0;
    EXPECT_EQ(analysis::estimate_step(made, device, runs).step_ms, 0) << "not measured";
}

TEST_F(FlightPlan, LookingUpThroughIndicesIsExpectedToReachLessOfTheRoof) {
    compile::ExecutionPlan made = plan();
    const auto memory = std::find_if(made.calls.begin(), made.calls.end(), [](const ops::KernelCall& call) { return call.flops / 100e6 < call.bytes / 10e6; });
    ASSERT_NE(memory, made.calls.end());
    made.calls = {*memory};
    const double dense = analysis::estimate_step(made, device, {}).step_ms;
    made.calls[0].source = "sparse/aggregate.comp";
    EXPECT_GT(analysis::estimate_step(made, device, {}).step_ms, 1.5 * dense);
}

TEST_F(FlightPlan, MemoryIsWhatThePlanLaysOut) {
    const compile::ExecutionPlan train = plan(), eval = plan("eval", 256);
    device.heap_bytes = 1ull << 30;
    const analysis::MemoryForecast m = analysis::forecast_memory({&train, &eval}, device, 3);
    EXPECT_EQ(m.alive.at(size_t(m.peak)), train.arena_lower_bound);
    EXPECT_EQ(m.arena, std::max(train.buffer_bytes[int(compile::BufferId::Arena)], eval.buffer_bytes[int(compile::BufferId::Arena)]));
    EXPECT_GE(m.inputs, 3 * 256 * 28 * 28 * 4);
    EXPECT_EQ(m.total, m.parameters + m.gradients + m.states + m.arena + m.inputs);
    using Verdict = analysis::MemoryForecast::Verdict;
    EXPECT_EQ(m.verdict, Verdict::Fits);
    device.heap_bytes = uint64_t(m.total) + 1;
    EXPECT_EQ(analysis::forecast_memory({&train, &eval}, device, 3).verdict, Verdict::Tight);
    device.heap_bytes = uint64_t(m.total) - 1;
    EXPECT_EQ(analysis::forecast_memory({&train, &eval}, device, 3).verdict, Verdict::TooLarge);
    device.heap_bytes = 0;
    EXPECT_EQ(analysis::forecast_memory({&train}, device, 3).verdict, Verdict::Unknown);
}

}  // namespace
}  // namespace saddle
