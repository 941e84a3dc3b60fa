// Activations as layers: one op each, with the attributes that users set.
#include "engine/ops/layer_def.h"

namespace saddle::ops {
namespace {

/// A layer that hands its attributes to the op of the same meaning, under the op's names: {layer's name, op's name}.
LayerDef activation(const char* name, const char* op, const char* stem, const char* summary, const char* formula,
                    std::vector<std::pair<AttributeDef, std::string>> attributes = {}) {
    LayerDef layer(name);
    layer.about("act", summary, formula).stem(stem).input({"x"}).output({"y"});
    std::vector<std::pair<std::string, std::string>> names;
    for (auto& [attribute, op_name] : attributes) {
        names.emplace_back(attribute.name, op_name);
        layer.attribute(std::move(attribute));
    }
    return layer.expand([op = std::string(op), names](LayerContext& c) {
        Attributes given;
        for (const auto& [own, its] : names) given[its] = c.value(own);
        c.out("y", c.op(op, {c.in("x")}, given));
    });
}

AttributeDef number(const char* name, double fallback, const char* label, const char* help, double low = -100, double high = 100) {
    return {name, fallback, label, help, "", low, high, {}, true};
}
AttributeDef axis() { return {"axis", int64_t(-1), "Axis", "axis whose elements share; -1: the last", "", -8, 8}; }

}  // namespace

SADDLE_LAYER(ReLU) { return activation("ReLU", "Relu", "relu", "Passes what is positive and stops the rest.", "y = max(x, 0)"); }
SADDLE_LAYER(Tanh) { return activation("Tanh", "Tanh", "tanh", "Squashes to between -1 and 1.", "y = tanh x"); }
SADDLE_LAYER(Sigmoid) { return activation("Sigmoid", "Sigmoid", "sigmoid", "Squashes to between 0 and 1.", "y = 1 / (1 + e^{-x})"); }
SADDLE_LAYER(SiLU) { return activation("SiLU", "Silu", "silu", "x times its sigmoid; also called Swish.", "y = x / (1 + e^{-x})"); }
SADDLE_LAYER(Mish) { return activation("Mish", "Mish", "mish", "x times the tanh of its softplus.", "y = x tanh(ln(1 + e^x))"); }
SADDLE_LAYER(SELU) { return activation("SELU", "Selu", "selu", "ELU scaled so that layer after layer keeps mean 0 and variance 1.", "y = 1.0507 (x if x > 0 else 1.6733 (e^x - 1))"); }
SADDLE_LAYER(Softplus) { return activation("Softplus", "Softplus", "softplus", "A smooth ReLU.", "y = ln(1 + e^x)"); }
SADDLE_LAYER(Softsign) { return activation("Softsign", "Softsign", "softsign", "Squashes to between -1 and 1, more slowly than tanh.", "y = x / (1 + |x|)"); }
SADDLE_LAYER(Hardswish) { return activation("Hardswish", "HardSwish", "hardswish", "SiLU made of straight pieces: cheap on small devices.", "y = x max(0, min(1, x / 6 + 1/2))"); }

SADDLE_LAYER(Hardsigmoid) {
    return activation("Hardsigmoid", "HardSigmoid", "hardsigmoid", "A sigmoid of three straight lines.", "y = max(0, min(1, a x + 1/2))",
                      {{number("slope", 1.0 / 6, "Slope", "slope of the middle line", 0), "alpha"}});
}
SADDLE_LAYER(LeakyReLU) {
    return activation("LeakyReLU", "LeakyRelu", "lrelu", "Passes what is positive and a share of the rest.", "y = x if x > 0 else a x",
                      {{number("negative_slope", 0.01, "Negative slope", "slope below zero"), "alpha"}});
}
SADDLE_LAYER(ELU) {
    return activation("ELU", "Elu", "elu", "Linear above zero, an exponential that levels off below.", "y = x if x > 0 else \\alpha (e^x - 1)",
                      {{number("alpha", 1, "Alpha", "level far below zero"), "alpha"}});
}
SADDLE_LAYER(CELU) {
    return activation("CELU", "Celu", "celu", "ELU with one slope on both sides of zero.", "y = x if x > 0 else \\alpha (e^{x / \\alpha} - 1)",
                      {{number("alpha", 1, "Alpha", "level far below zero", 1e-3), "alpha"}});
}
SADDLE_LAYER(GELU) {
    return activation("GELU", "Gelu", "gelu", "x times the chance that a standard normal number is below x.", "y = x \\Phi(x)",
                      {{{"approximate", std::string("none"), "Approximate", "tanh: the faster fit that GPT-2 used", "", 0, 0, {"none", "tanh"}}, "approximate"}});
}
SADDLE_LAYER(Softmax) {
    return activation("Softmax", "Softmax", "softmax", "Turns scores into probabilities that sum to 1. Cross-entropy does this itself.", "y_i = e^{x_i} / \\sum_j e^{x_j}",
                      {{axis(), "axis"}});
}
SADDLE_LAYER(LogSoftmax) {
    return activation("LogSoftmax", "LogSoftmax", "logsoftmax", "The logarithm of softmax, for NLLLoss and KLDivLoss.", "y_i = x_i - ln \\sum_j e^{x_j}", {{axis(), "axis"}});
}
SADDLE_LAYER(ReLU6) {
    return LayerDef("ReLU6").about("act", "ReLU that stops growing at 6.", "y = min(max(x, 0), 6)").stem("relu6").input({"x"}).output({"y"})
        .expand([](LayerContext& c) { c.out("y", c.op("Clip", {c.in("x"), c.b.constant(0), c.b.constant(6)})); });
}

SADDLE_LAYER(PReLU) {
    return LayerDef("PReLU").about("act", "LeakyReLU whose slope below zero is learnt, one a channel or one for all.", "y = x if x > 0 else a x").stem("prelu")
        .input({"x"}).output({"y"})
        .attribute({"per_channel", true, "Per channel", "a slope for each channel (axis 1); else one for all"})
        .attribute(number("slope", 0.25, "Slope", "where the learnt slopes begin"))
        .expand([](LayerContext& c) {
            const Shape x = c.type(c.in("x")).shape;
            if (x.rank() < 2) return c.fail("x", "", "expected a batch of vectors or images, got " + to_string(x), "insert a layer that makes features");
            const int64_t slopes = c.flag("per_channel") ? x[1] : 1;
            std::vector<int64_t> along(size_t(x.rank()) - 1, 1);
            along[0] = slopes;
            const ir::ValueId weight = c.parameter("weight", {slopes}, {"constant", c.real("slope")});
            c.out("y", c.op("PRelu", {c.in("x"), c.op("Reshape", {weight}, {{"shape", along}})}));
        });
}

}  // namespace saddle::ops
