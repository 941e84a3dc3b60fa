// Losses of generative models: the prior of a variational autoencoder, the two sides of an adversarial pair.
#include "engine/ops/losses/loss.h"

namespace saddle::ops {
namespace {

AttributeDef form() {
    return {"form", std::string("logistic"), "Form", "logistic: Goodfellow et al. 2014, the generator's not saturating; least_squares: Mao et al. 2017; hinge: Lim and Ye 2017; wasserstein: Arjovsky et al. 2017", "", 0, 0,
            {"logistic", "least_squares", "hinge", "wasserstein"}, true};
}

Term mean(Term each) { return each.then("ReduceMean", {}, {{"keepdims", int64_t(0)}}); }
Term square(Term x) { return x * x; }

bool are_scores(LayerContext& c, const char* port) {
    if (c.type(c.in(port)).dtype == DType::F32 && c.type(c.in(port)).shape.rank() > 0) return true;
    c.fail(port, "", "expected scores, got " + to_string(c.type(c.in(port))), "wire the discriminator's answer into it");
    return false;
}

}  // namespace

SADDLE_LAYER(GaussianKLLoss) {
    return loss_layer("GaussianKLLoss", "How far normal distributions are from the standard one: the second part of a variational autoencoder's loss (Kingma and Welling 2014).", "L = w / 2 \\sum_k (\\mu_k^2 + e^{v_k} - 1 - v_k), averaged over the batch")
        .input({"mean", PortKind::Features}).input({"log_variance", PortKind::Features})
        .attribute({"weight", 1.0, "Weight", "beside a reconstruction loss that is a mean over pixels: 1 / pixels", "", 0, 1e6, {}, true})
        .expand([](LayerContext& c) {
            if (!same_shape(c, "mean", "log_variance")) return;
            const Term m = in(c, "mean"), v = in(c, "log_variance");
            const Term sum = (square(m) + v.then("Exp") - 1 - v).then("ReduceSum", {}, {{"keepdims", int64_t(0)}});
            c.out("loss", sum * (c.real("weight") / 2 / double(c.type(m).shape[0])));
        });
}

SADDLE_LAYER(DiscriminatorLoss) {
    return loss_layer("DiscriminatorLoss", "What a discriminator minimises: true pictures shall score high, made ones low.", "L = mean ln(1 + e^{-r}) + mean ln(1 + e^f)")
        .input({"real", PortKind::Features, "scores of true pictures"}).input({"fake", PortKind::Features, "scores of made pictures"}).attribute(form())
        .expand([](LayerContext& c) {
            if (!are_scores(c, "real") || !are_scores(c, "fake")) return;
            const Term real = in(c, "real"), fake = in(c, "fake");
            const std::string form = c.text("form");
            if (form == "logistic") c.out("loss", mean((-real).then("Softplus")) + mean(fake.then("Softplus")));
            else if (form == "least_squares") c.out("loss", (mean(square(real - 1)) + mean(square(fake))) * 0.5);
            else if (form == "hinge") c.out("loss", mean((1 - real).then("Relu")) + mean((1 + fake).then("Relu")));
            else c.out("loss", mean(fake) - mean(real));
        });
}

SADDLE_LAYER(GeneratorLoss) {
    return loss_layer("GeneratorLoss", "What a generator minimises: the pictures that it makes shall score high.", "L = mean ln(1 + e^{-f})")
        .input({"fake", PortKind::Features, "scores of made pictures"}).attribute(form())
        .expand([](LayerContext& c) {
            if (!are_scores(c, "fake")) return;
            const Term fake = in(c, "fake");
            const std::string form = c.text("form");
            if (form == "logistic") c.out("loss", mean((-fake).then("Softplus")));
            else if (form == "least_squares") c.out("loss", mean(square(fake - 1)) * 0.5);
            else c.out("loss", mean(-fake));
        });
}

}  // namespace saddle::ops
