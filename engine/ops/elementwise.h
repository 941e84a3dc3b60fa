#pragma once
// What the files of elementwise ops share: definitions of one line, and their conformance cases.
#include "engine/ops/term.h"

namespace saddle::ops {

/// Cases of one operand and of two, uniform in [low, high]; |x| (and |x_i - x_j|) at least keep_away.
std::vector<Case> unary_cases(double low, double high, double keep_away = 0);
std::vector<Case> binary_cases(double low, double high, double keep_away = 0);

OpDef unary(const char* name, const char* doc, const char* formula, const char* glsl, double (*f)(double), double flops = 1);
OpDef binary(const char* name, const char* doc, const char* formula, const char* glsl, double (*f)(double, double), double flops = 1);

/// Sets the gradient of input `i` where it is wanted: `value` summed over what broadcasting added.
inline void give(GradientContext& g, size_t i, Term value) {
    if (g.wants(i)) g.set(i, g.unbroadcast(value, i));
}

/// The result's element type is `dtype`, whatever the inputs' (which must agree).
OpDef typed(OpDef op, DType dtype);

}  // namespace saddle::ops
