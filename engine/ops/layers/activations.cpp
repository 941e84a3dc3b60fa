#include "engine/ops/layer_def.h"

namespace saddle::ops {
namespace {
LayerDef activation(const char* name, const char* op, const char* stem, const char* summary, const char* formula) {
    return LayerDef(name).about("act", summary, formula).stem(stem).input({"x"}).output({"y"}).expand([op = std::string(op)](LayerContext& c) { c.out("y", c.op(op, {c.in("x")})); });
}
}  // namespace

SADDLE_LAYER(ReLU) { return activation("ReLU", "Relu", "relu", "Passes what is positive and stops the rest.", "y = max(x, 0)"); }
SADDLE_LAYER(Tanh) { return activation("Tanh", "Tanh", "tanh", "Squashes to between -1 and 1.", "y = tanh x"); }
SADDLE_LAYER(Sigmoid) { return activation("Sigmoid", "Sigmoid", "sigmoid", "Squashes to between 0 and 1.", "y = 1 / (1 + e^{-x})"); }

SADDLE_LAYER(Softmax) {
    return LayerDef("Softmax").about("act", "Turns scores into probabilities that sum to 1. Cross-entropy does this itself.", "y_i = e^{x_i} / \\sum_j e^{x_j}").stem("softmax")
        .input({"x", PortKind::Features}).output({"y", PortKind::Features})
        .expand([](LayerContext& c) { c.out("y", c.op("Softmax", {c.in("x")}, {{"axis", int64_t(-1)}})); });
}

}  // namespace saddle::ops
