// Normalisations within a sample, and layers that drop at random.
#include "engine/core/philox.h"
#include "engine/ops/layers/attributes.h"

namespace saddle::ops {
namespace {

AttributeDef affine() { return {"affine", true, "Affine", "learn a scale and a shift"}; }

/// Scale and shift parameters, or ones and zeros where they are not learnt (the ops fold them away).
ir::ValueId learnt(LayerContext& c, const char* name, const Shape& shape, double fixed) {
    if (c.flag("affine")) return c.parameter(name, shape, {fixed == 1 ? "ones" : "zeros"});
    return c.op("Expand", {c.b.constant(fixed)}, {{"shape", shape.dims()}});
}

LayerDef by_channel(const char* name, const char* op, const char* stem, const char* summary, bool groups) {
    LayerDef layer(name);
    layer.about("norm", summary, "y = \\gamma (x - \\mu) / \\sqrt{\\sigma^2 + \\epsilon} + \\beta").stem(stem).input({"x", PortKind::Image}).output({"y", PortKind::Image});
    if (groups) layer.attribute({"groups", int64_t(8), "Groups", "of channels, each with statistics of its own", "", 1, 4096, {}, true});
    return layer.attribute(epsilon()).attribute(affine()).expand([op = std::string(op), groups](LayerContext& c) {
        const Shape x = c.type(c.in("x")).shape;
        if (x.rank() < 3) return c.fail("x", "", "expected an image N C H W or a series N C L, got " + to_string(x), "place it before Flatten");
        Attributes a{{"epsilon", c.real("epsilon")}};
        if (groups) {
            if (x[1] % c.integer("groups")) return c.fail("", "groups", std::to_string(c.integer("groups")) + " groups do not divide " + std::to_string(x[1]) + " channels", "use a divisor of " + std::to_string(x[1]));
            a["num_groups"] = c.integer("groups");
        }
        c.out("y", c.op(op, {c.in("x"), learnt(c, "weight", {x[1]}, 1), learnt(c, "bias", {x[1]}, 0)}, a));
    });
}

/// x times a mask drawn anew each step, of the shape of x's first `axes` axes.
void drop(LayerContext& c, int axes) {
    const ir::ValueId x = c.in("x");
    if (c.mode != Mode::Train || c.real("ratio") == 0) return c.out("y", x);
    Shape mask = c.type(x).shape;
    for (int axis = axes; axis < mask.rank(); ++axis) mask[axis] = 1;
    const ir::ValueId ones = c.op("Expand", {c.b.constant(1)}, {{"shape", mask.dims()}, {"batched", true}});
    c.out("y", c.op("Mul", {x, c.op("Dropout", {ones}, {{"ratio", c.real("ratio")}, {"stream", int64_t(stream_of(c.node.id.c_str()) & 0x7fffffff)}})}));
}
AttributeDef ratio(double fallback, const char* help) { return {"ratio", fallback, "Ratio", help, "", 0, 0.99, {}, true}; }

}  // namespace

SADDLE_LAYER(GroupNorm) { return by_channel("GroupNorm", "GroupNormalization", "gn", "Brings each group of channels of each sample to mean 0 and variance 1, then scales and shifts each channel.", true); }
SADDLE_LAYER(InstanceNorm2d) { return by_channel("InstanceNorm2d", "InstanceNormalization", "in", "Brings each channel of each sample to mean 0 and variance 1, then scales and shifts it.", false); }

SADDLE_LAYER(LayerNorm) {
    return LayerDef("LayerNorm").about("norm", "Brings the last axes of each sample to mean 0 and variance 1, then scales and shifts them.", "y = \\gamma (x - \\mu) / \\sqrt{\\sigma^2 + \\epsilon} + \\beta").stem("ln")
        .input({"x"}).output({"y"}).attribute({"axes", int64_t(1), "Axes", "how many of the last axes", "", 1, 7, {}, true}).attribute(epsilon()).attribute(affine())
        .expand([](LayerContext& c) {
            const Shape x = c.type(c.in("x")).shape;
            const int64_t axes = c.integer("axes");
            if (axes >= x.rank()) return c.fail("x", "axes", "the last " + std::to_string(axes) + " axes of " + to_string(x) + " include the batch", "use at most " + std::to_string(x.rank() - 1));
            const Shape last(std::vector<int64_t>(x.end() - axes, x.end()));
            c.out("y", c.op("LayerNormalization", {c.in("x"), learnt(c, "weight", last, 1), learnt(c, "bias", last, 0)}, {{"axis", -axes}, {"epsilon", c.real("epsilon")}}));
        });
}

SADDLE_LAYER(RMSNorm) {
    return LayerDef("RMSNorm").about("norm", "Brings the last axis of each sample to mean square 1, then scales it: LayerNorm without the mean.", "y = \\gamma x / \\sqrt{mean x^2 + \\epsilon}").stem("rms")
        .input({"x"}).output({"y"}).attribute({"epsilon", 1e-6, "Epsilon", "added to the mean square", "", 1e-12, 1})
        .expand([](LayerContext& c) {
            const Shape x = c.type(c.in("x")).shape;
            if (x.rank() < 2) return c.fail("x", "", "expected a batch of vectors, got " + to_string(x), "wire features into it");
            c.out("y", c.op("RMSNormalization", {c.in("x"), c.parameter("weight", {x[-1]}, {"ones"})}, {{"epsilon", c.real("epsilon")}}));
        });
}

SADDLE_LAYER(LocalResponseNorm) {
    return LayerDef("LocalResponseNorm").about("norm", "Divides by what neighbouring channels sum up to, as AlexNet did.", "y = x / (k + \\alpha / n \\sum_{c'} x_{c'}^2)^\\beta").stem("lrn")
        .input({"x", PortKind::Image}).output({"y", PortKind::Image})
        .attribute({"size", int64_t(5), "Channels", "that are summed", "", 1, 512, {}, true}).attribute({"alpha", 1e-4, "Alpha", "factor of the mean square", "", 0, 1e6}).attribute({"beta", 0.75, "Beta", "exponent", "", 0, 10})
        .attribute({"k", 1.0, "k", "added before the power", "", 1e-9, 1e6})
        .expand([](LayerContext& c) { c.out("y", c.op("LRN", {c.in("x")}, {{"size", c.integer("size")}, {"alpha", c.real("alpha")}, {"beta", c.real("beta")}, {"bias", c.real("k")}})); });
}

SADDLE_LAYER(Dropout2d) {
    return LayerDef("Dropout2d").about("norm", "Zeroes whole channels at random while training; passes all when evaluating.", "y = x m_{n,c} / (1 - p)").stem("dropout")
        .input({"x", PortKind::Image}).output({"y", PortKind::Image}).attribute(ratio(0.5, "chance of a channel to be zeroed"))
        .expand([](LayerContext& c) {
            if (c.type(c.in("x")).shape.rank() < 3) return c.fail("x", "", "expected an image N C H W, got " + to_string(c.type(c.in("x")).shape), "use Dropout for features");
            drop(c, 2);
        });
}

SADDLE_LAYER(DropPath) {
    return LayerDef("DropPath").about("norm", "Drops a residual branch for whole samples at random while training: stochastic depth.", "y = x m_n / (1 - p)").stem("droppath")
        .input({"x"}).output({"y"}).attribute(ratio(0.1, "chance of a sample to lose the branch")).expand([](LayerContext& c) { drop(c, 1); });
}

}  // namespace saddle::ops
