// The points that a run keeps of its way: where the project wants them, as many as have room, the same bits with and without them,
// and looks at the run as it was at one of them.
#include "engine/api/run_path.h"

#include <cmath>
#include <random>
#include <set>
#include <thread>

#include "engine/api/curvature.h"
#include "engine/api/inside.h"
#include "engine/api/weights.h"
#include "tests/train/run_fixture.h"

namespace saddle {
namespace {

using api::Snapshot;

std::vector<uint64_t> steps(const std::vector<Snapshot>& path) {
    std::vector<uint64_t> list;
    for (const Snapshot& point : path) list.push_back(point.step);
    return list;
}

std::vector<Snapshot> without(std::vector<Snapshot> path, const std::vector<Snapshot>& gone) {
    for (const Snapshot& each : gone) std::erase_if(path, [&](const Snapshot& point) { return point.step == each.step; });
    return path;
}

TEST(Surplus, WhatStaysLiesEvenlyOverTheRunHoweverItGrew) {
    std::vector<Snapshot> path;
    for (uint64_t step = 0; step <= 1000; ++step) {   // a run that stores every step and has room for eleven
        path.push_back({step, "", "", 10, {}});
        path = without(path, api::surplus(path, 110));
    }
    ASSERT_EQ(path.size(), 11u);
    EXPECT_EQ(path.front().step, 0u);
    EXPECT_EQ(path.back().step, 1000u);
    for (size_t i = 1; i < path.size(); ++i) EXPECT_LE(path[i].step - path[i - 1].step, 260u) << "at most twice and a half the even distance";
}

TEST(Surplus, TheNewestTheLastCheckpointAndTheBestStay) {
    std::mt19937 random(7);
    for (int round = 0; round < 200; ++round) {
        std::vector<Snapshot> path;
        uint64_t step = 0;
        const size_t count = 1 + random() % 30;
        for (size_t i = 0; i < count; ++i) {
            step += 1 + random() % 20;
            const bool checkpoint = random() % 3 == 0;
            path.push_back({step, "", checkpoint ? "hash" : "", int64_t(1 + random() % 100), checkpoint && random() % 2 ? std::optional(double(random() % 50)) : std::nullopt});
        }
        const int64_t room = int64_t(random() % 1000);
        std::set<uint64_t> pinned{path.back().step};
        uint64_t last = 0;
        double least = INFINITY;
        for (const Snapshot& p : path) {
            if (p.checkpoint()) last = p.step;
            if (p.loss) least = std::min(least, *p.loss);
        }
        if (last) pinned.insert(last);
        for (const Snapshot& p : path)
            if (p.loss == least) {
                pinned.insert(p.step);
                break;   // the first of equals
            }
        const std::vector<Snapshot> gone = api::surplus(path, room), left = without(path, gone);
        EXPECT_EQ(gone.size() + left.size(), path.size());
        for (const Snapshot& p : gone) EXPECT_FALSE(pinned.count(p.step)) << "round " << round << ", step " << p.step;
        EXPECT_TRUE(api::bytes_of(left) <= room || left.size() == pinned.size()) << "round " << round;
        if (!gone.empty()) {
            EXPECT_GT(api::bytes_of(left) + gone.back().bytes, room) << "no more than needed, round " << round;
        }
    }
}

class RunPath : public RunTest {
protected:
    struct Told : Losses {
        int changes = 0;
        std::function<void(uint64_t)> on_step;
        void path_changed() override { ++changes; }
        void step(const StepReport& report) override {
            Losses::step(report);
            if (on_step) on_step(report.step);
        }
    };
    std::string trained(const TrainRequest& r, Told& told) {
        RunControl control;
        const auto end = api::train(r, told, control);
        EXPECT_TRUE(end.ok()) << to_string(end.error());
        return end.ok() ? end->run : "";
    }
    std::string trained(const TrainRequest& r) {
        Told told;
        return trained(r, told);
    }
    std::vector<Snapshot> path(const std::string& run, std::optional<uint64_t> until = {}) {
        const auto store = store::ExperimentStore::open(store_path()).value();
        return api::run_path(*store, store_path(), run, until).value();
    }
    std::string store_path() const { return (folder_ / "runs.sqlite").string(); }
    size_t files(const std::string& run) const {
        size_t count = 0;
        for (const auto& entry : std::filesystem::recursive_directory_iterator(store::run_folder(store_path(), run)))
            count += entry.path().extension() == ".safetensors";
        return count;
    }
};

TEST_F(RunPath, PointsLieWhereTheProjectWantsThemAndChangeNothing) {
    TrainRequest r = request();
    r.steps = 100;   // 94 make an epoch
    r.project.train.keep_megabytes = 0;
    const std::string plain = trained(r);
    EXPECT_EQ(steps(path(plain)), (std::vector<uint64_t>{94, 100})) << "the best and the last";
    EXPECT_EQ(files(plain), 2u);
    r.project.train.keep_megabytes = 100;
    r.project.train.checkpoint_every_steps = 30;
    Told told;
    const std::string often = trained(r, told);
    std::vector<uint64_t> checkpoints;
    const std::vector<Snapshot> all = path(often);
    for (const Snapshot& point : all)
        if (point.checkpoint()) checkpoints.push_back(point.step);
    EXPECT_EQ(checkpoints, (std::vector<uint64_t>{30, 60, 90, 94, 100}));
    EXPECT_EQ(all.size(), 51u) << "at most 64 points of 100 steps: every second one";
    EXPECT_EQ(files(often), all.size());
    EXPECT_EQ(told.changes, int(all.size()));
    EXPECT_EQ(api::best_of(all)->step, 94u);
    EXPECT_EQ(checkpoint(often).hash, checkpoint(plain).hash) << "storing points leaves no trace in the run";
    // It continues from one of them as if it had never ended.
    TrainRequest rest;
    rest.open_data = datasets::open_data;
    rest.store_path = r.store_path;
    rest.resume = often;
    rest.steps = 6;
    EXPECT_EQ(path(trained(rest)).back().step, 106u);
    r.steps = 106;
    EXPECT_EQ(checkpoint(often).hash, checkpoint(trained(r)).hash);
}

TEST_F(RunPath, ManyPointsInLittleRoom) {
    TrainRequest r = request();
    r.steps = 60;
    r.project.train.keep_megabytes = 3;
    r.project.train.checkpoint_every_steps = 5;
    const std::string run = trained(r);
    const std::vector<Snapshot> left = path(run);
    EXPECT_LE(api::bytes_of(left), 3 << 20);
    EXPECT_GE(api::bytes_of(left), 2 << 20) << "of LeNet-5 with momentum some half a megabyte each";
    EXPECT_EQ(left.front().step, 0u);
    EXPECT_EQ(left.back().step, 60u);
    EXPECT_EQ(files(run), left.size());
    for (const Snapshot& point : left) EXPECT_TRUE(api::load_checkpoint(point.file, point.hash).ok());
}

TEST_F(RunPath, WhereARunWaitsAPointIsStored) {
    TrainRequest r = request();
    r.steps = 40;
    r.project.train.checkpoint_every_epochs = 100;
    r.project.train.keep_megabytes = 5;          // room for some nine points: one in four or five steps
    RunControl control;
    Told told;
    std::atomic<uint64_t> last = 0;
    told.on_step = [&](uint64_t step) {
        if (step == 6) control.pause();
        last = step;
    };
    std::optional<uint64_t> found;
    std::thread user([&] {
        for (int wait = 0; wait < 4000 && !found; ++wait) {
            std::this_thread::sleep_for(std::chrono::milliseconds(5));
            if (last < 6) continue;
            const uint64_t here = last;          // steps in flight may follow
            const auto store = store::ExperimentStore::open(store_path()).value();
            if (path(store->run("last")->id).back().step == here) found = here;
        }
        control.resume();
    });
    const auto end = api::train(r, told, control);
    user.join();
    ASSERT_TRUE(end.ok());
    EXPECT_TRUE(found) << "no point where it waited";
    EXPECT_EQ(told.loss.size(), 40u);
}

TEST_F(RunPath, LooksAreAtTheRunAsItWas) {
    TrainRequest r = request();
    r.steps = 40;
    const std::string run = trained(r);
    const std::vector<Snapshot> all = path(run);
    ASSERT_GT(all.size(), 20u);
    const Snapshot& then = all[12];
    const auto stored = api::load_checkpoint(then.file, "").value();
    const auto weight = std::find_if(stored.tensors.begin(), stored.tensors.end(), [](const NamedTensor& t) { return t.name == "conv1.weight"; });

    InsideRequest inside;
    inside.run = run;
    inside.open_data = datasets::open_data;
    inside.store_path = store_path();
    inside.what = InsideWhat::Filters;
    inside.node = "conv1";
    api::InsideLook look;
    const auto now = look.look(inside);
    inside.step = then.step;
    const auto filters = look.look(inside);
    ASSERT_TRUE(filters.ok()) << to_string(filters.error());
    EXPECT_EQ(filters->step, then.step);
    EXPECT_EQ(filters->values.f32, weight->tensor.f32);
    EXPECT_NE(filters->values.f32, now->values.f32);
    inside.what = InsideWhat::Histograms;
    const auto history = look.look(inside);
    ASSERT_TRUE(history.ok());
    EXPECT_EQ(history->history.steps.size(), 13u) << "up to then";
    inside.what = InsideWhat::Filters;
    inside.step.reset();
    EXPECT_EQ(look.look(inside)->values.f32, now->values.f32) << "and back";
    inside.step = 1000;
    const auto unknown = look.look(inside);
    ASSERT_FALSE(unknown.ok());
    EXPECT_EQ(unknown.error().kind, ErrorKind::Usage);
    EXPECT_NE(to_string(unknown.error()).find("stored nothing at step 1000"), std::string::npos);
    EXPECT_NE(unknown.error().hint.find(api::steps_of(all)), std::string::npos) << "the ones that there are";

    WeightsRequest weights{r.project, "conv1", run, datasets::open_data, store_path(), then.step};
    const auto parameters = api::weights(weights);
    ASSERT_TRUE(parameters.ok()) << to_string(parameters.error());
    EXPECT_EQ(parameters->step, then.step);
    EXPECT_EQ(parameters->parameters[0].current->f32, weight->tensor.f32);

    LandscapeRequest plane;
    plane.run = run;
    plane.open_data = datasets::open_data;
    plane.store_path = store_path();
    plane.size = 3;
    const auto whole = api::landscape(plane, {}, {});
    plane.step = then.step;
    const auto grid = api::landscape(plane, {}, {});
    ASSERT_TRUE(grid.ok() && whole.ok());
    EXPECT_EQ(grid->step, then.step);
    EXPECT_EQ(grid->trail.size(), 13u);
    EXPECT_NEAR(grid->centre_loss, whole->trail[12].loss, 1e-6) << "the loss that the run had then";

    CurvatureRequest bend;
    bend.run = run;
    bend.open_data = datasets::open_data;
    bend.store_path = store_path();
    bend.step = then.step;
    bend.most_products = 4;
    const auto curvature = api::curvature(bend, {}, {});
    ASSERT_TRUE(curvature.ok());
    EXPECT_EQ(curvature->step, then.step);
    EXPECT_NEAR(curvature->loss, grid->centre_loss, 1e-5);
}

}  // namespace
}  // namespace saddle
