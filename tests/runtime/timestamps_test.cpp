// Timestamps measure the call they enclose, also when only some calls have them.
#include <gtest/gtest.h>

#include <algorithm>
#include <cmath>

#include "engine/runtime/device.h"

namespace saddle::runtime {
namespace {

/// Calls of the multiply-add benchmark that each write the same scratch, so that one waits for the other.
std::shared_ptr<const compile::ExecutionPlan> plan_of(const std::vector<int64_t>& work) {
    compile::ExecutionPlan plan;
    ir::Value scratch;
    scratch.name = "scratch";
    const ir::ValueId id = plan.program.add(scratch);
    plan.program.entries.push_back({"benchmark", {}, {}, {}, {}});
    plan.entry = "benchmark";
    plan.slots = {{compile::BufferId::Arena, 0, 4096}};
    plan.buffer_bytes[int(compile::BufferId::Arena)] = 4096;
    for (const int64_t steps : work) {
        ops::KernelCall call;
        call.kernel = "multiply_add";
        call.source = "bench/multiply_add.comp";
        call.node = "test";
        call.local_size = 64;
        call.groups[0] = 16;
        call.define("CHAINS", int64_t(8));
        call.define("STEPS", steps);
        call.bindings = {{id, ops::BindingKind::Storage, true, 0, 4096}};
        plan.calls.push_back(std::move(call));
    }
    return std::make_shared<const compile::ExecutionPlan>(std::move(plan));
}

class Timestamps : public testing::Test {
protected:
    void SetUp() override {
        auto device = open_vulkan("auto");
        if (!device.ok()) GTEST_SKIP() << device.error().message;
        executor_ = make_vulkan_executor(std::move(*device));
    }
    StepResult run(const compile::ExecutionPlan& plan, Timing timing) {
        EXPECT_TRUE(executor_->submit(plan, {}, {}, timing).ok());
        auto result = executor_->wait();
        EXPECT_TRUE(result.ok()) << to_string(result.error());
        return std::move(*result);
    }
    std::unique_ptr<Executor> executor_;
};

TEST_F(Timestamps, FollowTheWorkOfEachCall) {
    const std::vector<int64_t> work{200, 800, 100, 1600, 400};
    const auto plan = plan_of(work);
    ASSERT_TRUE(executor_->prepare(plan).ok());
    std::vector<double> best(work.size(), INFINITY);  // the least disturbed of many steps
    const auto ratio = [&](size_t i) { return best[i] / double(work[i]) / (best[3] / double(work[3])); };
    const auto settled = [&] {
        for (size_t i = 0; i < work.size(); ++i)
            if (!(ratio(i) > 0.6 && ratio(i) < 1.6)) return false;
        return true;
    };
    for (int step = 0; step < 60 || (step < 600 && !settled()); ++step) {  // more on a busy machine
        const StepResult result = run(*plan, true);
        ASSERT_EQ(result.calls.size(), work.size());
        for (size_t i = 0; i < work.size(); ++i) {
            best[i] = std::min(best[i], result.calls[i].end_ns - result.calls[i].begin_ns);
            if (i > 0) {
                EXPECT_GE(result.calls[i].begin_ns, result.calls[i - 1].end_ns) << "a call begins when the one before has ended";
            }
        }
        EXPECT_LE(result.calls.back().end_ns / 1e6, result.host_ms);
    }
    for (size_t i = 0; i < work.size(); ++i) EXPECT_TRUE(settled()) << "call " << i << " takes " << ratio(i) << " times what its work tells";
}

TEST_F(Timestamps, ThoseNotAskedForAreNotThere) {
    const auto plan = plan_of({100, 100, 100, 100, 100});
    ASSERT_TRUE(executor_->prepare(plan).ok());
    EXPECT_TRUE(run(*plan, false).calls.empty());
    const std::vector<CallTime> calls = run(*plan, Timing(3, 1)).calls;  // calls 1 and 4, the first begin, the last end
    ASSERT_EQ(calls.size(), 5u);
    for (size_t i = 0; i < calls.size(); ++i) {
        EXPECT_EQ(std::isfinite(calls[i].begin_ns), i == 0 || i == 1 || i == 4) << i;
        EXPECT_EQ(std::isfinite(calls[i].end_ns), i == 1 || i == 4) << i;
    }
    EXPECT_EQ(calls[0].begin_ns, 0);
    EXPECT_GT(calls[4].end_ns, calls[1].end_ns);
}

}  // namespace
}  // namespace saddle::runtime
