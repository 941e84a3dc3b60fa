// Activations, and the comparison their gradients need. Gradients are written with the result y, not x: y is what
// stays in memory when the activation is fused into the kernel before it.
#include <cmath>

#include "engine/ops/op_def.h"

namespace saddle::ops {
namespace {
std::vector<Case> cases(double range, double keep_away) {
    Case batch{{{DType::F32, {5, 3, 7}}}, {}, -range, range, keep_away};
    batch.batched = {true};
    Case flat{{{DType::F32, {13}}}, {}, -range, range, keep_away};
    flat.batched = {false};
    return {batch, flat};
}
}  // namespace

SADDLE_OP(Relu) {
    return OpDef("Relu").summary("Passes what is positive and stops the rest.", "y = max(x, 0)").input("x").output("y")
        .elementwise("relu($0)", [](const double* x, const Attributes&) { return x[0] > 0 ? x[0] : x[0] != x[0] ? x[0] : 0.0; })
        .gradient([](GradientContext& g) { g.set(0, g.b.emit("Mul", {g.dout(), g.b.emit("Cast", {g.b.emit("Greater", {g.out(0), g.b.constant(0)})})})); })
        .cases(cases(1, 1e-2));
}

SADDLE_OP(Tanh) {
    return OpDef("Tanh").summary("Squashes to (-1, 1).", "y = tanh x").input("x").output("y")
        .elementwise("exact_tanh($0)", [](const double* x, const Attributes&) { return std::tanh(x[0]); }, 12)
        .gradient([](GradientContext& g) {
            const ir::ValueId slope = g.b.emit("Sub", {g.b.constant(1), g.b.emit("Mul", {g.out(0), g.out(0)})});
            g.set(0, g.b.emit("Mul", {g.dout(), slope}));
        })
        .cases(cases(3, 0));
}

SADDLE_OP(Sigmoid) {
    return OpDef("Sigmoid").summary("Squashes to (0, 1).", "y = 1 / (1 + e^{-x})").input("x").output("y")
        .elementwise("(1.0 / (1.0 + exact_exp(-$0)))", [](const double* x, const Attributes&) { return 1 / (1 + std::exp(-x[0])); }, 10)
        .gradient([](GradientContext& g) {
            const ir::ValueId slope = g.b.emit("Mul", {g.out(0), g.b.emit("Sub", {g.b.constant(1), g.out(0)})});
            g.set(0, g.b.emit("Mul", {g.dout(), slope}));
        })
        .cases(cases(3, 0));
}

SADDLE_OP(Greater) {
    OpDef op("Greater");
    op.summary("1 where a > b, else 0.", "y = [a > b]").input("a").input("b").output("y")
        .elementwise("greater($0, $1)", [](const double* x, const Attributes&) { return x[0] > x[1] ? 1.0 : 0.0; })
        .not_differentiable("a comparison is constant almost everywhere")
        .cases({{{{DType::F32, {5, 6}}, {DType::F32, {6}}}, {}, -1, 1, 1e-2, 0, {true, false}}});
    const auto shapes = op.infer_rule;
    return op.infer([shapes](const InferContext& c) -> Result<std::vector<TensorType>> {
        TRY(std::vector<TensorType> types, shapes(c));
        types[0].dtype = DType::Bool;
        return types;
    });
}

SADDLE_OP(Cast) {
    return OpDef("Cast").summary("The same numbers as 32-bit floats.", "y = x").input("x").output("y")
        .attribute({"to", int64_t(1), "To", "ONNX's element type; 1 is float"})
        .elementwise("($0)", [](const double* x, const Attributes&) { return x[0]; }, 0)
        .infer([](const InferContext& c) -> Result<std::vector<TensorType>> { return std::vector<TensorType>{{DType::F32, c.in(0).shape}}; })
        .gradient([](GradientContext& g) { g.set(0, g.dout()); })
        .cases(cases(1, 0));
}

}  // namespace saddle::ops
