// Every case of every op on the Vulkan device, with the kernels of each device class, against the double reference.
#include <cstdlib>

#include "engine/runtime/device.h"
#include "tests/ops/program_under_test.h"

namespace saddle {
namespace {

Tensor narrow(const ops::ReferenceTensor& wide) {
    Tensor tensor{wide.type, {}, {}};
    if (wide.type.dtype == DType::I32) tensor.i32.assign(wide.data.begin(), wide.data.end());
    else tensor.f32.assign(wide.data.begin(), wide.data.end());
    return tensor;
}

double error_of(const Tensor& got, const ops::ReferenceTensor& expected) {
    double worst = 0, largest = 1e-6;
    for (size_t i = 0; i < expected.data.size(); ++i) {
        const double value = got.type.dtype == DType::I32 ? double(got.i32[i]) : double(got.f32[i]);
        const double difference = std::abs(value - expected.data[i]);
        if (!(difference >= 0)) return 1e9;  // NaN
        worst = std::max(worst, difference);
        largest = std::max(largest, std::abs(expected.data[i]));
    }
    return worst / largest;
}

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
            auto plan = compile::compile_program(t.program, "train", 1, profile);
            ASSERT_TRUE(plan.ok()) << place << ": " << to_string(plan.error());
            const auto shared = std::make_shared<const compile::ExecutionPlan>(std::move(*plan));
            const auto executor = runtime::make_vulkan_executor(*device);
            const Status prepared = executor->prepare(shared);
            ASSERT_TRUE(prepared.ok()) << place << ": " << to_string(prepared.error());
            std::vector<Tensor> inputs;
            for (const ir::ValueId id : shared->program.entries[0].inputs) inputs.push_back(narrow(values.at(id.index)));
            for (const ir::ValueId id : t.program.of_kind(ir::ValueKind::Parameter))
                ASSERT_TRUE(executor->set(t.program[id].name, narrow(values.at(id.index))).ok()) << place;
            ASSERT_TRUE(executor->submit(*shared, inputs, {0.1f, 3, 3, 3}, false).ok()) << place;
            const auto result = executor->wait();
            ASSERT_TRUE(result.ok()) << place << ": " << to_string(result.error());
            for (const ir::Output& output : t.program.entries[0].outputs) {
                if (output.name[0] != 'y') continue;
                const double error = error_of(result->outputs.at(output.name), values.at(output.value.index));
                EXPECT_LT(error, 1e-5) << place << " " << output.name;
                worst = std::max(worst, error);
            }
            ++cases;
            for (const ir::ValueId id : wanted) {
                const std::string name = "gradient:" + t.program[id].name;
                const auto got = executor->peek(*shared, *shared->program.entries[0].output(name));
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
