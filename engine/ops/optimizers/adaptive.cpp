// Step lengths learnt for each weight on its own, with PyTorch's semantics.
#include <cmath>

#include "engine/ops/optimizers/attributes.h"

namespace saddle::ops {

SADDLE_OPTIMIZER(Adagrad) {
    OptimizerDef def("Adagrad");
    def.summary = "Steps that shrink with all gradients seen so far (Duchi, Hazan and Singer 2011).";
    def.formula = "s += g^2; p -= lr g / (\\sqrt{s} + \\epsilon)";
    def.attributes = {lr(0.01), {"lr_decay", 0.0, "Rate decay", "the rate is divided by 1 + steps x this", "", 0, 1}, epsilon(1e-10), decay()};
    def.states = {"sum"};
    def.glsl = "g += weight_decay * p;\nsum += g * g;\np -= lr / (1.0 + (step - 1.0) * lr_decay) * g / (sqrt(sum) + epsilon);\n";
    def.update = [](double* x, double g, double rate, int64_t step, const Attributes& a) {
        g += a.real("weight_decay") * x[0];
        x[1] += g * g;
        x[0] -= rate / (1 + double(step - 1) * a.real("lr_decay")) * g / (std::sqrt(x[1]) + a.real("epsilon"));
    };
    def.flops_each = 8;
    return def;
}

SADDLE_OPTIMIZER(RMSProp) {
    OptimizerDef def("RMSProp");
    def.summary = "Steps divided by a running root mean square of the gradient (Tieleman and Hinton 2012).";
    def.formula = "s = \\alpha s + (1 - \\alpha) g^2; p -= lr g / (\\sqrt{s} + \\epsilon)";
    def.attributes = {lr(0.01), {"alpha", 0.99, "Alpha", "memory of the square", "", 0, 0.99999}, {"momentum", 0.0, "Momentum", "share of the last step that is kept", "", 0, 0.9999},
                      {"centered", false, "Centred", "divide by the deviation instead (Graves 2013)"}, epsilon(1e-8), decay()};
    def.states = {"square", "mean", "momentum_buffer"};
    def.glsl = "g += weight_decay * p;\nsquare = alpha * square + (1.0 - alpha) * g * g;\nif (centered) mean = alpha * mean + (1.0 - alpha) * g;\n"
               "momentum_buffer = momentum * momentum_buffer + g / (sqrt(square - (centered ? mean * mean : vec4(0.0))) + epsilon);\np -= lr * momentum_buffer;\n";
    def.update = [](double* x, double g, double rate, int64_t, const Attributes& a) {
        const double alpha = a.real("alpha");
        const bool centered = a.flag("centered");
        g += a.real("weight_decay") * x[0];
        x[1] = alpha * x[1] + (1 - alpha) * g * g;
        if (centered) x[2] = alpha * x[2] + (1 - alpha) * g;
        x[3] = a.real("momentum") * x[3] + g / (std::sqrt(x[1] - (centered ? x[2] * x[2] : 0)) + a.real("epsilon"));
        x[0] -= rate * x[3];
    };
    def.flops_each = 12;
    return def;
}

SADDLE_OPTIMIZER(Adadelta) {
    OptimizerDef def("Adadelta");
    def.summary = "Steps in the units of the weights, without a rate to tune (Zeiler 2012).";
    def.formula = "p -= lr \\sqrt{d + \\epsilon} / \\sqrt{s + \\epsilon} g";
    def.attributes = {lr(1.0), {"rho", 0.9, "Rho", "memory of both squares", "", 0, 0.99999}, epsilon(1e-6), decay()};
    def.states = {"square", "delta"};
    def.glsl = "g += weight_decay * p;\nsquare = rho * square + (1.0 - rho) * g * g;\nconst vec4 move = sqrt(delta + epsilon) / sqrt(square + epsilon) * g;\n"
               "delta = rho * delta + (1.0 - rho) * move * move;\np -= lr * move;\n";
    def.update = [](double* x, double g, double rate, int64_t, const Attributes& a) {
        const double rho = a.real("rho"), epsilon = a.real("epsilon");
        g += a.real("weight_decay") * x[0];
        x[1] = rho * x[1] + (1 - rho) * g * g;
        const double move = std::sqrt(x[2] + epsilon) / std::sqrt(x[1] + epsilon) * g;
        x[2] = rho * x[2] + (1 - rho) * move * move;
        x[0] -= rate * move;
    };
    def.flops_each = 13;
    return def;
}

SADDLE_OPTIMIZER(NAdam) {
    OptimizerDef def("NAdam");
    def.summary = "Adam that looks ahead along its momentum (Dozat 2016).";
    def.formula = "p -= lr (\\mu_{t+1} m' + (1 - \\mu_t) g') / (\\sqrt{v'} + \\epsilon)";
    def.attributes = {lr(0.002), {"beta1", 0.9, "Beta 1", "memory of the mean", "", 0, 0.9999}, {"beta2", 0.999, "Beta 2", "memory of the square", "", 0, 0.99999},
                      {"momentum_decay", 0.004, "Momentum decay", "how the momentum grows in", "", 0, 1}, epsilon(1e-8), decay()};
    def.states = {"m", "v", "product"};   // product of all mu so far: the same number for every weight
    def.glsl = "g += weight_decay * p;\nconst float now = beta1 * (1.0 - 0.5 * pow(0.96, step * momentum_decay)), next = beta1 * (1.0 - 0.5 * pow(0.96, (step + 1.0) * momentum_decay));\n"
               "product = step > 1.0 ? product * now : vec4(now);\nm = beta1 * m + (1.0 - beta1) * g;\nv = beta2 * v + (1.0 - beta2) * g * g;\n"
               "const vec4 root = sqrt(v / (1.0 - pow(beta2, step))) + epsilon;\n"
               "p -= lr * ((1.0 - now) / (1.0 - product) * g + next / (1.0 - product * next) * m) / root;\n";
    def.update = [](double* x, double g, double rate, int64_t step, const Attributes& a) {
        const double b1 = a.real("beta1"), b2 = a.real("beta2"), psi = a.real("momentum_decay"), t = double(step);
        const double now = b1 * (1 - 0.5 * std::pow(0.96, t * psi)), next = b1 * (1 - 0.5 * std::pow(0.96, (t + 1) * psi));
        g += a.real("weight_decay") * x[0];
        x[3] = step > 1 ? x[3] * now : now;
        x[1] = b1 * x[1] + (1 - b1) * g;
        x[2] = b2 * x[2] + (1 - b2) * g * g;
        const double root = std::sqrt(x[2] / (1 - std::pow(b2, t))) + a.real("epsilon");
        x[0] -= rate * ((1 - now) / (1 - x[3]) * g + next / (1 - x[3] * next) * x[1]) / root;
    };
    def.flops_each = 22;
    return def;
}

SADDLE_OPTIMIZER(Lion) {
    OptimizerDef def("Lion");
    def.summary = "Steps of one length in the direction of the sign of the momentum (Chen et al. 2023).";
    def.formula = "p -= lr (sign(\\beta_1 m + (1 - \\beta_1) g) + \\lambda p)";
    def.attributes = {lr(0.0001), {"beta1", 0.9, "Beta 1", "share of the momentum in the step", "", 0, 0.9999}, {"beta2", 0.99, "Beta 2", "memory of the momentum", "", 0, 0.99999}, decay()};
    def.states = {"m"};
    def.glsl = "p -= lr * (sign(beta1 * m + (1.0 - beta1) * g) + weight_decay * p);\nm = beta2 * m + (1.0 - beta2) * g;\n";
    def.update = [](double* x, double g, double rate, int64_t, const Attributes& a) {
        const double b1 = a.real("beta1"), b2 = a.real("beta2"), u = b1 * x[1] + (1 - b1) * g;
        x[0] -= rate * ((u > 0) - (u < 0) + a.real("weight_decay") * x[0]);
        x[1] = b2 * x[1] + (1 - b2) * g;
    };
    def.flops_each = 8;
    return def;
}

}  // namespace saddle::ops
