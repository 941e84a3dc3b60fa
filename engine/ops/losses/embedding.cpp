// Losses on distances between vectors, which lie along the last axis.
#include "engine/ops/losses/loss.h"

namespace saddle::ops {
namespace {

Term over_last(Term x, const char* reduction) { return x.then(reduction, {}, {{"axes", std::vector<int64_t>{-1}}, {"keepdims", int64_t(0)}}); }
AttributeDef margin(double fallback, const char* help) { return {"margin", fallback, "Margin", help, "", -1e6, 1e6, {}, true}; }
bool vectors(LayerContext& c, const char* port) {
    if (c.type(c.in(port)).shape.rank() >= 2) return true;
    c.fail(port, "", "expected vectors N F, got " + to_string(c.type(c.in(port)).shape), "wire features into it");
    return false;
}

}  // namespace

SADDLE_LAYER(CosineEmbeddingLoss) {
    return loss_layer("CosineEmbeddingLoss", "One minus the cosine of the angle between vectors that belong together; for pairs that do not (target -1) what their cosine exceeds a margin by.",
                      "L = mean (1 - cos(a, b) if t = 1 else max(0, cos(a, b) - m))")
        .input({"a", PortKind::Features}).input({"b", PortKind::Features}).input({"target", PortKind::Scalar, "1 or -1 for each pair; none: all belong together", false}).attribute(margin(0, "cosine that strangers may have")).attribute(loss_reduction())
        .expand([](LayerContext& c) {
            if (!vectors(c, "a") || !same_shape(c, "a", "b")) return;
            const Term a = in(c, "a"), b = in(c, "b");
            const Term sizes = ((over_last(a, "ReduceSumSquare") + 1e-12) * (over_last(b, "ReduceSumSquare") + 1e-12)).then("Sqrt"), cosine = over_last(a * b, "ReduceSum") / sizes;
            const ir::ValueId given = c.in("target");
            if (!given.present()) return finish(c, 1 - cosine);
            if (c.type(given) != TensorType{DType::F32, c.type(cosine).shape})
                return c.fail("target", "", "expected " + to_string(TensorType{DType::F32, c.type(cosine).shape}) + ", one for each pair, got " + to_string(c.type(given)), "wire 1 and -1 into it");
            const Term apart = (cosine - c.real("margin")).then("Max", {cosine.number(0)});
            finish(c, Term(c.b, given).above(0).choose(1 - cosine, apart));
        });
}

SADDLE_LAYER(TripletMarginLoss) {
    return loss_layer("TripletMarginLoss", "An anchor shall be nearer to its like than to a stranger, by a margin.", "L = mean max(0, |a - p| - |a - n| + m)")
        .input({"anchor", PortKind::Features}).input({"positive", PortKind::Features}).input({"negative", PortKind::Features}).attribute(margin(1, "by how much nearer")).attribute(loss_reduction())
        .expand([](LayerContext& c) {
            if (!vectors(c, "anchor") || !same_shape(c, "anchor", "positive") || !same_shape(c, "anchor", "negative")) return;
            const auto distance = [&](const char* other) {  // as PyTorch: 1e-6 keeps the slope finite at 0
                const Term difference = in(c, "anchor") - in(c, other) + 1e-6;
                return over_last(difference * difference, "ReduceSum").then("Sqrt");
            };
            const Term near = distance("positive"), far = distance("negative");
            finish(c, (near - far + c.real("margin")).then("Max", {near.number(0)}));
        });
}

}  // namespace saddle::ops
