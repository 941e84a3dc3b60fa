// The loss of texts whose letters nobody has assigned to steps.
#include "engine/ops/losses/loss.h"

namespace saddle::ops {

SADDLE_LAYER(CTCLoss) {
    return loss_layer("CTCLoss", "How surprised a sequence of scores is by a text, wherever its letters stand: over all ways to read it when repeats are joined and blanks left out.",
                      "L = -mean_n (1 / |t_n|) ln \\sum_{\\pi spells t_n} \\prod_k p_{n,k,\\pi_k}")
        .input({"scores", PortKind::Sequence, "one score a step and class, before softmax: N T F"}).input({"targets", PortKind::Tokens, "class ids N L without blanks, padded behind"})
        .input({"input_lengths", PortKind::Tokens, "steps of each sequence N; none: all", false}).input({"target_lengths", PortKind::Tokens, "letters of each text N; none: all", false})
        .attribute({"blank", int64_t(0), "Blank", "class that stands for no letter", "", 0, 1 << 24, {}, true})
        .attribute({"reduction", std::string("mean"), "Reduction", "over texts; mean: each loss is divided by its letters first", "", 0, 0, {"mean", "sum"}})
        .attribute({"zero_infinity", false, "Zero for impossible", "texts with more letters than steps allow cost nothing, in place of infinity"})
        .expand([](LayerContext& c) {
            const TensorType &scores = c.type(c.in("scores")), &targets = c.type(c.in("targets"));
            if (scores.dtype != DType::F32 || scores.shape.rank() != 3)
                return c.fail("scores", "", "expected a sequence N T F, got " + to_string(scores), scores.shape.rank() == 4 ? "insert ImageToSequence before it" : "wire scores of every step into it");
            const int64_t samples = scores.shape[0], classes = scores.shape[2], blank = c.integer("blank");
            if (targets.dtype != DType::I32 || targets.shape.rank() != 2 || targets.shape[0] != samples)
                return c.fail("targets", "", "expected class ids " + std::to_string(samples) + " x L, got " + to_string(targets), "wire the data set's text into it");
            for (const char* port : {"input_lengths", "target_lengths"})
                if (const TensorType wanted{DType::I32, {samples}}; c.in(port).present() && c.type(c.in(port)) != wanted)
                    return c.fail(port, "", "expected " + to_string(wanted) + ", got " + to_string(c.type(c.in(port))), "wire lengths into it, or nothing");
            if (classes < c.data.classes) return c.fail("scores", "", "expected at least " + std::to_string(c.data.classes) + " scores (the data set's characters and the blank), got " + std::to_string(classes), "set the last Linear's out_features to classes");
            if (blank >= classes) return c.fail("", "blank", std::to_string(blank) + " is none of the " + std::to_string(classes) + " classes", "choose 0 to " + std::to_string(classes - 1));
            const ir::ValueId logarithms = c.op("LogSoftmax", {c.in("scores")}, {{"axis", int64_t(2)}});
            c.out("loss", c.op("CTCLoss", {logarithms, c.in("targets"), c.in("input_lengths"), c.in("target_lengths")}, {{"blank", blank}, {"reduction", c.text("reduction")}, {"zero_infinity", c.flag("zero_infinity")}}));
        });
}

}  // namespace saddle::ops
