// The arithmetic of two or one operands, with NumPy broadcasting.
#include <cmath>

#include "engine/ops/op_def.h"

namespace saddle::ops {
namespace {

std::vector<Case> binary_cases(double low, double high, double keep_away = 0) {
    const auto f = [](Shape s) { return TensorType{DType::F32, std::move(s)}; };
    std::vector<Case> cases{{{f({5, 3, 4}), f({5, 3, 4})}}, {{f({5, 3, 4}), f({3, 1})}}, {{f({7, 6}), f({6})}}, {{f({3, 1, 2}), f({3, 5, 2})}}};
    for (Case& c : cases) {
        c.low = low;
        c.high = high;
        c.keep_away = keep_away;
    }
    cases[0].batched = {true, true};
    cases[1].batched = cases[2].batched = {true, false};
    cases[3].batched = {true, true};
    return cases;
}
std::vector<Case> unary_cases(double low, double high, double keep_away = 0) {
    Case c{{{DType::F32, {5, 3, 7}}}, {}, low, high, keep_away};
    c.batched = {true};
    Case scalar{{{DType::F32, {}}}, {}, low, high, keep_away};
    scalar.batched = {false};
    return {c, scalar};
}

OpDef binary(const char* name, const char* doc, const char* formula) {
    return OpDef(name).summary(doc, formula).input("a").input("b", "broadcast against a").output("y");
}
OpDef unary(const char* name, const char* doc, const char* formula) { return OpDef(name).summary(doc, formula).input("x").output("y"); }

}  // namespace

SADDLE_OP(Add) {
    return binary("Add", "Sum, element by element.", "y = a + b")
        .elementwise("($0 + $1)", [](const double* x, const Attributes&) { return x[0] + x[1]; })
        .gradient([](GradientContext& g) {
            for (size_t i : {0, 1})
                if (g.wants(i)) g.set(i, g.unbroadcast(g.dout(), i));
        })
        .cases(binary_cases(-1, 1));
}

SADDLE_OP(Sub) {
    return binary("Sub", "Difference, element by element.", "y = a - b")
        .elementwise("($0 - $1)", [](const double* x, const Attributes&) { return x[0] - x[1]; })
        .gradient([](GradientContext& g) {
            if (g.wants(0)) g.set(0, g.unbroadcast(g.dout(), 0));
            if (g.wants(1)) g.set(1, g.unbroadcast(g.b.emit("Neg", {g.dout()}), 1));
        })
        .cases(binary_cases(-1, 1));
}

SADDLE_OP(Mul) {
    return binary("Mul", "Product, element by element.", "y = a b")
        .elementwise("($0 * $1)", [](const double* x, const Attributes&) { return x[0] * x[1]; })
        .gradient([](GradientContext& g) {
            if (g.wants(0)) g.set(0, g.unbroadcast(g.b.emit("Mul", {g.dout(), g.in(1)}), 0));
            if (g.wants(1)) g.set(1, g.unbroadcast(g.b.emit("Mul", {g.dout(), g.in(0)}), 1));
        })
        .cases(binary_cases(-1, 1));
}

SADDLE_OP(Div) {
    return binary("Div", "Quotient, element by element.", "y = a / b")
        .elementwise("($0 / $1)", [](const double* x, const Attributes&) { return x[0] / x[1]; })
        .gradient([](GradientContext& g) {
            const ir::ValueId da = g.b.emit("Div", {g.dout(), g.in(1)});
            if (g.wants(0)) g.set(0, g.unbroadcast(da, 0));
            if (g.wants(1)) g.set(1, g.unbroadcast(g.b.emit("Neg", {g.b.emit("Mul", {da, g.out(0)})}), 1));
        })
        .cases(binary_cases(0.5, 2));
}

SADDLE_OP(Neg) {
    return unary("Neg", "The negative.", "y = -x")
        .elementwise("(-$0)", [](const double* x, const Attributes&) { return -x[0]; })
        .gradient([](GradientContext& g) { g.set(0, g.b.emit("Neg", {g.dout()})); })
        .cases(unary_cases(-1, 1));
}

SADDLE_OP(Exp) {
    return unary("Exp", "The exponential.", "y = e^x")
        .elementwise("exact_exp($0)", [](const double* x, const Attributes&) { return std::exp(x[0]); }, 8)
        .gradient([](GradientContext& g) { g.set(0, g.b.emit("Mul", {g.dout(), g.out(0)})); })
        .cases(unary_cases(-2, 2));
}

SADDLE_OP(Log) {
    return unary("Log", "The natural logarithm.", "y = ln x")
        .elementwise("log($0)", [](const double* x, const Attributes&) { return std::log(x[0]); }, 8)
        .gradient([](GradientContext& g) { g.set(0, g.b.emit("Div", {g.dout(), g.in(0)})); })
        .cases(unary_cases(0.2, 0.8));
}

SADDLE_OP(Sqrt) {
    return unary("Sqrt", "The square root.", "y = \\sqrt{x}")
        .elementwise("sqrt($0)", [](const double* x, const Attributes&) { return std::sqrt(x[0]); })
        .gradient([](GradientContext& g) {
            g.set(0, g.b.emit("Div", {g.b.emit("Mul", {g.dout(), g.b.constant(0.5)}), g.out(0)}));
        })
        .cases(unary_cases(0.2, 2));
}

SADDLE_OP(Reciprocal) {
    return unary("Reciprocal", "One over x.", "y = 1 / x")
        .elementwise("(1.0 / $0)", [](const double* x, const Attributes&) { return 1 / x[0]; })
        .gradient([](GradientContext& g) {
            g.set(0, g.b.emit("Neg", {g.b.emit("Mul", {g.dout(), g.b.emit("Mul", {g.out(0), g.out(0)})})}));
        })
        .cases(unary_cases(0.5, 2));
}

SADDLE_OP(Identity) {
    return unary("Identity", "A copy.", "y = x")
        .elementwise("($0)", [](const double* x, const Attributes&) { return x[0]; }, 0)
        .gradient([](GradientContext& g) { g.set(0, g.dout()); })
        .cases(unary_cases(-1, 1));
}

}  // namespace saddle::ops
