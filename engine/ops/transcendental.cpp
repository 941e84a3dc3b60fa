// Exponential, logarithm, error function, and the circular and hyperbolic functions with their inverses.
#include <cmath>
#include <numbers>

#include "engine/ops/elementwise.h"

namespace saddle::ops {

SADDLE_OP(Exp) {
    return unary("Exp", "The exponential.", "y = e^x", "exact_exp($0)", [](double x) { return std::exp(x); }, 14)
        .gradient([](GradientContext& g) { g.set(0, dout(g) * out(g)); }).cases(unary_cases(-2, 2));
}
SADDLE_OP(Log) {
    return unary("Log", "The natural logarithm.", "y = ln x", "exact_log($0)", [](double x) { return std::log(x); }, 22)
        .gradient([](GradientContext& g) { g.set(0, dout(g) / in(g)); }).cases(unary_cases(0.2, 0.8));
}
SADDLE_OP(Erf) {
    return unary("Erf", "The error function: twice the area under the bell curve from 0.", "y = 2 / \\sqrt{\\pi} \\int_0^x e^{-t^2} dt", "exact_erf($0)",
                 [](double x) { return std::erf(x); }, 44)
        .gradient([](GradientContext& g) { g.set(0, dout(g) * ((-(in(g) * in(g))).then("Exp") * (2 / std::sqrt(std::numbers::pi)))); })
        .cases(unary_cases(-3, 3));
}

SADDLE_OP(Sin) {
    return unary("Sin", "The sine of radians.", "y = sin x", "exact_sin($0)", [](double x) { return std::sin(x); }, 30)
        .gradient([](GradientContext& g) { g.set(0, dout(g) * in(g).then("Cos")); }).cases(unary_cases(-20, 20));
}
SADDLE_OP(Cos) {
    return unary("Cos", "The cosine of radians.", "y = cos x", "exact_cos($0)", [](double x) { return std::cos(x); }, 30)
        .gradient([](GradientContext& g) { g.set(0, -(dout(g) * in(g).then("Sin"))); }).cases(unary_cases(-20, 20));
}
SADDLE_OP(Tan) {
    return unary("Tan", "The tangent of radians.", "y = tan x", "exact_tan($0)", [](double x) { return std::tan(x); }, 32)
        .gradient([](GradientContext& g) { g.set(0, dout(g) * (1 + out(g) * out(g))); }).cases(unary_cases(-1.2, 1.2));
}
SADDLE_OP(Asin) {
    return unary("Asin", "The angle whose sine is x.", "y = arcsin x", "exact_asin($0)", [](double x) { return std::asin(x); }, 28)
        .gradient([](GradientContext& g) { g.set(0, dout(g) / (1 - in(g) * in(g)).then("Sqrt")); }).cases(unary_cases(-0.9, 0.9));
}
SADDLE_OP(Acos) {
    return unary("Acos", "The angle whose cosine is x.", "y = arccos x", "exact_acos($0)", [](double x) { return std::acos(x); }, 28)
        .gradient([](GradientContext& g) { g.set(0, -(dout(g) / (1 - in(g) * in(g)).then("Sqrt"))); }).cases(unary_cases(-0.9, 0.9));
}
SADDLE_OP(Atan) {
    return unary("Atan", "The angle whose tangent is x.", "y = arctan x", "exact_atan($0)", [](double x) { return std::atan(x); }, 22)
        .gradient([](GradientContext& g) { g.set(0, dout(g) / (1 + in(g) * in(g))); }).cases(unary_cases(-4, 4));
}
SADDLE_OP(Sinh) {
    return unary("Sinh", "The hyperbolic sine.", "y = (e^x - e^{-x}) / 2", "exact_sinh($0)", [](double x) { return std::sinh(x); }, 24)
        .gradient([](GradientContext& g) { g.set(0, dout(g) * in(g).then("Cosh")); }).cases(unary_cases(-2, 2));
}
SADDLE_OP(Cosh) {
    return unary("Cosh", "The hyperbolic cosine.", "y = (e^x + e^{-x}) / 2", "exact_cosh($0)", [](double x) { return std::cosh(x); }, 18)
        .gradient([](GradientContext& g) { g.set(0, dout(g) * in(g).then("Sinh")); }).cases(unary_cases(-2, 2));
}
SADDLE_OP(Asinh) {
    return unary("Asinh", "The inverse of the hyperbolic sine.", "y = ln(x + \\sqrt{x^2 + 1})", "exact_asinh($0)", [](double x) { return std::asinh(x); }, 36)
        .gradient([](GradientContext& g) { g.set(0, dout(g) / (in(g) * in(g) + 1).then("Sqrt")); }).cases(unary_cases(-3, 3));
}
SADDLE_OP(Acosh) {
    return unary("Acosh", "The inverse of the hyperbolic cosine.", "y = ln(x + \\sqrt{x^2 - 1})", "exact_acosh($0)", [](double x) { return std::acosh(x); }, 34)
        .gradient([](GradientContext& g) { g.set(0, dout(g) / (in(g) * in(g) - 1).then("Sqrt")); }).cases(unary_cases(1.2, 4));
}
SADDLE_OP(Atanh) {
    return unary("Atanh", "The inverse of the hyperbolic tangent.", "y = ln((1 + x) / (1 - x)) / 2", "exact_atanh($0)", [](double x) { return std::atanh(x); }, 34)
        .gradient([](GradientContext& g) { g.set(0, dout(g) / (1 - in(g) * in(g))); }).cases(unary_cases(-0.9, 0.9));
}
SADDLE_OP(Tanh) {
    return unary("Tanh", "Squashes to (-1, 1).", "y = tanh x", "exact_tanh($0)", [](double x) { return std::tanh(x); }, 30)
        .gradient([](GradientContext& g) { g.set(0, dout(g) * (1 - out(g) * out(g))); }).cases(unary_cases(-3, 3));
}

}  // namespace saddle::ops
