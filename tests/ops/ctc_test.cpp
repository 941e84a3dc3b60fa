// CTC's lattice cut into several dispatches, as drivers that limit loops ask for; and texts that no path spells.
#include "tests/ops/on_device.h"

namespace saddle {
namespace {

TEST(CtcLattice, VulkanDispatchesCarryRowsFromOneToTheNext) {
    auto device = runtime::open_vulkan("auto");
    if (!device.ok()) GTEST_SKIP() << "no Vulkan device: " << device.error().message;
    DeviceProfile profile = runtime::profile_of(**device);
    profile.max_loop_iterations = 1010;   // three steps a dispatch
    for (const char* name : {"CTCLattice", "CTCPosterior"}) {
        const ops::OpDef& op = *ops::find_op(name);
        for (size_t c = 0; c < op.conformance.size(); ++c) {
            Values values;
            ProgramUnderTest t = make_program(op, op.conformance[c], values, 4);
            ASSERT_FALSE(t.error) << name;
            evaluate(t.program, values, t.program.entries[0].body.size());
            const auto run = run_on_device(*device, t.program, values, profile);
            ASSERT_TRUE(run.ok()) << name << ": " << to_string(run.error());
            const auto calls = std::count_if(run->plan->calls.begin(), run->plan->calls.end(), [](const ops::KernelCall& call) { return call.kernel.rfind("ctc", 0) == 0; });
            EXPECT_GE(calls, op.conformance[c].inputs[0].shape[1] / 3) << name;
            EXPECT_LT(error_of(run->result.outputs.at("y0"), values.at(t.program.entries[0].output("y0")->index)), 1e-5) << name << " case " << c;
        }
    }
}

TEST(CtcLattice, WhatNoPathSpellsIsInfinitelyUnlikelyAndHasNoGradient) {
    const ops::OpDef& op = *ops::find_op("CTCLoss");
    ops::Case c{{{DType::F32, {2, 3, 3}}, {DType::I32, {2, 2}}}, {{"reduction", std::string("none")}}};
    c.given[1] = {1, 1, 1, 2};   // a repeat needs a blank between: three steps do. Two would not.
    for (const double steps : {3.0, 2.0}) {
        c.inputs = {{DType::F32, {2, 3, 3}}, {DType::I32, {2, 2}}, {DType::I32, {2}}};
        c.given[2] = {steps, steps};
        Values values;
        ProgramUnderTest t = make_program(op, c, values, 5);
        ASSERT_FALSE(t.error);
        ASSERT_TRUE(compile::differentiate(t.program, "train", {t.inputs[0]}).ok());
        evaluate(t.program, values, t.program.entries[0].body.size());
        const auto& loss = values.at(t.program.entries[0].output("y0")->index).data;
        EXPECT_EQ(std::isinf(loss[0]), steps == 2);
        EXPECT_TRUE(std::isfinite(loss[1]));
        const auto& gradient = values.at(t.program.entries[0].output("gradient:x0")->index).data;
        EXPECT_EQ(std::all_of(gradient.begin(), gradient.begin() + 9, [](double g) { return g == 0; }), steps == 2);
        EXPECT_TRUE(std::any_of(gradient.begin() + 9, gradient.end(), [](double g) { return g != 0; }));
    }
}

}  // namespace
}  // namespace saddle
