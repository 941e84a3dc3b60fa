// Losses that compare numbers with numbers.
#include "engine/ops/losses/loss.h"

namespace saddle::ops {
namespace {

LayerDef against_target(const char* name, const char* summary, const char* formula, const char* x, const char* x_help, const char* target_help) {
    return loss_layer(name, summary, formula).input({x, PortKind::Features, x_help}).input({"target", PortKind::Features, target_help}).attribute(loss_reduction());
}

}  // namespace

SADDLE_LAYER(MSELoss) {
    return against_target("MSELoss", "The mean square of the error.", "L = mean (x - t)^2", "prediction", "", "of the same shape").expand([](LayerContext& c) {
        if (!same_shape(c, "prediction", "target")) return;
        const Term error = in(c, "prediction") - in(c, "target");
        finish(c, error * error);
    });
}

SADDLE_LAYER(L1Loss) {
    return against_target("L1Loss", "The mean size of the error: less moved by outliers than its square.", "L = mean |x - t|", "prediction", "", "of the same shape").expand([](LayerContext& c) {
        if (same_shape(c, "prediction", "target")) finish(c, (in(c, "prediction") - in(c, "target")).then("Abs"));
    });
}

SADDLE_LAYER(HuberLoss) {
    return against_target("HuberLoss", "The square of small errors, the size of large ones.", "L = mean (e^2 / 2 if |e| < \\delta else \\delta (|e| - \\delta / 2))", "prediction", "", "of the same shape")
        .attribute({"delta", 1.0, "Delta", "where the square ends", "", 1e-6, 1e6, {}, true})
        .expand([](LayerContext& c) {
            if (!same_shape(c, "prediction", "target")) return;
            const double delta = c.real("delta");
            const Term error = in(c, "prediction") - in(c, "target"), size = error.then("Abs");
            finish(c, size.above(delta).choose((size - delta / 2) * delta, error * error * 0.5));
        });
}

SADDLE_LAYER(BCEWithLogitsLoss) {
    return against_target("BCEWithLogitsLoss", "Cross-entropy of yes-or-no answers, each with a score of its own before the sigmoid.", "L = -mean (t ln \\sigma(x) + (1 - t) ln(1 - \\sigma(x)))", "scores", "before the sigmoid", "0, 1 or between")
        .attribute({"pos_weight", 1.0, "Positive weight", "factor of what targets of 1 cost: for rare ones", "", 0, 1e6})
        .expand([](LayerContext& c) {
            if (!same_shape(c, "scores", "target")) return;
            // ln(1 + e^x) - t x, which neither overflows nor loses digits; the first part again for weighted positives.
            const Term x = in(c, "scores"), t = in(c, "target");
            const double weight = c.real("pos_weight");
            Term loss = x.then("Softplus") - t * x;
            if (weight != 1) loss = loss + t * (-x).then("Softplus") * (weight - 1);
            finish(c, loss);
        });
}

SADDLE_LAYER(KLDivLoss) {
    return loss_layer("KLDivLoss", "How far a distribution is from its target: the bits lost by using one for the other. The input holds logarithms, as LogSoftmax makes them.", "L = \\sum_k t_k (ln t_k - x_k), averaged over the batch")
        .input({"log_probabilities", PortKind::Features}).input({"target", PortKind::Features, "probabilities"})
        .expand([](LayerContext& c) {
            if (!same_shape(c, "log_probabilities", "target")) return;
            const Term t = in(c, "target"), some = t.above(0);
            const Term own = some.choose(t, t.number(1)).then("Log");  // 0 ln 0 counts as 0
            const Term sum = (t * (own - in(c, "log_probabilities"))).then("ReduceSum", {}, {{"keepdims", int64_t(0)}});
            c.out("loss", sum / double(c.type(t).shape[0]));
        });
}

}  // namespace saddle::ops
