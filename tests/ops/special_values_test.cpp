// Elementwise functions where floating point is special: zeros, infinities, NaN, and arguments whose result overflows.
#include "tests/ops/on_device.h"

namespace saddle {
namespace {

TEST(SpecialValues, ElementwiseFunctionsFollowIeee754) {
    const float inf = std::numeric_limits<float>::infinity(), nan = std::numeric_limits<float>::quiet_NaN();
    const std::vector<float> x{0.0f, -0.0f, 1, -1, inf, -inf, nan, 1e-20f, -1e-20f, 1e-4f, -1e-4f, 0.5f, 88, -88, 100, -100, 2.5f, -3.5f};
    auto device = runtime::open_vulkan("auto");
    if (!device.ok()) GTEST_SKIP() << "no Vulkan device: " << device.error().message;
    ir::Program program;
    program.entries.push_back({"predict", {}, {}, {}, {}});
    ops::Builder builder(program, program.entries[0]);
    builder.node = "node";
    ir::Value input;
    input.name = "x";
    input.kind = ir::ValueKind::Input;
    input.type = {DType::F32, Shape{int64_t(x.size())}};
    const ir::ValueId id = program.add(input);
    program.entries[0].inputs.push_back(id);
    // Sine, cosine and tangent of infinity are left out: they say nothing useful and the kernels do not promise NaN there.
    const std::vector<std::string> names{"Exp", "Log", "Sqrt", "Reciprocal", "Erf", "Asin", "Acos", "Atan", "Sinh", "Cosh", "Asinh", "Acosh", "Atanh", "Tanh", "Abs", "Sign",
                                         "Floor", "Ceil", "Round", "Relu", "LeakyRelu", "Elu", "Selu", "Celu", "Sigmoid", "Softplus", "Softsign", "IsNaN", "IsInf", "Identity", "Neg"};
    for (const std::string& name : names) program.entries[0].outputs.push_back({name, builder.emit(name, {id})});
    ASSERT_FALSE(builder.error) << to_string(*builder.error);
    Values values;
    values[id.index] = {input.type, std::vector<double>(x.begin(), x.end())};
    const auto run = run_on_device(*device, program, values, runtime::profile_of(**device));
    ASSERT_TRUE(run.ok()) << to_string(run.error());
    evaluate(program, values, program.entries[0].body.size());
    for (const ir::Output& output : program.entries[0].outputs)
        for (size_t i = 0; i < x.size(); ++i) {
            const float got = run->result.outputs.at(output.name).f32[i], expected = float(values.at(output.value.index).data[i]);
            if (std::isnan(expected)) EXPECT_TRUE(std::isnan(got)) << output.name << "(" << x[i] << ") = " << got;
            else if (std::isinf(expected)) EXPECT_EQ(got, expected) << output.name << "(" << x[i] << ")";
            else EXPECT_NEAR(got, expected, 2e-6 * std::abs(expected) + 1e-37) << output.name << "(" << x[i] << ")";
        }
}

}  // namespace
}  // namespace saddle
