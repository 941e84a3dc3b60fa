#include "engine/api/schedules.h"

#include <gtest/gtest.h>

namespace saddle::train {
namespace {

double rate(const char* type, Attributes attributes, uint64_t step) {
    const auto result = learning_rate({type, std::move(attributes)}, 2.0, {step, 10, 100});
    EXPECT_TRUE(result.ok()) << to_string(result.error());
    return result.ok() ? *result : -1;
}

TEST(LearningRate, FollowsItsFormula) {
    EXPECT_EQ(rate("constant", {}, 57), 2);
    EXPECT_DOUBLE_EQ(rate("step", {{"every_epochs", int64_t(3)}, {"factor", 0.5}}, 59), 1);
    EXPECT_DOUBLE_EQ(rate("step", {{"every_epochs", int64_t(3)}, {"factor", 0.5}}, 60), 0.5);
    EXPECT_DOUBLE_EQ(rate("exponential", {{"factor", 0.25}}, 5), 1);
    EXPECT_DOUBLE_EQ(rate("linear", {{"min_factor", 0.5}}, 50), 1.5);
    EXPECT_DOUBLE_EQ(rate("cosine", {}, 50), 1);
    EXPECT_NEAR(rate("cosine", {{"min_factor", 0.1}}, 100), 0.2, 1e-12);
    EXPECT_NEAR(rate("one_cycle", {}, 0), 2.0 / 25, 1e-12);
    EXPECT_NEAR(rate("one_cycle", {}, 30), 2, 1e-12);
    EXPECT_NEAR(rate("one_cycle", {}, 100), 2.0 / 25 / 1e4, 1e-12);
}

TEST(LearningRate, WarmsUp) {
    EXPECT_DOUBLE_EQ(rate("constant", {{"warmup_steps", int64_t(4)}}, 0), 0.5);
    EXPECT_DOUBLE_EQ(rate("constant", {{"warmup_steps", int64_t(4)}}, 3), 2);
    EXPECT_DOUBLE_EQ(rate("linear", {{"warmup_steps", int64_t(4)}}, 1), 0.99);
}

TEST(LearningRate, DropsOnAPlateauAsPyTorchDoes) {
    const ScheduleConfig schedule{"plateau", {{"factor", 0.5}, {"patience", int64_t(2)}, {"threshold", 0.01}}};
    const double losses[] = {1, 0.9, 0.895, 0.893, 0.892, 0.8, 0.85, 0.81, 0.799, 0.798, 0.797, 0.796, 0.5, 0.6};
    const double rates[] = {1, 1, 1, 1, 0.5, 0.5, 0.5, 0.5, 0.25, 0.25, 0.25, 0.125, 0.125, 0.125};   // ReduceLROnPlateau of PyTorch 1.13
    Plateau plateau;
    for (size_t i = 0; i < std::size(losses); ++i) {
        plateau = after_epoch(schedule, plateau, losses[i]);
        EXPECT_EQ(*learning_rate(schedule, 2, {i, 10, 100, plateau.factor}), 2 * rates[i]) << "epoch " << i;
    }
    EXPECT_EQ(after_epoch({"plateau", {{"factor", 0.5}, {"patience", int64_t(0)}, {"min_factor", 0.4}}}, {0.5, 1, 0}, 2).factor, 0.4);
    EXPECT_EQ(after_epoch({"constant", {}}, {}, 2), Plateau{});
}

TEST(LearningRate, MistakesNameTheField) {
    const auto message = [](const char* type, Attributes attributes) { return learning_rate({type, std::move(attributes)}, 1, {}).error().message; };
    EXPECT_NE(message("cosinus", {}).find("unknown schedule 'cosinus'"), std::string::npos);
    EXPECT_NE(message("cosine", {{"gamma", 0.1}}).find("train.schedule.gamma"), std::string::npos);
    EXPECT_NE(message("step", {{"every_epochs", int64_t(0)}}).find("train.schedule.every_epochs: 0"), std::string::npos);
    EXPECT_NE(message("step", {{"every_epochs", 1.5}}).find("whole number"), std::string::npos);
}

}  // namespace
}  // namespace saddle::train
