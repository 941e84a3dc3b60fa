#include <numeric>

#include "engine/ops/layer_def.h"

namespace saddle::ops {
namespace {

/// One number for both axes, or two.
std::vector<int64_t> pair(const LayerContext& c, const std::string& attribute) {
    const std::vector<int64_t> list = c.integers(attribute);
    return list.size() == 1 ? std::vector<int64_t>{list[0], list[0]} : list;
}
/// Checks that `x` is an image and the window fits; false after a diagnostic.
bool check_window(LayerContext& c, const std::vector<int64_t>& kernel, const std::vector<int64_t>& padding, const std::vector<int64_t>& dilation) {
    const Shape& x = c.type(c.in("x")).shape;
    if (x.rank() != 4) {
        c.fail("x", "", "expected an image N C H W, got " + to_string(x), x.rank() == 2 ? "place it before Flatten" : "wire an image into it");
        return false;
    }
    for (const char* name : {"kernel", "stride", "padding", "dilation"})
        if (c.node.attributes.count(name) && c.integers(name).size() != 1 && c.integers(name).size() != 2) {
            c.fail("", name, "expected one number or two (height, width)", "write 3 or 3, 5");
            return false;
        }
    for (int axis = 0; axis < 2; ++axis) {
        const int64_t size = x[2 + axis] + 2 * padding[size_t(axis)], reach = (kernel[size_t(axis)] - 1) * dilation[size_t(axis)] + 1;
        if (reach > size) {
            c.fail("x", "kernel", "the window of " + std::to_string(reach) + " is larger than the padded input of " + std::to_string(size),
                   "use a smaller kernel or more padding");
            return false;
        }
    }
    return true;
}

LayerDef pooling(const char* name, const char* op, const char* stem, const char* summary, const char* formula) {
    return LayerDef(name).about("pool", summary, formula).stem(stem)
        .input({"x", PortKind::Image}).output({"y", PortKind::Image})
        .attribute({"kernel", std::vector<int64_t>{2, 2}, "Window", "height and width of the window", "px", 1, 64, {}, true})
        .attribute({"stride", std::vector<int64_t>{0}, "Stride", "step of the window; 0: as large as the window", "px", 0, 64})
        .attribute({"padding", std::vector<int64_t>{0}, "Padding", "rows and columns added on each side", "px", 0, 32})
        .expand([op = std::string(op)](LayerContext& c) {
            const std::vector<int64_t> kernel = pair(c, "kernel"), padding = pair(c, "padding");
            std::vector<int64_t> stride = pair(c, "stride");
            if (!check_window(c, kernel, padding, {1, 1})) return;
            for (size_t axis : {0, 1}) {
                if (stride[axis] == 0) stride[axis] = kernel[axis];
                if (padding[axis] * 2 > kernel[axis])
                    return c.fail("", "padding", "the padding of " + std::to_string(padding[axis]) + " is more than half the window of " + std::to_string(kernel[axis]), "use at most half");
            }
            c.out("y", c.op(op, {c.in("x")}, {{"kernel_shape", kernel}, {"strides", stride}, {"pads", std::vector<int64_t>{padding[0], padding[1], padding[0], padding[1]}}}));
        });
}

}  // namespace

SADDLE_LAYER(Conv2d) {
    return LayerDef("Conv2d").about("conv", "Slides filters over an image; each output channel is the weighted sum of a window.",
                                    "y_{n,k,i,j} = b_k + \\sum_{c,u,v} w_{k,c,u,v} x_{n,c,i+u,j+v}").stem("conv")
        .input({"x", PortKind::Image}).output({"y", PortKind::Image})
        .attribute({"out_channels", int64_t(16), "Out channels", "number of filters", "", 1, 4096, {}, true})
        .attribute({"kernel", std::vector<int64_t>{3, 3}, "Kernel", "height and width of a filter", "px", 1, 64, {}, true})
        .attribute({"stride", std::vector<int64_t>{1}, "Stride", "step of the window", "px", 1, 32})
        .attribute({"padding", std::vector<int64_t>{0}, "Padding", "zeros added on each side", "px", 0, 64, {}, true})
        .attribute({"dilation", std::vector<int64_t>{1}, "Dilation", "distance between the taps of a filter", "px", 1, 32})
        .attribute({"groups", int64_t(1), "Groups", "channels are split into so many independent groups", "", 1, 4096})
        .attribute({"bias", true, "Bias", "add a learnt constant to every channel"})
        .attribute(initializer_attribute())
        .expand([](LayerContext& c) {
            const std::vector<int64_t> kernel = pair(c, "kernel"), stride = pair(c, "stride"), padding = pair(c, "padding"), dilation = pair(c, "dilation");
            if (!check_window(c, kernel, padding, dilation)) return;
            const int64_t in = c.type(c.in("x")).shape[1], out = c.integer("out_channels"), groups = c.integer("groups");
            if (in % groups || out % groups)
                return c.fail("", "groups", std::to_string(groups) + " does not divide the " + std::to_string(in) + " input and " + std::to_string(out) + " output channels",
                              "use a divisor of " + std::to_string(std::gcd(in, out)));
            const int64_t fan_in = in / groups * kernel[0] * kernel[1], fan_out = out / groups * kernel[0] * kernel[1];
            std::vector<ir::ValueId> inputs{c.in("x"), c.parameter("weight", {out, in / groups, kernel[0], kernel[1]}, {"default", 1, fan_in, fan_out})};
            if (c.flag("bias")) inputs.push_back(c.parameter("bias", {out}, {"default", 1, fan_in, fan_out}));
            c.out("y", c.op("Conv", inputs, {{"kernel_shape", kernel}, {"strides", stride}, {"dilations", dilation}, {"group", groups},
                                             {"pads", std::vector<int64_t>{padding[0], padding[1], padding[0], padding[1]}}}));
        });
}

SADDLE_LAYER(Linear) {
    return LayerDef("Linear").about("linear", "Every output is a weighted sum of all inputs.", "y = x W^T + b").stem("fc")
        .input({"x", PortKind::Features}).output({"y", PortKind::Features})
        .attribute({"out_features", int64_t(128), "Out features", "number of outputs; the word classes follows the data set", "", 1, 1 << 20, {}, true})
        .attribute({"bias", true, "Bias", "add a learnt constant to every output"})
        .attribute(initializer_attribute())
        .expand([](LayerContext& c) {
            const Shape x = c.type(c.in("x")).shape;
            if (x.rank() != 2 && x.rank() != 3)
                return c.fail("x", "", "expected features N F or a sequence N T F, got " + to_string(x) + (x.rank() == 4 ? " (an image N C H W)" : ""), "insert Flatten before it");
            const int64_t out = c.integer("out_features"), in = x[-1];
            if (out < 1) return c.fail("", "out_features", "the data set has no classes to follow", "write a number");
            const ir::ValueId weight = c.parameter("weight", {out, in}, {"default", 1, in, out});
            const ir::ValueId bias = c.flag("bias") ? c.parameter("bias", {out}, {"default", 1, in, out}) : ir::ValueId{};
            if (x.rank() == 2) return c.out("y", c.op("Gemm", bias.present() ? std::vector{c.in("x"), weight, bias} : std::vector{c.in("x"), weight}, {{"transB", int64_t(1)}}));
            const ir::ValueId product = c.op("MatMul", {c.in("x"), weight}, {{"transB", int64_t(1)}});
            c.out("y", bias.present() ? c.op("Add", {product, bias}) : product);
        });
}

SADDLE_LAYER(MaxPool2d) { return pooling("MaxPool2d", "MaxPool", "pool", "Keeps the largest value of each window.", "y_{i,j} = max_{u,v} x_{si+u,sj+v}"); }
SADDLE_LAYER(AvgPool2d) { return pooling("AvgPool2d", "AveragePool", "pool", "Averages each window.", "y_{i,j} = mean_{u,v} x_{si+u,sj+v}"); }

SADDLE_LAYER(BatchNorm2d) {
    return LayerDef("BatchNorm2d").about("norm", "Brings each channel to mean 0 and variance 1 over the batch, then scales and shifts it.",
                                         "y = \\gamma (x - \\mu) / \\sqrt{\\sigma^2 + \\epsilon} + \\beta").stem("bn")
        .input({"x", PortKind::Image}).output({"y", PortKind::Image})
        .attribute({"momentum", 0.1, "Momentum", "share of the batch in the running statistics", "", 0, 1, {}, true})
        .attribute({"epsilon", 1e-5, "Epsilon", "added to the variance", "", 1e-12, 1})
        .expand([](LayerContext& c) {
            const Shape x = c.type(c.in("x")).shape;
            if (x.rank() != 4) return c.fail("x", "", "expected an image N C H W, got " + to_string(x), "place it before Flatten");
            const Shape vector{x[1]};
            const std::vector<ir::ValueId> inputs{c.in("x"), c.parameter("weight", vector, {"ones"}), c.parameter("bias", vector, {"zeros"}),
                                                  c.state("running_mean", vector, {"zeros"}), c.state("running_var", vector, {"ones"})};
            const Attributes attributes{{"epsilon", c.real("epsilon")}, {"momentum", 1 - c.real("momentum")}, {"training_mode", c.mode == Mode::Train}};
            auto outputs = c.b.emit_all("BatchNormalization", inputs, attributes, c.mode == Mode::Train ? 3 : 1);
            if (!outputs.ok()) return c.fail("x", "", outputs.error().message, outputs.error().hint);
            if (c.mode == Mode::Train) {
                c.b.entry().assigns.push_back({inputs[3], (*outputs)[1]});
                c.b.entry().assigns.push_back({inputs[4], (*outputs)[2]});
            }
            c.out("y", (*outputs)[0]);
        });
}

}  // namespace saddle::ops
