#include "engine/train/pace.h"

#include <gtest/gtest.h>

namespace saddle::train {
namespace {

TEST(Pace, StepsThatWereReadAtOnceAreNoFasterThanTheDevice) {
    Pace pace;
    EXPECT_EQ(pace.samples_per_s(), 0);
    for (int i = 0; i < 100; ++i) {   // two steps of 10 ms each time, the second one found done
        pace.add(20, 64);
        pace.add(0.05, 64);
        EXPECT_NEAR(pace.step_ms(), 10, 1);
        EXPECT_NEAR(pace.samples_per_s(), 6400, 640);
    }
}

TEST(Pace, FollowsAChangeWithinAQuarterOfASecond) {
    Pace pace;
    for (int i = 0; i < 50; ++i) pace.add(10, 64);
    for (int i = 0; i < 13; ++i) pace.add(20, 64);
    EXPECT_DOUBLE_EQ(pace.step_ms(), 20);
    pace.add(1000, 32);
    EXPECT_DOUBLE_EQ(pace.step_ms(), 1000);
    EXPECT_DOUBLE_EQ(pace.samples_per_s(), 32);
}

}  // namespace
}  // namespace saddle::train
