// Landscapes of stored runs and of the run in progress: centre and trail at the run's true losses, beside training on
// the same device without changing it, following the run to its end.
#include <gtest/gtest.h>

#include <cmath>
#include <condition_variable>
#include <filesystem>
#include <future>

#include "datasets/open.h"
#include "engine/api/session.h"
#include "engine/store/experiment_store.h"

namespace saddle {
namespace {

namespace fs = std::filesystem;

class Landscapes : public testing::Test {
protected:
    void SetUp() override {
        folder_ = fs::temp_directory_path() / ("saddle-landscape-" + std::to_string(getpid()));
        fs::remove_all(folder_);
        fs::create_directories(folder_);
        setenv("XDG_DATA_HOME", (fs::temp_directory_path() / "saddle-test-data").c_str(), 1);  // generated once for all tests
    }
    void TearDown() override { fs::remove_all(folder_); }

    TrainRequest request(int64_t epochs) {
        TrainRequest r;
        r.project = load_project(SADDLE_SOURCE_DIR "/projects/vision/lenet5.json").value();
        r.project.train.epochs = epochs;
        r.open_data = datasets::open_data;
        r.store_path = store_path();
        return r;
    }
    std::string store_path() const { return (folder_ / "runs.sqlite").string(); }
    LandscapeRequest landscape(const std::string& run, int size) {
        LandscapeRequest r;
        r.run = run;
        r.open_data = datasets::open_data;
        r.store_path = store_path();
        r.size = size;
        return r;
    }
    fs::path folder_;
};

/// Tells when the run has begun and keeps its losses.
struct Watch : RunObserver {
    std::promise<std::string> begun;
    std::vector<double> losses;
    std::function<void(uint64_t)> on_step;
    void started(const RunStart& start) override { begun.set_value(start.run); }
    void step(const StepReport& report) override {
        losses.push_back(report.loss);
        if (on_step) on_step(report.step);
    }
};

TEST_F(Landscapes, CentreAndTrailAreTheRunsOwn) {
    TrainRequest train = request(1);
    RunControl control;
    Watch watch;
    const auto end = api::train(train, watch, control);
    ASSERT_TRUE(end.ok()) << to_string(end.error());
    std::vector<double> at_end;
    for (const std::string axes : {"random", "pca", "hessian"}) {
        LandscapeRequest r = landscape(end->run, 7);
        r.axes = axes;
        int told = 0;
        const auto grid = api::landscape(r, [&](auto) { ++told; }, {});
        ASSERT_TRUE(grid.ok()) << to_string(grid.error());
        EXPECT_GE(told, 1);
        EXPECT_EQ(grid->axes, axes);
        EXPECT_EQ(grid->step, end->steps);
        EXPECT_EQ(grid->done, 1);
        EXPECT_NEAR(double(grid->loss[24]), grid->centre_loss, 1e-6);   // the middle of 7 x 7
        ASSERT_GT(grid->trail.size(), 8u);
        EXPECT_EQ(grid->trail.front().step, 0u);
        EXPECT_NEAR(grid->trail.front().loss, std::log(10), 0.1);       // ten classes, before the first step
        for (size_t i = 1; i < grid->trail.size(); ++i) EXPECT_GT(grid->trail[i].step, grid->trail[i - 1].step);
        const auto& last = grid->trail.back();                          // the run's end is the centre
        EXPECT_EQ(last.step, end->steps);
        EXPECT_NEAR(last.loss, grid->centre_loss, 1e-6);
        EXPECT_NEAR(std::hypot(last.a, last.b, last.distance), 0, 1e-4);
        EXPECT_GT(grid->trail.front().distance, 0.01) << "a path of 64 points does not lie in a plane";
        if (axes == "pca") {
            EXPECT_GT(grid->explained[0], 0.4);
            EXPECT_GE(grid->explained[0], grid->explained[1]);
            for (const auto& p : grid->trail) EXPECT_LE(std::max(std::abs(p.a), std::abs(p.b)), 1.001);
        } else {
            EXPECT_EQ(grid->explained[0], 0);
        }
        at_end.push_back(grid->centre_loss);
    }
    EXPECT_EQ(at_end, std::vector<double>(3, at_end[0]));
}

TEST_F(Landscapes, BesideTrainingTheyFollowTheRunAndLeaveItAsItIs) {
    std::vector<double> alone;
    {
        TrainRequest train = request(1);
        RunControl control;
        Watch watch;
        ASSERT_TRUE(api::train(train, watch, control).ok());
        alone = watch.losses;
    }
    Session session(datasets::open_data, store_path());
    auto watch = std::make_shared<Watch>();
    std::atomic<bool> shown = false;
    watch->on_step = [&](uint64_t) {   // however fast the device is, the run is not over before the first surface
        if (!shown) std::this_thread::sleep_for(std::chrono::milliseconds(100));
    };
    std::promise<Result<RunEnd>> trained;
    session.train(request(1), watch, [&](Result<RunEnd> end) { trained.set_value(std::move(end)); });
    const std::string run = watch->begun.get_future().get();
    std::promise<Result<LandscapeGrid>> surveyed;
    std::mutex mutex;
    std::vector<std::shared_ptr<const LandscapeGrid>> seen;
    bool seen_while_training = false;
    session.landscape(
        landscape(run, 5),
        [&](std::shared_ptr<const LandscapeGrid> grid) {
            const std::lock_guard lock(mutex);
            seen.push_back(grid);
            seen_while_training = seen_while_training || session.training();
            shown = true;
        },
        [&](Result<LandscapeGrid> grid) { surveyed.set_value(std::move(grid)); }, {});
    const auto end = trained.get_future().get();
    ASSERT_TRUE(end.ok()) << to_string(end.error());
    const auto grid = surveyed.get_future().get();
    ASSERT_TRUE(grid.ok()) << to_string(grid.error());
    EXPECT_TRUE(seen_while_training);
    EXPECT_LT(seen.front()->step, end->steps);
    EXPECT_EQ(grid->step, end->steps) << "the last pass is around the run's end";
    EXPECT_EQ(grid->done, 1);
    EXPECT_EQ(grid->trail.back().step, end->steps);
    EXPECT_EQ(watch->losses, alone) << "the same bits with a landscape beside the run";
}

TEST_F(Landscapes, ANewRequestStopsTheOneBefore) {
    TrainRequest train = request(1);
    train.steps = 12;
    RunControl control;
    Watch watch;
    const auto end = api::train(train, watch, control);
    ASSERT_TRUE(end.ok());
    Session session(datasets::open_data, store_path());
    std::promise<Result<LandscapeGrid>> first, second;
    std::promise<void> going;
    std::once_flag once;
    session.landscape(landscape(end->run, 201), [&](auto) { std::call_once(once, [&] { going.set_value(); }); }, [&](Result<LandscapeGrid> grid) { first.set_value(std::move(grid)); }, {});
    going.get_future().wait();
    session.landscape(landscape(end->run, 3), {}, [&](Result<LandscapeGrid> grid) { second.set_value(std::move(grid)); }, {});
    const auto stopped = first.get_future().get();
    ASSERT_FALSE(stopped.ok());
    EXPECT_EQ(stopped.error().kind, ErrorKind::Interrupted);
    EXPECT_TRUE(second.get_future().get().ok());
}

TEST_F(Landscapes, TheCurvatureOfAPlaceIsThatOfTheSurfaceThere) {
    TrainRequest train = request(1);
    train.project = load_project(SADDLE_SOURCE_DIR "/projects/basics/mlp.json").value();
    for (Node& node : train.project.graph.nodes)
        if (node.layer == "ReLU") node.layer = "Tanh";   // no kinks
    for (const char* small : {"fc1.out_features=16", "fc2.out_features=16"}) ASSERT_TRUE(set_value(train.project, small).ok());
    train.steps = 30;
    RunControl control;
    Watch watch;
    const auto end = api::train(train, watch, control);
    ASSERT_TRUE(end.ok()) << to_string(end.error());
    LandscapeRequest r = landscape(end->run, 5);
    r.axes = "hessian";
    r.range = 0.2;
    const auto grid = api::landscape(r, {}, {});
    ASSERT_TRUE(grid.ok()) << to_string(grid.error());
    ASSERT_TRUE(grid->plane);
    CurvatureRequest here;
    here.run = end->run;
    here.open_data = datasets::open_data;
    here.store_path = store_path();
    here.grid = std::make_shared<const LandscapeGrid>(*grid);
    here.probes = 1;
    std::vector<CurvatureReport> known;
    const auto centre = api::curvature(here, [&](const CurvatureReport& report) { known.push_back(report); }, {});
    ASSERT_TRUE(centre.ok()) << to_string(centre.error());
    EXPECT_NEAR(centre->loss, grid->centre_loss, 1e-6);
    EXPECT_NEAR(centre->largest[0].value, grid->eigenvalues[0], 1e-3 * grid->eigenvalues[0]);
    EXPECT_LT(centre->smallest.value, centre->largest[0].value);
    ASSERT_GT(known.size(), 10u);
    EXPECT_GT(known.front().gradient_norm, 0);
    EXPECT_TRUE(known.front().largest.empty()) << "the gradient is told before the eigenvalues are known";
    EXPECT_FALSE(known.back().largest.empty());
    EXPECT_GT(centre->density.size(), 100u);
    here.a = 0.1;
    here.b = -0.2;
    here.probes = 0;
    const auto there = api::curvature(here, {}, {});
    ASSERT_TRUE(there.ok()) << to_string(there.error());
    EXPECT_NEAR(there->loss, double(grid->loss[3]), 1e-6) << "row 0, column 3";
    Session session(datasets::open_data, store_path());   // a newer question stops the one before
    std::promise<Result<CurvatureReport>> first, second;
    std::promise<void> going;
    std::once_flag once;
    here.probes = 1000;
    session.curvature(here, [&](const CurvatureReport&) { std::call_once(once, [&] { going.set_value(); }); }, [&](Result<CurvatureReport> report) { first.set_value(std::move(report)); }, {});
    going.get_future().wait();
    here.probes = 0;
    session.curvature(here, {}, [&](Result<CurvatureReport> report) { second.set_value(std::move(report)); }, {});
    EXPECT_EQ(first.get_future().get().error().kind, ErrorKind::Interrupted);
    EXPECT_TRUE(second.get_future().get().ok());
}

TEST_F(Landscapes, ADivergedRunIsSurveyedWhereItWasLastFinite) {
    TrainRequest train = request(1);
    train.project.train.objectives[0].optimizer.attributes["lr"] = 1e6;
    RunControl control;
    Watch watch;
    const auto end = api::train(train, watch, control);
    ASSERT_TRUE(end.ok());
    ASSERT_EQ(end->status, "diverged");
    const auto grid = api::landscape(landscape(end->run, 3), {}, {});
    ASSERT_TRUE(grid.ok()) << to_string(grid.error());
    EXPECT_TRUE(std::isfinite(grid->centre_loss));
    EXPECT_EQ(grid->axes, "random");
}

TEST_F(Landscapes, TheSessionMayEndWhileBothAreAtWork) {
    auto watch = std::make_shared<Watch>();
    auto session = std::make_unique<Session>(datasets::open_data, store_path());
    session->train(request(50), watch, [](Result<RunEnd>) {});
    const std::string run = watch->begun.get_future().get();
    std::promise<void> going;
    std::once_flag once;
    session->landscape(landscape(run, 25), [&](auto) { std::call_once(once, [&] { going.set_value(); }); }, [](Result<LandscapeGrid>) {}, {});
    going.get_future().wait();
    session.reset();  // stops the run with a checkpoint
    auto store = store::ExperimentStore::open(store_path()).value();
    EXPECT_EQ(store->run(run)->status, "stopped");
}

}  // namespace
}  // namespace saddle
