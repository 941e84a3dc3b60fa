// What generative models add to a network: latent numbers to start from, and the two sides of an adversarial pair on one batch.
#include "engine/ops/layers/diffusion.h"

#include "engine/core/philox.h"
#include "engine/ops/term.h"

namespace saddle::ops {
namespace {

using List = std::vector<int64_t>;

LayerDef generative_layer(const char* name, const char* stem, const char* summary, const char* formula) {
    return LayerDef(name).about("diffusion", summary, formula).stem(stem);
}

/// Standard normal numbers of that shape, batch first, drawn anew each step; when sampling, those that the sampler brings.
Term drawn(LayerContext& c, const Shape& shape) {
    if (c.mode == Mode::Sample) return {c.b, sampled(c, c.node.id + ".z", {DType::F32, shape})};
    return Term(c.b, c.b.constant(0)).then("Expand", {}, {{"shape", shape.dims()}, {"batched", true}}).then("RandomNormalLike", {}, {{"stream", int64_t(stream_of((c.node.id + ".z").c_str()) & 0x7fffffff)}});
}

}  // namespace

SADDLE_LAYER(Latent) {
    return generative_layer("Latent", "latent", "Standard normal numbers, drawn anew for each sample and step: what a generator makes pictures of.", "z ~ N(0, 1)").as(LayerRole::Latent)
        .output({"z", PortKind::Features, "N F"})
        .attribute({"features", int64_t(64), "Features", "numbers a sample", "", 1, 65536, {}, true})
        .expand([](LayerContext& c) { c.out("z", drawn(c, {c.batch, c.integer("features")})); });
}

SADDLE_LAYER(Reparameterize) {
    return generative_layer("Reparameterize", "latent", "Draws from a normal distribution so that gradients reach its mean and variance (Kingma and Welling 2014). Prediction takes the mean.", "z = \\mu + e^{v / 2} \\epsilon, \\epsilon ~ N(0, 1)").as(LayerRole::Latent)
        .input({"mean", PortKind::Features}).input({"log_variance", PortKind::Features}).output({"z", PortKind::Features})
        .expand([](LayerContext& c) {
            const TensorType mean = c.type(c.in("mean")), variance = c.type(c.in("log_variance"));
            if (mean != variance) return c.fail("log_variance", "", "expected " + to_string(mean) + " as on mean, got " + to_string(variance), "make both end in the same shape");
            const Term m(c.b, c.in("mean")), v(c.b, c.in("log_variance"));
            if (c.mode == Mode::Predict) return c.out("z", m);
            const Term noise = drawn(c, mean.shape);
            c.out("z", c.mode == Mode::Sample ? noise : m + (v * 0.5).then("Exp") * noise);
        });
}

SADDLE_LAYER(Generated) {
    return generative_layer("Generated", "generated", "Marks what the model makes: its input is what prediction gives, and what is drawn when the model is sampled from.", "y = x")
        .input({"x", PortKind::Unknown, "pictures, say"}).output({"y", PortKind::Unknown})
        .expand([](LayerContext& c) {
            c.out("y", c.in("x"));
            if (c.mode != Mode::Predict && c.mode != Mode::Sample) return;
            std::erase_if(c.b.entry().outputs, [](const ir::Output& output) { return output.name == "predictions"; });
            c.b.entry().outputs.push_back({"predictions", c.in("x")});
        });
}

SADDLE_LAYER(JoinBatches) {
    return generative_layer("JoinBatches", "join", "Two batches one after the other, so that one network sees both: true pictures and made ones.", "y = [a; b]")
        .input({"a"}).input({"b"}).output({"y", PortKind::Unknown, "twice as many samples"})
        .expand([](LayerContext& c) {
            const TensorType a = c.type(c.in("a")), b = c.type(c.in("b"));
            if (a != b || a.shape.rank() < 2) return c.fail("b", "", "expected " + to_string(a) + " as on a, got " + to_string(b), "make both end in the same shape");
            Shape both = a.shape;
            both[0] *= 2;
            const Term joined = Term(c.b, c.in("a")).then("Concat", {c.in("b")}, {{"axis", int64_t(0)}});
            c.out("y", joined.then("Reshape", {}, {{"shape", both.dims()}, {"batched", true}}));
        });
}

SADDLE_LAYER(SplitBatches) {
    return generative_layer("SplitBatches", "split", "The two halves of what JoinBatches joined.", "x = [a; b]")
        .input({"x", PortKind::Unknown, "twice as many samples"}).output({"a"}).output({"b"})
        .expand([](LayerContext& c) {
            const Shape x = c.type(c.in("x")).shape;
            if (x.rank() < 2 || x[0] % 2 != 0) return c.fail("x", "", "expected an even number of samples, got " + to_string(x), "wire what came of JoinBatches into it");
            Shape half = x;
            half[0] /= 2;
            for (const int64_t k : {0, 1}) {
                const Term part = Term(c.b, c.in("x")).then("Slice", {}, {{"starts", List{k * half[0]}}, {"ends", List{(k + 1) * half[0]}}, {"axes", List{0}}});
                c.out(k == 0 ? "a" : "b", part.then("Reshape", {}, {{"shape", half.dims()}, {"batched", true}}));
            }
        });
}

}  // namespace saddle::ops
