// The arithmetic of numbers, with NumPy broadcasting. Whole numbers divide as in C.
#include <cmath>

#include "engine/ops/elementwise.h"

namespace saddle::ops {
namespace {

/// An op of any number of operands: kernels take two at a time.
OpDef variadic(const char* name, const char* doc, const char* formula, const char* glsl, double (*f)(double, double), const char* pairwise) {
    return OpDef(name).summary(doc, formula).variadic("inputs", "broadcast against each other").output("y")
        .elementwise(glsl, [f](std::span<const double> x, const Attributes&) {
            double y = x[0];
            for (const double next : x.subspan(1)) y = f(y, next);
            return y;
        })
        .decompose([op = std::string(name), pairwise = std::string(pairwise)](Builder& b, const ir::Instruction& i) -> std::vector<ir::ValueId> {
            if (i.inputs.size() == 2 && op == pairwise) return {};
            if (i.inputs.size() == 1) return {b.emit("Identity", i.inputs)};
            Term y = in(b, i);
            for (size_t k = 1; k < i.inputs.size(); ++k) y = y.then(pairwise.c_str(), {i.inputs[k]});
            return {y};
        });
}

std::vector<Case> variadic_cases(double keep_away) {
    std::vector<Case> cases = binary_cases(-1, 1, keep_away);
    cases.resize(2);
    cases[0].grid = cases[1].grid = 0.5;  // ties
    cases.push_back({{{DType::F32, {5, 3}}, {DType::F32, {3}}, {DType::F32, {5, 1}}}, {}, -1, 1, keep_away});
    cases.back().batched = {true, false, true};
    return cases;
}

/// Operands that attain the result share its gradient evenly.
void share_gradient(GradientContext& g) {
    std::vector<ir::ValueId> attain;
    for (size_t i = 0; i < g.instruction.inputs.size(); ++i) attain.push_back(in(g, i).then("Equal", {g.out(0)}).then("Cast"));
    const Term each = dout(g) / Term(g.b, g.b.emit("Sum", attain));
    for (size_t i = 0; i < attain.size(); ++i) give(g, i, each * Term(g.b, attain[i]));
}

double remainder(double a, double b, bool truncated) {
    const double r = std::fmod(a, b);
    return !truncated && r != 0 && (r < 0) != (b < 0) ? r + b : r;
}

}  // namespace

SADDLE_OP(Add) {
    return binary("Add", "Sum, element by element.", "y = a + b", "($0 + $1)", [](double a, double b) { return a + b; })
        .gradient([](GradientContext& g) {
            for (const size_t i : {0, 1}) give(g, i, dout(g));
        })
        .cases(binary_cases(-1, 1));
}

SADDLE_OP(Sub) {
    return binary("Sub", "Difference, element by element.", "y = a - b", "($0 - $1)", [](double a, double b) { return a - b; })
        .gradient([](GradientContext& g) {
            give(g, 0, dout(g));
            if (g.wants(1)) give(g, 1, -dout(g));
        })
        .cases(binary_cases(-1, 1));
}

SADDLE_OP(Mul) {
    return binary("Mul", "Product, element by element.", "y = a b", "($0 * $1)", [](double a, double b) { return a * b; })
        .gradient([](GradientContext& g) {
            for (const size_t i : {0, 1})
                if (g.wants(i)) give(g, i, dout(g) * in(g, 1 - i));
        })
        .cases(binary_cases(-1, 1));
}

SADDLE_OP(Div) {
    OpDef op = binary("Div", "Quotient, element by element; of whole numbers the whole part.", "y = a / b", "($0 / $1)", [](double a, double b) { return a / b; });
    op.reference([real = op.reference_rule](ReferenceContext& r) {
        real(r);
        if (r.out().type.dtype == DType::I32)
            for (double& y : r.out().data) y = std::trunc(y);
    });
    return op.gradient([](GradientContext& g) {
            const Term da = dout(g) / in(g, 1);
            give(g, 0, da);
            if (g.wants(1)) give(g, 1, -(da * out(g)));
        })
        .cases(binary_cases(0.5, 2));
}

SADDLE_OP(Pow) {
    return binary("Pow", "a to the power b; a negative a needs a whole b.", "y = a^b", "exact_pow($0, $1)", [](double a, double b) { return std::pow(a, b); }, 20)
        .gradient([](GradientContext& g) {
            if (g.wants(0)) give(g, 0, dout(g) * in(g, 1) * in(g, 0).then("Pow", {in(g, 1) - 1}));
            if (!g.wants(1)) return;
            const Term positive = in(g, 0).above(0);
            give(g, 1, positive.choose(dout(g) * out(g) * in(g, 0).then("Log"), out(g).filled(0)));
        })
        .cases(binary_cases(0.5, 2));
}

SADDLE_OP(Mod) {
    OpDef op("Mod");
    std::vector<Case> cases = binary_cases(1, 4);
    for (Case& c : cases) c.attributes["fmod"] = int64_t(1);
    cases.push_back({{{DType::I32, {5, 6}}, {DType::I32, {1}}}, {}, 0, 0, 0, 7});
    cases.back().integer_low = 1;
    return op.summary("Remainder of a division; with the sign of b, or with fmod that of a.", "y = a - b \\lfloor a / b \\rfloor")
        .input("a").input("b", "broadcast against a").output("y")
        .attribute({"fmod", int64_t(0), "As C's fmod", "1: the remainder has a's sign"})
        .elementwise("remainder($0, $1, ${fmod} != 0)", [](std::span<const double> x, const Attributes& a) { return remainder(x[0], x[1], a.integer("fmod") != 0); }, 4)
        .gradient([](GradientContext& g) {
            give(g, 0, dout(g));
            if (!g.wants(1)) return;
            give(g, 1, -(dout(g) * ((in(g, 0) - out(g)) / in(g, 1))));  // the whole part of a / b
        })
        .cases(cases);
}

SADDLE_OP(Sum) {
    return variadic("Sum", "Sum of any number of tensors.", "y = \\sum_i x_i", "($0 + $1)", [](double a, double b) { return a + b; }, "Add")
        .gradient([](GradientContext& g) {
            for (size_t i = 0; i < g.instruction.inputs.size(); ++i) give(g, i, dout(g));
        })
        .cases(variadic_cases(0));
}

SADDLE_OP(Mean) {
    OpDef op = variadic("Mean", "Mean of any number of tensors.", "y = (1 / n) \\sum_i x_i", "", [](double a, double b) { return a + b; }, "Add");
    op.reference([sum = op.reference_rule](ReferenceContext& r) {
        sum(r);
        for (double& y : r.out().data) y /= double(r.inputs.size());
    });
    return op.decompose([](Builder& b, const ir::Instruction& i) -> std::vector<ir::ValueId> { return {Term(b, b.emit("Sum", i.inputs)) / double(i.inputs.size())}; })
        .gradient([](GradientContext& g) {
            const Term each = dout(g) / double(g.instruction.inputs.size());
            for (size_t i = 0; i < g.instruction.inputs.size(); ++i) give(g, i, each);
        })
        .cases(variadic_cases(0));
}

SADDLE_OP(Max) {
    return variadic("Max", "The largest of any number of tensors, element by element.", "y = max_i x_i", "maximum($0, $1)",
                    [](double a, double b) { return std::isnan(a) || a > b ? a : b; }, "Max")
        .gradient(share_gradient).cases(variadic_cases(1e-2));
}

SADDLE_OP(Min) {
    return variadic("Min", "The smallest of any number of tensors, element by element.", "y = min_i x_i", "minimum($0, $1)",
                    [](double a, double b) { return std::isnan(a) || a < b ? a : b; }, "Min")
        .gradient(share_gradient).cases(variadic_cases(1e-2));
}

SADDLE_OP(Neg) {
    return unary("Neg", "The negative.", "y = -x", "(-$0)", [](double x) { return -x; })
        .gradient([](GradientContext& g) { g.set(0, -dout(g)); }).cases(unary_cases(-1, 1));
}

SADDLE_OP(Abs) {
    return unary("Abs", "The size without the sign.", "y = |x|", "abs($0)", [](double x) { return std::abs(x); })
        .gradient([](GradientContext& g) { g.set(0, dout(g) * in(g).then("Sign")); }).cases(unary_cases(-1, 1, 1e-2));
}

SADDLE_OP(Reciprocal) {
    return unary("Reciprocal", "One over x.", "y = 1 / x", "(1.0 / $0)", [](double x) { return 1 / x; })
        .gradient([](GradientContext& g) { g.set(0, -(dout(g) * (out(g) * out(g)))); }).cases(unary_cases(0.5, 2));
}

SADDLE_OP(Sqrt) {
    return unary("Sqrt", "The square root.", "y = \\sqrt{x}", "sqrt($0)", [](double x) { return std::sqrt(x); })
        .gradient([](GradientContext& g) { g.set(0, dout(g) * 0.5 / out(g)); }).cases(unary_cases(0.2, 2));
}

SADDLE_OP(Identity) {
    return unary("Identity", "A copy.", "y = x", "($0)", [](double x) { return x; }, 0)
        .gradient([](GradientContext& g) { g.set(0, g.dout()); }).cases(unary_cases(-1, 1));
}

namespace {
OpDef step_function(const char* name, const char* doc, const char* formula, const char* glsl, double (*f)(double)) {
    return unary(name, doc, formula, glsl, f).gradient([](GradientContext& g) { g.set(0, in(g).filled(0)); }).cases(unary_cases(-3.4, 3.4, 0.03));
}
}  // namespace

SADDLE_OP(Sign) { return step_function("Sign", "-1, 0 or 1.", "y = sgn x", "sign($0)", [](double x) { return double((x > 0) - (x < 0)); }); }
SADDLE_OP(Floor) { return step_function("Floor", "The next whole number below.", "y = \\lfloor x \\rfloor", "floor($0)", [](double x) { return std::floor(x); }); }
SADDLE_OP(Ceil) { return step_function("Ceil", "The next whole number above.", "y = \\lceil x \\rceil", "ceil($0)", [](double x) { return std::ceil(x); }); }
SADDLE_OP(Round) { return step_function("Round", "The nearest whole number; halves go to the even one.", "y = round x", "roundEven($0)", [](double x) { return std::nearbyint(x); }); }

}  // namespace saddle::ops
