// Adam whose steps are as long as each tensor's weights allow.
#include <cmath>

#include "engine/ops/optimizers/attributes.h"
#include "engine/ops/term.h"

namespace saddle::ops {
namespace {

/// 1 - beta^step, without losing digits where beta is near 1: with h = step ln(beta) / 2 it is -2 e^h sinh h.
Term correction(Term step, double beta) {
    const Term h = step * (std::log(beta) / 2);
    return beta > 0 ? h.then("Exp") * h.then("Sinh") * -2 : step * 0 + 1;
}

Term length(Term x) { return (x * x).then("ReduceSum", {}, {{"keepdims", int64_t(0)}}).then("Sqrt"); }

}  // namespace

SADDLE_OPTIMIZER(LAMB) {
    OptimizerDef def("LAMB");
    def.summary = "Adam whose step is, for each tensor, a share of its length: for very large batches (You et al. 2020).";
    def.formula = "r = m' / (\\sqrt{v'} + \\epsilon) + \\lambda p; p -= lr |p| / |r| r";
    def.attributes = {lr(0.001), {"beta1", 0.9, "Beta 1", "memory of the mean", "", 0, 0.9999}, {"beta2", 0.999, "Beta 2", "memory of the square", "", 0, 0.99999},
                      epsilon(1e-6), decay(0.01)};
    def.states = {"m", "v"};
    def.emit = [](Builder& b, std::span<const ir::ValueId> x, ir::ValueId gradient, ir::ValueId lr, ir::ValueId step, const Attributes& a) -> std::vector<ir::ValueId> {
        const double b1 = a.real("beta1"), b2 = a.real("beta2");
        const Term p(b, x[0]), g(b, gradient), t(b, step), m = Term(b, x[1]) * b1 + g * (1 - b1), v = Term(b, x[2]) * b2 + g * g * (1 - b2);
        Term r = m / correction(t, b1) / ((v / correction(t, b2)).then("Sqrt") + a.real("epsilon"));
        if (a.real("weight_decay") > 0) r = r + p * a.real("weight_decay");
        // A tensor of zeros, or one that does not move, has no ratio: it takes Adam's own step.
        const Term weights = length(p), move = length(r), ratio = (weights * move).above(0).choose(weights / move, b.constant(1));
        return {p - r * (ratio * Term(b, lr)), m, v};
    };
    def.flops_each = 18;
    return def;
}

}  // namespace saddle::ops
