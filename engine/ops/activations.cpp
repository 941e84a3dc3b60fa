// Activations. Gradients are written with the result y where it says enough, not x: y is what stays in memory when the
// activation is fused into the kernel before it.
#include <cmath>
#include <numbers>

#include "engine/ops/elementwise.h"

namespace saddle::ops {
namespace {

using Values = std::span<const double>;

/// Cases with a number of their own for alpha, so that a slip with it shows.
std::vector<Case> alpha_cases(double alpha) {
    std::vector<Case> cases = unary_cases(-2, 2, 1e-2);
    cases[0].attributes["alpha"] = alpha;
    return cases;
}

OpDef activation(const char* name, const char* doc, const char* formula) { return OpDef(name).summary(doc, formula).input("x").output("y"); }

/// The gradient where y > 0, and elsewhere.
void by_sign(GradientContext& g, Term positive, Term otherwise) { g.set(0, out(g).above(0).choose(positive, otherwise)); }

double sigmoid(double x) { return 1 / (1 + std::exp(-x)); }
double softplus(double x) { return std::max(x, 0.0) + std::log1p(std::exp(-std::abs(x))); }

constexpr double kRootTwoOverPi = 0.7978845608028654, kCubic = 0.044715;  // of GELU's tanh form

}  // namespace

SADDLE_OP(Relu) {
    return unary("Relu", "Passes what is positive and stops the rest.", "y = max(x, 0)", "relu($0)", [](double x) { return x > 0 || x != x ? x : 0.0; })
        .gradient([](GradientContext& g) { g.set(0, dout(g) * out(g).above(0).then("Cast")); }).cases(unary_cases(-1, 1, 1e-2));
}

SADDLE_OP(LeakyRelu) {
    return activation("LeakyRelu", "Passes what is positive and a share of the rest.", "y = x if x > 0 else \\alpha x")
        .attribute({"alpha", 0.01, "Alpha", "slope below zero"})
        .elementwise("choose(greater($0, $T(0)), $0, $0 * ${alpha})", [](Values x, const Attributes& a) { return x[0] > 0 ? x[0] : a.real("alpha", 0.01) * x[0]; })
        .gradient([](GradientContext& g) { g.set(0, in(g).above(0).choose(dout(g), dout(g) * g.instruction.attributes.real("alpha", 0.01))); })
        .cases(alpha_cases(0.2));
}

SADDLE_OP(PRelu) {
    std::vector<Case> cases = binary_cases(-1, 1, 1e-2);
    cases.resize(2);
    return binary("PRelu", "LeakyRelu whose slope below zero is learnt.", "y = x if x > 0 else a x", "choose(greater($0, $T(0)), $0, $0 * $1)",
                  [](double x, double slope) { return x > 0 ? x : slope * x; })
        .gradient([](GradientContext& g) {
            const Term positive = in(g).above(0);
            if (g.wants(0)) give(g, 0, positive.choose(dout(g), dout(g) * in(g, 1)));
            if (g.wants(1)) give(g, 1, dout(g) * positive.choose(in(g).number(0), in(g)));
        })
        .cases(cases);
}

SADDLE_OP(Elu) {
    return activation("Elu", "Linear above zero, an exponential that levels off below.", "y = x if x > 0 else \\alpha (e^x - 1)")
        .attribute({"alpha", 1.0, "Alpha", "level far below zero"})
        .elementwise("choose(greater($0, $T(0)), $0, ${alpha} * exact_expm1($0))", [](Values x, const Attributes& a) { return x[0] > 0 ? x[0] : a.real("alpha", 1) * std::expm1(x[0]); }, 18)
        .gradient([](GradientContext& g) { by_sign(g, dout(g), dout(g) * (out(g) + g.instruction.attributes.real("alpha", 1))); })
        .cases(alpha_cases(0.7));
}

SADDLE_OP(Selu) {
    const double alpha = 1.67326319217681884765625, gamma = 1.05070102214813232421875;
    return activation("Selu", "Elu scaled so that layer after layer keeps mean 0 and variance 1.", "y = \\gamma (x if x > 0 else \\alpha (e^x - 1))")
        .attribute({"alpha", alpha, "Alpha", "level far below zero, before scaling"}).attribute({"gamma", gamma, "Gamma", "slope above zero"})
        .elementwise("${gamma} * choose(greater($0, $T(0)), $0, ${alpha} * exact_expm1($0))",
                     [=](Values x, const Attributes& a) { return a.real("gamma", gamma) * (x[0] > 0 ? x[0] : a.real("alpha", alpha) * std::expm1(x[0])); }, 19)
        .gradient([=](GradientContext& g) {
            const double scale = g.instruction.attributes.real("gamma", gamma);
            by_sign(g, dout(g) * scale, dout(g) * (out(g) + scale * g.instruction.attributes.real("alpha", alpha)));
        })
        .cases(unary_cases(-2, 2, 1e-2));
}

SADDLE_OP(Celu) {
    return activation("Celu", "Elu with one slope on both sides of zero.", "y = x if x > 0 else \\alpha (e^{x / \\alpha} - 1)")
        .attribute({"alpha", 1.0, "Alpha", "level far below zero"})
        .elementwise("choose(greater($0, $T(0)), $0, ${alpha} * exact_expm1($0 / ${alpha}))",
                     [](Values x, const Attributes& a) { return x[0] > 0 ? x[0] : a.real("alpha", 1) * std::expm1(x[0] / a.real("alpha", 1)); }, 19)
        .gradient([](GradientContext& g) { by_sign(g, dout(g), dout(g) * (out(g) / g.instruction.attributes.real("alpha", 1) + 1)); })
        .cases(alpha_cases(0.7));
}

SADDLE_OP(ThresholdedRelu) {
    return activation("ThresholdedRelu", "Passes what is above a threshold and stops the rest.", "y = x if x > \\alpha else 0")
        .attribute({"alpha", 1.0, "Alpha", "the threshold"})
        .elementwise("choose(greater($0, $T(${alpha})), $0, $T(0))", [](Values x, const Attributes& a) { return x[0] > a.real("alpha", 1) ? x[0] : 0; })
        .gradient([](GradientContext& g) { g.set(0, in(g).above(g.instruction.attributes.real("alpha", 1)).choose(dout(g), dout(g).number(0))); })
        .cases(unary_cases(0.1, 2));
}

SADDLE_OP(Sigmoid) {
    return unary("Sigmoid", "Squashes to (0, 1).", "y = 1 / (1 + e^{-x})", "sigmoid($0)", sigmoid, 16)
        .gradient([](GradientContext& g) { g.set(0, dout(g) * (out(g) * (1 - out(g)))); }).cases(unary_cases(-3, 3));
}

SADDLE_OP(HardSigmoid) {
    return activation("HardSigmoid", "A sigmoid of three straight lines.", "y = max(0, min(1, \\alpha x + \\beta))")
        .attribute({"alpha", 0.2, "Alpha", "slope"}).attribute({"beta", 0.5, "Beta", "value at zero"})
        .elementwise("clamp($0 * ${alpha} + ${beta}, $T(0), $T(1))",
                     [](Values x, const Attributes& a) { return std::clamp(a.real("alpha", 0.2) * x[0] + a.real("beta", 0.5), 0.0, 1.0); }, 4)
        .gradient([](GradientContext& g) {
            const Term slope = out(g).above(0).then("And", {out(g).then("Less", {out(g).number(1)})});
            g.set(0, slope.choose(dout(g) * g.instruction.attributes.real("alpha", 0.2), dout(g).number(0)));
        })
        .cases(unary_cases(-4, 4));
}

SADDLE_OP(HardSwish) {
    return unary("HardSwish", "x times a sigmoid of three straight lines.", "y = x max(0, min(1, x / 6 + 1/2))", "$0 * clamp($0 / 6.0 + 0.5, $T(0), $T(1))",
                 [](double x) { return x * std::clamp(x / 6 + 0.5, 0.0, 1.0); }, 5)
        .gradient([](GradientContext& g) {
            const Term middle = in(g).above(-3).then("And", {in(g).then("Less", {in(g).number(3)})});
            const Term outside = in(g).above(0).choose(dout(g), dout(g).number(0));
            g.set(0, middle.choose(dout(g) * (in(g) / 3 + 0.5), outside));
        })
        .cases(unary_cases(-5, 5));
}

SADDLE_OP(Softplus) {
    return unary("Softplus", "A smooth Relu.", "y = ln(1 + e^x)", "softplus($0)", softplus, 44)
        .gradient([](GradientContext& g) { g.set(0, dout(g) * in(g).then("Sigmoid")); }).cases(unary_cases(-3, 3));
}

SADDLE_OP(Softsign) {
    return unary("Softsign", "Squashes to (-1, 1), more slowly than tanh.", "y = x / (1 + |x|)", "$0 / (1.0 + abs($0))", [](double x) { return x / (1 + std::abs(x)); }, 3)
        .gradient([](GradientContext& g) {
            const Term rest = 1 - out(g).then("Abs");
            g.set(0, dout(g) * (rest * rest));
        })
        .cases(unary_cases(-3, 3));
}

SADDLE_OP(Gelu) {
    OpDef op = activation("Gelu", "x times the chance that a standard normal number is below x.", "y = x \\Phi(x)");
    op.attribute({"approximate", std::string("none"), "Approximate", "none: by the error function; tanh: by a fit with tanh", "", 0, 0, {"none", "tanh"}})
        .elementwise("", [](Values x, const Attributes& a) {
            if (a.text("approximate", "none") == "tanh") return 0.5 * x[0] * (1 + std::tanh(kRootTwoOverPi * (x[0] + kCubic * x[0] * x[0] * x[0])));
            return 0.5 * x[0] * (1 + std::erf(x[0] / std::numbers::sqrt2));
        }, 48)
        .decompose([](Builder& b, const ir::Instruction& i) -> std::vector<ir::ValueId> {
            const Term x = in(b, i);
            if (i.attributes.text("approximate", "none") == "tanh") return {x * 0.5 * (1 + ((x + x * x * x * kCubic) * kRootTwoOverPi).then("Tanh"))};
            return {x * 0.5 * (1 + (x / std::numbers::sqrt2).then("Erf"))};
        })
        .gradient([](GradientContext& g) {
            const Term x = in(g);
            if (g.instruction.attributes.text("approximate", "none") == "tanh") {
                const Term t = ((x + x * x * x * kCubic) * kRootTwoOverPi).then("Tanh"), inner = (1 + x * x * (3 * kCubic)) * kRootTwoOverPi;
                return g.set(0, dout(g) * (0.5 * (1 + t) + 0.5 * x * (1 - t * t) * inner));
            }
            const Term area = 0.5 * (1 + (x / std::numbers::sqrt2).then("Erf")), density = (-0.5 * x * x).then("Exp") / std::sqrt(2 * std::numbers::pi);
            g.set(0, dout(g) * (area + x * density));
        })
        .not_in_onnx();
    std::vector<Case> cases = unary_cases(-3, 3);
    cases[1].attributes["approximate"] = std::string("tanh");
    cases.push_back(cases[0]);
    cases.back().attributes["approximate"] = std::string("tanh");
    return op.cases(cases);
}

SADDLE_OP(Silu) {
    return unary("Silu", "x times its sigmoid; also called Swish.", "y = x / (1 + e^{-x})", "", [](double x) { return x * sigmoid(x); }, 17)
        .decompose([](Builder& b, const ir::Instruction& i) -> std::vector<ir::ValueId> { return {in(b, i) * in(b, i).then("Sigmoid")}; })
        .gradient([](GradientContext& g) {
            const Term s = in(g).then("Sigmoid");
            g.set(0, dout(g) * (s * (1 + in(g) * (1 - s))));
        })
        .not_in_onnx().cases(unary_cases(-3, 3));
}

SADDLE_OP(Mish) {
    return unary("Mish", "x times the tanh of its softplus.", "y = x tanh(ln(1 + e^x))", "", [](double x) { return x * std::tanh(softplus(x)); }, 75)
        .decompose([](Builder& b, const ir::Instruction& i) -> std::vector<ir::ValueId> { return {in(b, i) * in(b, i).then("Softplus").then("Tanh")}; })
        .gradient([](GradientContext& g) {
            const Term t = in(g).then("Softplus").then("Tanh");
            g.set(0, dout(g) * (t + in(g) * (1 - t * t) * in(g).then("Sigmoid")));
        })
        .not_in_onnx().cases(unary_cases(-3, 3));
}

}  // namespace saddle::ops
