// Optimizers on surfaces: against closed forms, their states, divergence, and the step at which they leave a saddle.
#include <gtest/gtest.h>

#include <algorithm>
#include <cmath>

#include "engine/analysis/race.h"
#include "engine/ops/layer_def.h"
#include "tests/analysis/classic_surface.h"

namespace saddle::analysis {
namespace {

RacePath run(const std::string& surface, const std::string& optimizer, Attributes attributes, Point2 start, int steps, ScheduleConfig schedule = {}) {
    auto path = race(classic(surface), {{optimizer, std::move(attributes), {}}, std::move(schedule), start}, steps);
    EXPECT_TRUE(path.ok()) << to_string(path.error());
    return path.ok() ? *path : RacePath{};
}

TEST(Race, DescentOnABowlIsAGeometricSeries) {
    const RacePath path = run("bowl", "SGD", {{"lr", 0.05}, {"momentum", 0.0}}, {-2, 1}, 10);
    ASSERT_EQ(path.points.size(), 11u);
    for (size_t n = 0; n <= 10; ++n) {
        EXPECT_NEAR(path.points[n].at[0], -2 * std::pow(1 - 0.05, double(n)), 1e-5);
        EXPECT_NEAR(path.points[n].at[1], std::pow(1 - 0.05 * 20, double(n)), 1e-5);
    }
    EXPECT_EQ(path.left_saddle, -1) << "a bowl curves up everywhere";
    EXPECT_NEAR(path.points[0].gradient[1], 20, 1e-9);
    const RacePath over = run("bowl", "SGD", {{"lr", 0.11}, {"momentum", 0.0}}, {0, 1}, 40);
    EXPECT_GT(over.points.back().value, over.points.front().value) << "above 2 / 20 it climbs";
    const RacePath far = run("bowl", "SGD", {{"lr", 50.0}, {"momentum", 0.0}}, {0, 1}, 200);
    EXPECT_TRUE(far.diverged);
    EXPECT_LT(far.points.size(), 100u);
    for (const RacePoint& point : far.points) EXPECT_TRUE(std::isfinite(point.value));
}

TEST(Race, StatesAreTheOptimizersOwn) {
    const RacePath path = run("bowl", "Adam", {{"lr", 0.1}}, {1, 1}, 3);
    ASSERT_EQ(path.states.size(), 2u);
    ASSERT_EQ(path.points[1].states.size(), 2u);
    // After one step: m = 0.1 g, v = 0.001 g^2, and the step is the rate whatever the slope.
    const auto has = [&](double want, size_t axis) {
        return std::any_of(path.points[1].states.begin(), path.points[1].states.end(), [&](const Point2& s) { return std::abs(s[axis] - want) < 1e-5; });
    };
    EXPECT_TRUE(has(0.1, 0) && has(0.001, 0) && has(2, 1) && has(0.4, 1));
    EXPECT_NEAR(path.points[1].at[0], 0.9, 1e-5);
    EXPECT_NEAR(path.points[1].at[1], 0.9, 1e-5);
}

TEST(Race, TheStepAtWhichASaddleIsLeft) {
    const RacePath slow = run("saddle", "SGD", {{"lr", 0.1}, {"momentum", 0.0}}, {1.5, 0.001}, 200);
    const RacePath quick = run("saddle", "SGD", {{"lr", 0.1}, {"momentum", 0.9}}, {1.5, 0.001}, 200);
    // The upper eigenvalue is 1; the lower, 3 y^2 - 1, turns positive at |y| = 0.577, and y grows by 1.1 a step: ln 577 / ln 1.1 = 66.7.
    EXPECT_NEAR(slow.left_saddle, 67, 3);
    EXPECT_LT(quick.left_saddle, slow.left_saddle);
    EXPECT_GT(quick.left_saddle, 0);
    EXPECT_NEAR(slow.points.back().value, -0.25, 1e-4);
    EXPECT_EQ(run("saddle", "SGD", {{"lr", 0.1}, {"momentum", 0.0}}, {1.5, 0}, 200).left_saddle, -1) << "nothing drives it off the ridge";
}

TEST(Race, SchedulesAndMistakes) {
    const RacePath path = run("bowl", "SGD", {{"lr", 0.05}, {"momentum", 0.0}}, {1, 0}, 4, {"step", {{"every_epochs", int64_t(1)}, {"factor", 0.5}}});
    double x = 1;
    for (size_t n = 0; n < 4; ++n) {
        EXPECT_NEAR(path.points[n].at[0], x, 1e-5);
        x *= 1 - 0.05 * std::pow(0.5, double(n));
    }
    const auto unknown = race(classic("bowl"), {{"Adamant", {}, {}}, {}, {}}, 5);
    ASSERT_FALSE(unknown.ok());
    EXPECT_NE(unknown.error().message.find("Adamant"), std::string::npos);
    EXPECT_FALSE(race(classic("bowl"), {{"SGD", {{"lr", -1.0}}, {}}, {}, {}}, 5).ok());
    EXPECT_FALSE(race(classic("bowl"), {{"SGD", {}, {}}, {}, {}}, 0).ok());
    EXPECT_EQ(run("beale", "Adam", {{"lr", 0.1}}, {1, 1.5}, 50), run("beale", "Adam", {{"lr", 0.1}}, {1, 1.5}, 50));
}

TEST(Race, ARacerIsWrittenWithItsSchedule) {
    const auto racer = parse_racer("Adam:lr=0.1,beta1=0.8@cosine:min_factor=0.25", {"step", {}});
    ASSERT_TRUE(racer.ok()) << to_string(racer.error());
    EXPECT_EQ(racer->optimizer.type, "Adam");
    EXPECT_EQ(racer->optimizer.attributes.real("beta1"), 0.8);
    EXPECT_EQ(racer->schedule.type, "cosine");
    EXPECT_EQ(racer->schedule.attributes.real("min_factor"), 0.25);
    EXPECT_EQ(parse_racer("SGD", {"step", {}})->schedule.type, "step") << "one without takes what all have";
    EXPECT_FALSE(parse_racer("SGD@cosine:fast").ok());
    const auto unknown = race(classic("bowl"), *parse_racer("SGD@sine"), 5);
    ASSERT_FALSE(unknown.ok());
    EXPECT_NE(unknown.error().message.find("sine"), std::string::npos);
}

TEST(Race, EveryOptimizerComesDownTheBowl) {
    for (const ops::OptimizerDef& optimizer : ops::all_optimizers()) {
        auto path = race(classic("bowl"), {{optimizer.name, {{"lr", optimizer.name == "Adadelta" ? 1.0 : 0.02}}, {}}, {}, {-2.5, 2}}, 300);
        ASSERT_TRUE(path.ok()) << optimizer.name << ": " << to_string(path.error());
        EXPECT_LT(path->points.back().value, path->points.front().value) << optimizer.name;
    }
}

}  // namespace
}  // namespace saddle::analysis
