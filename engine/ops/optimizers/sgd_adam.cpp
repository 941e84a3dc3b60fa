// Optimizers with PyTorch's semantics, so that its learning rates and reference curves carry over.
#include <cmath>

#include "engine/ops/optimizers/attributes.h"

namespace saddle::ops {
namespace {

OptimizerDef adam(const char* name, bool decoupled) {
    OptimizerDef def(name);
    def.summary = decoupled ? "Adam whose weight decay does not pass through the moments (Loshchilov and Hutter 2019)."
                            : "Steps scaled by running moments of the gradient (Kingma and Ba 2015).";
    def.formula = "p -= lr m' / (\\sqrt{v'} + \\epsilon)";
    def.attributes = {lr(0.001), {"beta1", 0.9, "Beta 1", "memory of the mean", "", 0, 0.9999}, {"beta2", 0.999, "Beta 2", "memory of the square", "", 0, 0.99999},
                      epsilon(1e-8), decay(decoupled ? 0.01 : 0.0)};
    def.states = {"m", "v"};
    def.glsl = std::string(decoupled ? "p *= 1.0 - lr * weight_decay;\n" : "g += weight_decay * p;\n") +
               "m = beta1 * m + (1.0 - beta1) * g;\nv = beta2 * v + (1.0 - beta2) * g * g;\n"
               "p -= lr / (1.0 - pow(beta1, step)) * m / (sqrt(v) / sqrt(1.0 - pow(beta2, step)) + epsilon);\n";
    def.update = [decoupled](double* x, double g, double rate, int64_t step, const Attributes& a) {
        const double b1 = a.real("beta1"), b2 = a.real("beta2"), wd = a.real("weight_decay");
        if (decoupled) x[0] *= 1 - rate * wd;
        else g += wd * x[0];
        x[1] = b1 * x[1] + (1 - b1) * g;
        x[2] = b2 * x[2] + (1 - b2) * g * g;
        x[0] -= rate / (1 - std::pow(b1, double(step))) * x[1] / (std::sqrt(x[2]) / std::sqrt(1 - std::pow(b2, double(step))) + a.real("epsilon"));
    };
    def.flops_each = 14;
    return def;
}
}  // namespace

SADDLE_OPTIMIZER(SGD) {
    OptimizerDef def("SGD");
    def.summary = "Steps against the gradient, with momentum (Nesterov's on request).";
    def.formula = "v = \\mu v + g; p -= lr v";
    def.attributes = {lr(0.01), {"momentum", 0.0, "Momentum", "share of the last step that is kept", "", 0, 0.9999},
                      {"nesterov", false, "Nesterov", "look ahead along the momentum"}, decay(0)};
    def.states = {"momentum_buffer"};
    def.glsl = "g += weight_decay * p;\nmomentum_buffer = step > 1.0 ? momentum * momentum_buffer + g : g;\n"
               "p -= lr * (nesterov ? g + momentum * momentum_buffer : momentum_buffer);\n";
    def.update = [](double* x, double g, double rate, int64_t step, const Attributes& a) {
        const double mu = a.real("momentum");
        g += a.real("weight_decay") * x[0];
        x[1] = step > 1 ? mu * x[1] + g : g;
        x[0] -= rate * (a.flag("nesterov") ? g + mu * x[1] : x[1]);
    };
    def.flops_each = 6;
    return def;
}

SADDLE_OPTIMIZER(Adam) { return adam("Adam", false); }
SADDLE_OPTIMIZER(AdamW) { return adam("AdamW", true); }

}  // namespace saddle::ops
