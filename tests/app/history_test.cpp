// Snapshots of growing curves: right, immutable for those who hold them, and cheap.
#include <gtest/gtest.h>

#include <algorithm>
#include <chrono>
#include <cmath>

#include "app/bridge/history.h"

namespace saddle::app {
namespace {

StepReport step(uint64_t n) {
    StepReport report;
    report.step = n;
    report.loss = 1.0 / double(n);
    report.accuracy = 0.5;
    return report;
}

TEST(History, ASnapshotStaysAsItIsWhileTheRunGoesOn) {
    History history;
    history.reset("r1", 10);
    for (uint64_t n = 1; n <= 5; ++n) history.add(step(n));
    const auto first = history.snapshot();
    for (uint64_t n = 6; n <= 9; ++n) history.add(step(n));
    const auto second = history.snapshot();
    for (uint64_t n = 10; n <= 30; ++n) {
        history.add(step(n));
        const auto newest = history.snapshot();
        ASSERT_EQ(newest->series[0].value.size(), n);
        EXPECT_EQ(newest->series[0].value.back(), 1.0 / double(n));
    }
    EXPECT_EQ(first->series[0].value.size(), 5u);
    EXPECT_EQ(second->series[0].value.size(), 9u);
    const auto last = history.snapshot();
    for (size_t i = 0; i < 30; ++i) EXPECT_EQ(last->series[0].step[i], double(i + 1));
    EXPECT_EQ(last, history.snapshot()) << "nothing new: the same value";
}

TEST(History, KeepsNaNEpochsAndMarks) {
    History history;
    history.reset("r1");
    StepReport bad = step(1);
    bad.loss = std::nan("");
    history.add(bad);
    EpochReport epoch;
    epoch.step = 1;
    epoch.val_loss = 0.5;
    epoch.val_accuracy = 0.9;
    history.add(epoch);
    history.add(RunMark{1, "checkpoint", ""});
    const auto snapshot = history.snapshot();
    EXPECT_TRUE(std::isnan(snapshot->series[0].value[0]));
    const auto find = [&](const std::string& name) { return *std::find_if(snapshot->series.begin(), snapshot->series.end(), [&](const Series& s) { return s.name == name; }); };
    EXPECT_EQ(find("validation loss").value, std::vector<double>{0.5});
    EXPECT_EQ(find("validation accuracy").value, std::vector<double>{0.9});
    EXPECT_FALSE(find("validation loss").per_step);
    ASSERT_EQ(snapshot->marks.size(), 1u);
}

// A million steps, a snapshot every 300 (10,000 steps a second at 30 frames): copying everything each time would move
// 40 GB; here a snapshot costs what is new.
TEST(History, AMillionStepsCostNoMoreASnapshotThanAThousand) {
    using Clock = std::chrono::steady_clock;
    History history;
    history.reset("r1");
    std::shared_ptr<const HistorySnapshot> shown;   // a view holds the newest
    double early = 0, late = 0;
    for (uint64_t n = 1; n <= 1000000; ++n) {
        history.add(step(n));
        if (n % 300) continue;
        const auto begin = Clock::now();
        shown = history.snapshot();
        const double ms = std::chrono::duration<double, std::milli>(Clock::now() - begin).count();
        if (n <= 300 * 333) early += ms;
        if (n > 1000000 - 300 * 333) late += ms;
    }
    EXPECT_EQ(shown->series[0].value.size(), 1000000u / 300 * 300);
    EXPECT_LT(late / 333, 1.0) << "ms a snapshot, at a million points";
    EXPECT_LT(late, 20 * early + 50) << "the last third against the first";
}

}  // namespace
}  // namespace saddle::app
