// Diffusion: noise is added to the data at a random time, and a network learns to tell it (Ho et al. 2020, Algorithm 1).
#include "engine/ops/layers/diffusion.h"

#include <cmath>

#include "engine/core/philox.h"
#include "engine/ops/layers/attention.h"

namespace saddle::ops {
namespace {

using List = std::vector<int64_t>;
constexpr double kOffset = 0.008, kLargestBeta = 0.999;   // of the cosine schedule

LayerDef diffusion_layer(const char* name, const char* stem, const char* summary, const char* formula) {
    return LayerDef(name).about("diffusion", summary, formula).stem(stem);
}

/// Half the logarithm of what is kept after t + 1 steps, for every t: [T]. A step that adds the variance b keeps 1 - b, and
/// ln(1 - b) = -2 artanh(b / (2 - b)), which loses no digits for small b.
Term half_logarithms(LayerContext& c) {
    const int64_t steps = c.integer("steps");
    const Term t = counted(c, steps);
    Term beta = t;
    if (c.text("schedule") == "linear") {
        const double first = c.real("beta_first"), last = c.real("beta_last");
        beta = t * ((last - first) / double(std::max<int64_t>(1, steps - 1))) + first;
    } else {  // 1 - cos^2 u / cos^2 v, as a product
        const double turn = M_PI / 2 / (1 + kOffset), begin = turn * kOffset, each = turn / double(steps);
        const Term from = t * each + begin, cosine = from.then("Cos");
        beta = (from * 2 + each).then("Sin") * std::sin(each) / (cosine * cosine);
        beta = beta.then("Min", {beta.number(kLargestBeta)});
    }
    return -((beta / (2 - beta)).then("Atanh").then("CumSum", {}, {{"axis", int64_t(0)}}));
}

int64_t stream(LayerContext& c, const char* what) { return int64_t(stream_of((c.node.id + "." + what).c_str()) & 0x7fffffff); }

}  // namespace

ir::ValueId sampled(LayerContext& c, const std::string& name, TensorType type) {
    ir::Value value;
    value.name = name;
    value.kind = ir::ValueKind::Input;
    value.type = std::move(type);
    value.batched = true;
    value.node = c.node.id;
    const ir::ValueId id = c.b.program().add(std::move(value));
    c.b.entry().inputs.push_back(id);
    return id;
}

NoiseSchedule noise_schedule(const Node& node) {
    Attributes a;
    for (const AttributeDef& def : find_layer(node.layer)->attributes) a[def.name] = def.fallback;
    for (const auto& [name, value] : node.attributes) a[name] = value;
    const int64_t steps = a.integer("steps");
    const double first = a.real("beta_first"), last = a.real("beta_last");
    const auto wave = [&](int64_t t) {
        const double cosine = std::cos((double(t) / double(steps) + kOffset) / (1 + kOffset) * M_PI / 2);
        return cosine * cosine;
    };
    NoiseSchedule schedule;
    double kept = 1;
    for (int64_t t = 0; t < steps; ++t) {
        const double beta = a.text("schedule") == "linear" ? first + (last - first) * double(t) / double(std::max<int64_t>(1, steps - 1)) : std::min(kLargestBeta, 1 - wave(t + 1) / wave(t));
        schedule.kept.push_back(kept *= 1 - beta);
    }
    return schedule;
}

SADDLE_LAYER(ForwardNoising) {
    return diffusion_layer("ForwardNoising", "noising", "Mixes the data with noise, each sample at a random time: what a network is to undo. The loss compares its answer with the noise.", "x_t = \\sqrt{a_t} x + \\sqrt{1 - a_t} e, a_t = \\prod_{s \\le t} (1 - \\beta_s)")
        .as(LayerRole::Noise)
        .input({"x", PortKind::Unknown, "data without noise, about -1 to 1"})
        .input({"t", PortKind::Tokens, "times N, whole numbers from 0; open: drawn at random", false}).input({"noise", PortKind::Unknown, "standard normal, as x; open: drawn at random", false})
        .output({"y", PortKind::Unknown, "x with noise"}).output({"t", PortKind::Tokens, "the times N"}).output({"noise", PortKind::Unknown, "what the network is to tell"})
        .attribute({"schedule", std::string("linear"), "Schedule", "how the noise grows with time (Ho et al. 2020; Nichol and Dhariwal 2021)", "", 0, 0, {"linear", "cosine"}, true})
        .attribute({"steps", int64_t(1000), "Steps", "from data to noise", "", 1, 16384, {}, true})
        .attribute({"beta_first", 1e-4, "First variance", "of a linear schedule: what its first step adds", "", 1e-9, 0.999}).attribute({"beta_last", 0.02, "Last variance", "of a linear schedule: what its last step adds", "", 1e-9, 0.999})
        .expand([](LayerContext& c) {
            const TensorType x = c.type(c.in("x"));
            if (x.dtype != DType::F32 || x.shape.rank() < 2) return c.fail("x", "", "expected samples of real numbers, got " + to_string(x), "wire an image into it");
            const TensorType times{DType::I32, {x.shape[0]}};
            if (c.mode == Mode::Sample) {  // the sampler brings both
                c.out("y", sampled(c, "sample.x", x));
                c.out("t", sampled(c, "sample.t", times));
                return c.out("noise", c.outputs["y"]);
            }
            if (c.in("t").present() && c.type(c.in("t")) != times) return c.fail("t", "", "expected " + to_string(times) + ", one time a sample, got " + to_string(c.type(c.in("t"))), "leave it open: times are drawn at random");
            if (c.in("noise").present() && c.type(c.in("noise")) != x) return c.fail("noise", "", "expected " + to_string(x) + " as on x, got " + to_string(c.type(c.in("noise"))), "leave it open: noise is drawn at random");
            Term t(c.b, c.in("t")), noise(c.b, c.in("noise"));
            if (!c.in("t").present()) {
                const Term ones = Term(c.b, c.b.constant(1)).then("Expand", {}, {{"shape", List{x.shape[0]}}, {"batched", true}});
                t = (ones.then("RandomUniformLike", {}, {{"stream", stream(c, "t")}}) * double(c.integer("steps"))).then("Floor").then("Cast", {}, {{"to", int64_t(6)}});
            }
            if (!c.in("noise").present()) noise = in(c, "x").then("RandomNormalLike", {}, {{"stream", stream(c, "noise")}});
            List dims(size_t(x.shape.rank()), 1);
            dims[0] = x.shape[0];
            // sqrt(a) = e^h and 1 - a = 1 - e^2h = -2 e^h sinh h, exact where hardly anything is gone.
            const Term h = half_logarithms(c).then("Gather", {t}).reshaped(Shape(dims)), kept = h.then("Exp"), gone = (kept * h.then("Sinh") * -2).then("Sqrt");
            c.out("y", in(c, "x") * kept + noise * gone);
            c.out("t", t);
            c.out("noise", noise);
        });
}

SADDLE_LAYER(TimestepEmbedding) {
    return diffusion_layer("TimestepEmbedding", "time", "The time as features: sines and cosines of growing wavelength.", "y = [sin(t w_i), cos(t w_i)], w_i = 10000^{-2i/d}")
        .input({"t", PortKind::Tokens, "times N"}).output({"y", PortKind::Features})
        .attribute({"features", int64_t(64), "Features", "half of them sines, half cosines", "", 2, 65536, {}, true})
        .expand([](LayerContext& c) {
            const TensorType t = c.type(c.in("t"));
            if (t.shape.rank() != 1) return c.fail("t", "", "expected one time a sample, N, got " + to_string(t), "wire ForwardNoising's t into it");
            if (c.integer("features") % 2) return c.fail("", "features", "sine and cosine need an even number of features, got " + std::to_string(c.integer("features")), "use " + std::to_string(c.integer("features") + 1));
            const Term at = angles(c, t.dtype == DType::F32 ? in(c, "t") : in(c, "t").then("Cast"), c.integer("features"), 10000);
            c.out("y", at.then("Sin").then("Concat", {at.then("Cos")}, {{"axis", int64_t(1)}}));
        });
}

SADDLE_LAYER(AddToChannels) {
    return diffusion_layer("AddToChannels", "shift", "Adds one number a channel to an image: how a diffusion network is told the time.", "y_{n,c,i,j} = x_{n,c,i,j} + b_{n,c}")
        .input({"x", PortKind::Image}).input({"b", PortKind::Features, "one number a channel"}).output({"y", PortKind::Image})
        .expand([](LayerContext& c) {
            const Shape x = c.type(c.in("x")).shape, b = c.type(c.in("b")).shape;
            if (x.rank() < 3) return c.fail("x", "", "expected an image N C H W, got " + to_string(x), "use Add for features");
            if (b != Shape{x[0], x[1]}) return c.fail("b", "", "expected one number for each of the " + std::to_string(x[1]) + " channels, got " + to_string(b), "set the last Linear's out_features to " + std::to_string(x[1]));
            List dims(size_t(x.rank()), 1);
            dims[0] = x[0];
            dims[1] = x[1];
            c.out("y", in(c, "x") + in(c, "b").reshaped(Shape(dims)));
        });
}

SADDLE_LAYER(UNetResidualBlock) {
    const auto conv = [](LayerContext& c, Term x, int64_t out, int64_t kernel, const std::string& name) {
        const int64_t in = c.type(x).shape[1], fan_in = in * kernel * kernel, pad = kernel / 2;
        const ir::ValueId weight = c.parameter(name + ".weight", {out, in, kernel, kernel}, {"default", 1, fan_in, out * kernel * kernel}), bias = c.parameter(name + ".bias", {out}, {"default", 1, fan_in, out});
        return x.then("Conv", {weight, bias}, {{"kernel_shape", List{kernel, kernel}}, {"pads", List{pad, pad, pad, pad}}});
    };
    const auto norm = [](LayerContext& c, Term x, const std::string& name) {
        const Shape channels{c.type(x).shape[1]};
        const ir::ValueId weight = c.parameter(name + ".weight", channels, {"ones"}), bias = c.parameter(name + ".bias", channels, {"zeros"});
        return x.then("GroupNormalization", {weight, bias}, {{"num_groups", c.integer("groups")}, {"epsilon", 1e-5}}).then("Silu");
    };
    return diffusion_layer("UNetResidualBlock", "block", "Two convolutions behind group norms, the time added between them, and a shortcut: the block of a diffusion U-Net (Ho et al. 2020).", "y = S x + C_2(N_2(C_1(N_1 x) + W f(t)))")
        .input({"x", PortKind::Image}).input({"time", PortKind::Features, "embedded times N F", false}).output({"y", PortKind::Image})
        .attribute({"channels", int64_t(64), "Channels", "of the result", "", 1, 16384, {}, true}).attribute({"groups", int64_t(8), "Groups", "of channels, each with statistics of its own", "", 1, 4096})
        .attribute({"dropout", 0.0, "Dropout", "before the second convolution", "", 0, 0.99})
        .expand([=](LayerContext& c) {
            const Shape x = c.type(c.in("x")).shape;
            const int64_t channels = c.integer("channels"), groups = c.integer("groups");
            if (x.rank() != 4) return c.fail("x", "", "expected an image N C H W, got " + to_string(x), "place it before Flatten");
            for (const int64_t count : {x[1], channels})
                if (count % groups) return c.fail("", "groups", std::to_string(groups) + " groups do not divide " + std::to_string(count) + " channels", "use a divisor of " + std::to_string(count));
            Term h = conv(c, norm(c, in(c, "x"), "norm1"), channels, 3, "conv1");
            if (c.in("time").present()) {
                if (c.type(c.in("time")).shape.rank() != 2) return c.fail("time", "", "expected features N F, got " + to_string(c.type(c.in("time")).shape), "wire a TimestepEmbedding into it");
                h = h + linear(c, in(c, "time").then("Silu"), channels, "time.").reshaped({x[0], channels, 1, 1});
            }
            h = conv(c, dropped(c, norm(c, h, "norm2"), c.real("dropout"), "hidden"), channels, 3, "conv2");
            const Term around = x[1] == channels ? in(c, "x") : conv(c, in(c, "x"), channels, 1, "shortcut");
            c.out("y", around + h);
        });
}

}  // namespace saddle::ops
