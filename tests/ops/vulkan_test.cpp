// Every case of every op on the Vulkan device, with the kernels of each device class, against the double reference.
#include <cstdlib>

#include "tests/ops/on_device.h"

namespace saddle {
namespace {

class VulkanConformance : public testing::TestWithParam<DeviceClass> {};

TEST_P(VulkanConformance, ResultsAndGradientsEqualTheReference) {
    setenv("SADDLE_POISON", "1", 1);
    auto device = runtime::open_vulkan("auto");
    if (!device.ok()) GTEST_SKIP() << "no Vulkan device: " << device.error().message;
    DeviceProfile profile = runtime::profile_of(**device);
    profile.device_class = GetParam();
    int cases = 0;
    double worst = 0, worst_gradient = 0;
    for (const ops::OpDef& op : ops::all_ops())
        for (size_t c = 0; c < op.conformance.size(); ++c) {
            const std::string place = op.name + " case " + std::to_string(c);
            Values values;
            ProgramUnderTest t = make_program(op, op.conformance[c], values, 2);
            ASSERT_FALSE(t.error) << place;
            const std::vector<ir::ValueId> wanted = wanted_of(t, op);
            if (!wanted.empty()) ASSERT_TRUE(compile::differentiate(t.program, "train", wanted).ok()) << place;
            evaluate(t.program, values, t.program.entries[0].body.size());
            const auto run = run_on_device(*device, t.program, values, profile);
            ASSERT_TRUE(run.ok()) << place << ": " << to_string(run.error());
            for (const ir::Output& output : t.program.entries[0].outputs) {
                if (output.name[0] != 'y') continue;
                const double error = error_of(run->result.outputs.at(output.name), values.at(output.value.index));
                EXPECT_LT(error, 1e-5) << place << " " << output.name;
                worst = std::max(worst, error);
            }
            ++cases;
            for (const ir::ValueId id : wanted) {
                const std::string name = "gradient:" + t.program[id].name;
                const auto got = run->executor->peek(*run->plan, *run->plan->program.entries[0].output(name));
                ASSERT_TRUE(got.ok()) << place;
                const double gradient_error = error_of(*got, values.at(t.program.entries[0].output(name)->index));
                EXPECT_LT(gradient_error, 1e-5) << place << " " << name;
                worst_gradient = std::max(worst_gradient, gradient_error);
            }
        }
    std::printf("conformance: %s kernels: %d cases within %.1e, their gradients within %.1e of the double reference\n", name(GetParam()), cases, worst, worst_gradient);
}

INSTANTIATE_TEST_SUITE_P(Classes, VulkanConformance, testing::Values(DeviceClass::Cpu, DeviceClass::Gpu, DeviceClass::Plain),
                         [](const auto& info) { return std::string(name(info.param)); });

}  // namespace
}  // namespace saddle
