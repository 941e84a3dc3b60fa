// What is watched of the nodes while they train: right against numbers made on the CPU, and without a trace in the run.
#include <cmath>

#include "engine/api/backend.h"
#include "engine/compile/observe.h"
#include "engine/train/training_loop.h"
#include "tests/train/run_fixture.h"

namespace saddle {
namespace {

struct Watcher : Losses {
    std::vector<train::Observation> seen;
    void observed(std::shared_ptr<const train::Observation> observation) override { seen.push_back(*observation); }
};

class Observing : public RunTest {
protected:
    /// A run of `r` that watches every so many steps.
    std::string hash_of_run(TrainRequest r, int every, Watcher& watcher, std::string* id = nullptr) {
        r.observe_every = every;
        RunControl control;
        const auto end = api::train(r, watcher, control);
        EXPECT_TRUE(end.ok()) << to_string(end.error());
        if (id) *id = end->run;
        return checkpoint(end->run).hash;
    }
};

TEST_F(Observing, LeavesNoTraceInTheRun) {
    TrainRequest plain = request(), rich = request();
    rich.project.graph.nodes.insert(rich.project.graph.nodes.end(), {{"bn1", "BatchNorm2d"}, {"dropout1", "Dropout"}});
    for (Edge& edge : rich.project.graph.edges)
        if (edge.to == PortRef{"relu1", "x"}) edge.from = {"dropout1", "y"};
    rich.project.graph.edges.insert(rich.project.graph.edges.end(), {{{"conv1", "y"}, {"bn1", "x"}}, {{"bn1", "y"}, {"dropout1", "x"}}});
    rich.project.train.accumulate = 2;
    rich.project.train.ema = 0.9;
    for (TrainRequest* r : {&plain, &rich}) {
        for (const char* device : {"auto", "reference"}) {
            const bool cpu = device == std::string("reference");
            r->device = device;
            r->steps = cpu ? 6 : 22;
            r->project.train.batch_size = cpu ? 2 : 32;
            Watcher with, without;
            EXPECT_EQ(hash_of_run(*r, 4, with), hash_of_run(*r, 0, without)) << device;
            EXPECT_EQ(with.loss, without.loss) << device;
            EXPECT_EQ(with.loss.size(), size_t(*r->steps));
            ASSERT_EQ(with.seen.size(), cpu ? 2u : 6u) << "before steps 2, 6, 10, ...";
            EXPECT_EQ(with.seen[1].step, 5u);
            EXPECT_TRUE(without.seen.empty());
        }
    }
}

TEST_F(Observing, IsKeptWithTheRun) {
    TrainRequest r = request();
    r.steps = 10;
    Watcher watcher;
    std::string run;
    hash_of_run(r, 4, watcher, &run);
    ASSERT_EQ(watcher.seen.size(), 3u);
    const auto rows = store::ExperimentStore::open(r.store_path).value()->metrics(run).value();
    size_t kept = 0;
    for (const store::MetricRow& row : rows) {
        if (row.name == "gradient_norm:conv2" && row.step == 9) kept += row.value == watcher.seen[2].gradient_norm.at("conv2");
        if (row.name == "zeros:relu1" && row.step == 9) kept += row.value == watcher.seen[2].zeros.at("relu1");
    }
    EXPECT_EQ(kept, 2u);
}

/// A batch of the project's data: its tensors.
std::vector<Tensor> batch_of(const train::DataSource& source, int64_t samples) {
    train::DataLoader loader(source, train::Split::Train, train::sample_order(samples, 1, 0, false), samples);
    return (*loader.next().value()).tensors;
}

double length(const std::vector<float>& numbers, double squares = 0) {
    for (const float x : numbers) squares += double(x) * double(x);
    return std::sqrt(squares);
}

TEST_F(Observing, SaysWhatTheCpuSays) {
    Project project = request().project;
    constexpr int64_t kBatch = 13;
    project.train.batch_size = kBatch;
    const auto source = datasets::open_data(project.data, "").value();
    const std::vector<Tensor> batch = batch_of(*source, kBatch);

    // Each number from the tensors of a training step on the CPU, in double precision.
    auto cpu = runtime::make_reference_executor();
    train::PlanCache plans(project, source->signature(), *cpu);
    const auto step = plans.get("train", kBatch).value();
    ASSERT_TRUE(runtime::initialize(*cpu, step->program, 3).ok());
    std::map<std::string, Tensor> parameters;
    for (const std::string& name : cpu->names()) parameters[name] = cpu->get(name).value();
    ASSERT_TRUE(cpu->submit(*step, train::select_inputs(*step, source->signature(), batch, {}), {}, false).ok());
    ASSERT_TRUE(cpu->wait().ok());
    const ir::EntryPoint& entry = *step->program.entry("train");
    const auto gradient = [&](const std::string& name) { return cpu->peek(*step, *entry.output("gradient:" + name)).value().f32; };
    std::map<NodeId, double> zeros;
    for (const ir::Instruction& instruction : entry.body)
        if (instruction.op == "Relu" && instruction.phase == ir::Phase::Forward) {
            const std::vector<float> given = cpu->peek(*step, instruction.outputs[0]).value().f32;
            zeros[instruction.node] = double(std::count(given.begin(), given.end(), 0.0f)) / double(given.size());
        }
    ASSERT_GE(zeros.size(), 2u);

    for (const char* device : {"reference", "auto"}) {
        SCOPED_TRACE(device);
        auto backend = api::open_backend(device, (folder_ / "runs.sqlite").string()).value();
        train::PlanCache cache(project, source->signature(), *backend.executor);
        const auto plan = cache.get(compile::kObserve, kBatch).value();
        for (const auto& [name, tensor] : parameters)
            if (backend.executor->get(name).ok()) {
                ASSERT_TRUE(backend.executor->set(name, tensor).ok()) << name;
            }
        ASSERT_TRUE(backend.executor->submit(*plan, train::select_inputs(*plan, source->signature(), batch, {}), {}, false).ok());
        const auto result = backend.executor->wait();
        ASSERT_TRUE(result.ok()) << to_string(result.error());
        const auto number = [&](const std::string& name) { return double(result->outputs.at(name).f32.at(0)); };
        for (const char* node : {"conv1", "conv2", "fc1", "fc3"}) {
            const double bias = length(gradient(std::string(node) + ".bias")), expected = length(gradient(std::string(node) + ".weight"), bias * bias);
            EXPECT_GT(expected, 0);
            EXPECT_NEAR(number(std::string(compile::kGradientNorm) + node), expected, 2e-5 * expected) << node;
        }
        for (const auto& [node, share] : zeros) {
            EXPECT_GT(share, 0.05);
            EXPECT_NEAR(number(compile::kZeros + node), share, 1e-3) << node << ": rounding may move a value across zero";
        }
        EXPECT_EQ(number(std::string(compile::kZeros) + "fc3"), 0);
        EXPECT_FALSE(result->outputs.count(std::string(compile::kZeros) + "loss")) << "a loss gives a number, not a tensor";
        EXPECT_EQ(backend.executor->get("conv1.weight").value().f32, parameters["conv1.weight"].f32) << "nothing changes";
    }
}

TEST_F(Observing, EveryReadyProjectCanBeWatchedInTheMemoryOfItsSteps) {
    size_t watched = 0;
    for (const auto& file : std::filesystem::recursive_directory_iterator(SADDLE_SOURCE_DIR "/projects")) {
        const auto project = file.path().extension() == ".json" ? load_project(file.path().string()) : Error{};
        if (!project.ok()) continue;
        const auto source = datasets::open_data(project->data, "");
        if (!source.ok()) continue;   // it is fetched first
        SCOPED_TRACE(file.path().filename());
        DeviceProfile device;
        device.device_class = DeviceClass::Cpu;
        const auto bytes = [&](const char* entry) {
            const auto plan = compile::compile({*project, (*source)->signature(), std::min<int64_t>(project->train.batch_size, 64), entry, device, {}, {}});
            EXPECT_TRUE(plan.ok()) << to_string(plan.error());
            return plan.ok() ? double(plan->buffer_bytes[int(compile::BufferId::Arena)]) : 0;
        };
        const double step = bytes("train"), watching = bytes(compile::kObserve);
        EXPECT_LE(watching, 1.1 * step + 1e6) << step;
        ++watched;
    }
    EXPECT_GT(watched, 10u);
}

TEST_F(Observing, SaysThatNumbersAreNotFinite) {
    TrainRequest r = request();
    r.steps = 8;
    r.project.train.objectives[0].optimizer.attributes["lr"] = 1e9;
    Watcher watcher;
    RunControl control;
    r.observe_every = 1;
    const auto end = api::train(r, watcher, control);
    ASSERT_TRUE(end.ok()) << to_string(end.error());
    EXPECT_EQ(end->status, "diverged");
    ASSERT_GE(watcher.seen.size(), 2u);
    EXPECT_TRUE(std::isfinite(watcher.seen[0].gradient_norm.at("fc3")));
    EXPECT_FALSE(std::isfinite(watcher.seen[1].gradient_norm.at("fc3")));
}

}  // namespace
}  // namespace saddle
