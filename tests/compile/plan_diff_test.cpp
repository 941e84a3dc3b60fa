// What fusion saves, read off the difference of two plans: it must add up to the plans themselves.
#include "engine/compile/plan_diff.h"

#include <gtest/gtest.h>

#include <algorithm>

#include "engine/compile/compile.h"

namespace saddle::compile {
namespace {

class PlanDifference : public testing::Test {
protected:
    void SetUp() override {
        data_.classes = 10;
        data_.ports = {{"image", ops::PortKind::Image, {DType::F32, {1, 28, 28}}}, {"label", ops::PortKind::Tokens, {DType::I32, {}}}};
        device_.name = "any";
        device_.device_class = DeviceClass::Cpu;
    }
    Result<ExecutionPlan> plan(const std::vector<std::string>& off) const {
        return compile({.project = project_, .data = data_, .batch = 8, .entry = "train", .device = device_, .choices = {}, .passes = {{off.begin(), off.end()}},
                        .keep_stages = false, .fed_draws = {}, .pass = {}});
    }
    ExecutionPlan without(const std::vector<std::string>& passes) const { return plan(passes).value(); }
    const Project project_ = load_project(SADDLE_SOURCE_DIR "/projects/vision/lenet5.json").value();
    ops::DataSignature data_;
    DeviceProfile device_;
};

TEST_F(PlanDifference, OfAPlanToItselfIsNothing) {
    const ExecutionPlan plan = without({});
    const PlanDiff diff = difference(plan, plan);
    EXPECT_TRUE(diff.kernels.empty()) << dump(diff);
    EXPECT_EQ(diff.same, int(plan.calls.size()));
    EXPECT_EQ(diff.before.work, diff.after.work);
}

TEST_F(PlanDifference, WhatIsNoPassCannotBeSwitchedOff) {
    const Result<ExecutionPlan> made = plan({"dead-code", "dead-codes"});
    ASSERT_FALSE(made.ok());
    EXPECT_EQ(made.error().message, "no pass 'dead-codes' can be switched off");
    EXPECT_NE(made.error().hint.find("sparse-update"), std::string::npos) << made.error().hint;
}

TEST_F(PlanDifference, OfFusionIsWhatThePlansSay) {
    const ExecutionPlan before = without(fusion_passes()), after = without({});
    const PlanDiff diff = difference(before, after);
    int calls = 0;
    double bytes = 0;
    for (const PlanDiff::Kernel& k : diff.kernels) {
        calls += k.after.calls - k.before.calls;
        bytes += k.after.bytes - k.before.bytes;
        const auto in = [&](const ExecutionPlan& plan) {
            return int(std::count_if(plan.calls.begin(), plan.calls.end(), [&](const ops::KernelCall& c) {
                return c.node == k.node && c.phase == k.phase && c.kernel == k.kernel && (c.text.empty() ? c.source : "generated") == k.source;
            }));
        };
        EXPECT_EQ(k.before.calls, in(before)) << k.node << " " << k.kernel;
        EXPECT_EQ(k.after.calls, in(after)) << k.node << " " << k.kernel;
    }
    EXPECT_LT(calls, 0) << "fusion leaves fewer kernels";
    EXPECT_LT(bytes, 0) << "and less traffic";
    EXPECT_EQ(calls, int(after.calls.size()) - int(before.calls.size()));
    EXPECT_DOUBLE_EQ(bytes, diff.after.work.bytes - diff.before.work.bytes);
    EXPECT_EQ(diff.before.arena_bytes, before.buffer_bytes[int(BufferId::Arena)]);

    const std::string text = dump(diff);
    EXPECT_TRUE(text.starts_with("- forward") || text.starts_with("~ forward") || text.starts_with("+ forward")) << text;
    EXPECT_NE(text.find("- forward   relu1"), std::string::npos) << "an activation's own kernel goes\n" << text;
}

TEST_F(PlanDifference, OfMemoryTouchesNoKernel) {
    const PlanDiff diff = difference(without({"reuse-memory"}), without({}));
    EXPECT_TRUE(diff.kernels.empty()) << dump(diff);
    EXPECT_GT(diff.before.arena_bytes, diff.after.arena_bytes);
}

TEST_F(PlanDifference, ReadsTheSameFromBothSides) {
    const ExecutionPlan a = without({"fuse-epilogue"}), b = without({"fuse-prologue"});
    const PlanDiff there = difference(a, b), back = difference(b, a);
    ASSERT_EQ(there.kernels.size(), back.kernels.size());
    for (const PlanDiff::Kernel& k : there.kernels)
        EXPECT_TRUE(std::any_of(back.kernels.begin(), back.kernels.end(), [&](const PlanDiff::Kernel& other) {
            return other.node == k.node && other.kernel == k.kernel && other.phase == k.phase && other.before == k.after && other.after == k.before;
        })) << k.node << " " << k.kernel;
}

}  // namespace
}  // namespace saddle::compile
