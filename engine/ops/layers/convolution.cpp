#include <functional>
#include <numeric>

#include "engine/ops/layers/window.h"

namespace saddle::ops {
namespace {

using List = std::vector<int64_t>;

const char* kAxes[] = {"length", "height and width", "depth, height and width"};

LayerDef convolution(const char* name, int axes, bool transposed, const char* summary, const char* formula) {
    LayerDef layer(name);
    layer.about("conv", summary, formula).stem(transposed ? "deconv" : "conv")
        .input({"x", spatial_kind(axes)}).output({"y", spatial_kind(axes)})
        .attribute({"out_channels", int64_t(16), "Out channels", "number of filters", "", 1, 4096, {}, true})
        .attribute({"kernel", List(size_t(axes), 3), "Kernel", std::string(kAxes[axes - 1]) + " of a filter", "px", 1, 64, {}, true})
        .attribute({"stride", List{1}, "Stride", transposed ? "distance in the result of neighbours in x" : "step of the window", "px", 1, 32})
        .attribute({"padding", List{0}, "Padding", transposed ? "cut off on each side" : "zeros added on each side", "px", 0, 64, {}, true});
    if (transposed) layer.attribute({"output_padding", List{0}, "Output padding", "added at the end, less than the stride", "px", 0, 31});
    return layer.attribute({"dilation", List{1}, "Dilation", "distance between the taps of a filter", "px", 1, 32})
        .attribute({"groups", int64_t(1), "Groups", "channels are split into so many independent groups", "", 1, 4096})
        .attribute({"bias", true, "Bias", "add a learnt constant to every channel"})
        .attribute(initializer_attribute())
        .expand([axes, transposed](LayerContext& c) {
            const List kernel = per_axis(c, "kernel", axes), stride = per_axis(c, "stride", axes), padding = per_axis(c, "padding", axes), dilation = per_axis(c, "dilation", axes);
            const List output_padding = transposed ? per_axis(c, "output_padding", axes) : List{};
            if (transposed ? !c.diagnostics.empty() || !is_spatial(c, axes) : !window_fits(c, kernel, padding, dilation)) return;
            const int64_t in = c.type(c.in("x")).shape[1], out = c.integer("out_channels"), groups = c.integer("groups");
            if (in % groups || out % groups)
                return c.fail("", "groups", std::to_string(groups) + " does not divide the " + std::to_string(in) + " input and " + std::to_string(out) + " output channels",
                              "use a divisor of " + std::to_string(std::gcd(in, out)));
            // Weights [O, I / groups, k...], transposed [I, O / groups, k...]; fans as PyTorch takes them.
            List weight = transposed ? List{in, out / groups} : List{out, in / groups};
            const int64_t taps = std::accumulate(kernel.begin(), kernel.end(), int64_t(1), std::multiplies<>());
            const int64_t fan_in = weight[1] * taps, fan_out = (transposed ? in : out / groups) * taps;
            weight.insert(weight.end(), kernel.begin(), kernel.end());
            Attributes attributes{{"kernel_shape", kernel}, {"strides", stride}, {"dilations", dilation}, {"group", groups}, {"pads", both_sides(padding)}};
            if (transposed) attributes["output_padding"] = output_padding;
            std::vector<ir::ValueId> inputs{c.in("x"), c.parameter("weight", Shape(weight), {"default", 1, fan_in, fan_out})};
            if (c.flag("bias")) inputs.push_back(c.parameter("bias", {out}, {"default", 1, fan_in, fan_out}));
            c.out("y", c.op(transposed ? "ConvTranspose" : "Conv", inputs, attributes));
        });
}

LayerDef batch_norm(const char* name, const char* summary, const char* wanted, int low_rank, int high_rank, PortKind kind) {
    return LayerDef(name).about("norm", summary, "y = \\gamma (x - \\mu) / \\sqrt{\\sigma^2 + \\epsilon} + \\beta").stem("bn")
        .input({"x", kind}).output({"y", kind})
        .attribute({"momentum", 0.1, "Momentum", "share of the batch in the running statistics", "", 0, 1, {}, true})
        .attribute({"epsilon", 1e-5, "Epsilon", "added to the variance", "", 1e-12, 1})
        .expand([=](LayerContext& c) {
            const Shape x = c.type(c.in("x")).shape;
            if (x.rank() < low_rank || x.rank() > high_rank)
                return c.fail("x", "", "expected " + std::string(wanted) + ", got " + to_string(x), x.rank() == 2 ? "place it before Flatten" : "BatchNorm1d, 2d and 3d take one, two and three spatial axes");
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

}  // namespace

SADDLE_LAYER(Conv1d) { return convolution("Conv1d", 1, false, "Slides filters along a series; each output channel is the weighted sum of a window.", "y_{n,k,i} = b_k + \\sum_{c,u} w_{k,c,u} x_{n,c,i+u}"); }
SADDLE_LAYER(Conv2d) { return convolution("Conv2d", 2, false, "Slides filters over an image; each output channel is the weighted sum of a window.", "y_{n,k,i,j} = b_k + \\sum_{c,u,v} w_{k,c,u,v} x_{n,c,i+u,j+v}"); }
SADDLE_LAYER(Conv3d) { return convolution("Conv3d", 3, false, "Slides filters through a volume; each output channel is the weighted sum of a window.", "y_{n,k,h,i,j} = b_k + \\sum_{c,t,u,v} w_{k,c,t,u,v} x_{n,c,h+t,i+u,j+v}"); }
SADDLE_LAYER(ConvTranspose1d) { return convolution("ConvTranspose1d", 1, true, "Spreads every element of a series by a filter: upsamples by the stride.", "y_{n,k,si+u} = b_k + \\sum_c w_{c,k,u} x_{n,c,i}"); }
SADDLE_LAYER(ConvTranspose2d) { return convolution("ConvTranspose2d", 2, true, "Spreads every pixel by a filter: upsamples by the stride.", "y_{n,k,si+u,sj+v} = b_k + \\sum_c w_{c,k,u,v} x_{n,c,i,j}"); }

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

SADDLE_LAYER(BatchNorm1d) { return batch_norm("BatchNorm1d", "Brings each feature to mean 0 and variance 1 over the batch, then scales and shifts it.", "features N F or a series N C L", 2, 3, PortKind::Unknown); }
SADDLE_LAYER(BatchNorm2d) { return batch_norm("BatchNorm2d", "Brings each channel to mean 0 and variance 1 over the batch, then scales and shifts it.", "an image N C H W", 4, 4, PortKind::Image); }
SADDLE_LAYER(BatchNorm3d) { return batch_norm("BatchNorm3d", "Brings each channel of a volume to mean 0 and variance 1 over the batch, then scales and shifts it.", "a volume N C D H W", 5, 5, PortKind::Unknown); }

}  // namespace saddle::ops
