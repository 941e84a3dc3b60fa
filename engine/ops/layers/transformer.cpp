// Blocks of transformers. Parameters are named and laid out as those of torch.nn.TransformerEncoderLayer and
// TransformerDecoderLayer, so that weights can be exchanged. Norm before each part (Xiong et al. 2020) or behind it.
#include "engine/ops/layers/attention.h"

namespace saddle::ops {
namespace {

LayerDef block(const char* name, const char* summary, const char* formula) {
    return LayerDef(name).about("attention", summary, formula).stem("block").input({"x", PortKind::Sequence, "N T F"});
}

LayerDef with_attributes(LayerDef layer, bool causal) {
    return layer.output({"y", PortKind::Sequence})
        .attribute({"heads", int64_t(4), "Heads", "parts of the features that attend on their own", "", 1, 1024, {}, true})
        .attribute({"feedforward", int64_t(512), "Feed-forward", "width between the two linear layers", "", 1, 1 << 20, {}, true})
        .attribute({"norm", std::string("pre"), "Norm", "before each part, or behind its sum", "", 0, 0, {"pre", "post"}})
        .attribute({"activation", std::string("gelu"), "Activation", "between the two linear layers", "", 0, 0, {"gelu", "relu"}})
        .attribute({"causal", causal, "Causal", "a position sees itself and those before it", "", 0, 1, {}, true})
        .attribute({"rotary", false, "Rotary", "turn queries and keys by their position (Su et al. 2021)"})
        .attribute({"dropout", 0.0, "Dropout", "chance of an element to be zeroed while training, in weights and behind each part", "", 0, 0.99});
}

/// One residual part of a block with its norm.
Term residual(LayerContext& c, Term x, const std::string& norm, const std::function<Term(Term)>& part) {
    const std::string name = norm + ".";
    if (c.text("norm") == "pre") return x + dropped(c, part(layer_norm(c, x, name)), c.real("dropout"), norm);
    return layer_norm(c, x + dropped(c, part(x), c.real("dropout"), norm), name);
}

Term feedforward(LayerContext& c, Term x) {
    const Term hidden = linear(c, x, c.integer("feedforward"), "linear1.").then(c.text("activation") == "gelu" ? "Gelu" : "Relu");
    return linear(c, dropped(c, hidden, c.real("dropout"), "hidden"), c.type(x).shape[-1], "linear2.");
}

MultiHeadOptions self_attention(LayerContext& c) {
    return {{c.flag("causal"), c.in("mask"), c.real("dropout"), "self_attn"}, c.integer("heads"), c.flag("rotary")};
}

}  // namespace

SADDLE_LAYER(TransformerEncoderBlock) {
    return with_attributes(block("TransformerEncoderBlock", "Self-attention and two linear layers, each with a residual connection and a norm; causal, it is the block of a GPT.", "h = x + A(norm x), y = h + W_2 f(W_1 norm h)")
                               .input({"mask", PortKind::Sequence, "N T: 1 where a position is real, 0 where it is padding", false}), false)
        .expand([](LayerContext& c) {
            if (!is_sequence(c, "x") || !fits_mask(c, "mask", "x") || !fits_heads(c, c.type(c.in("x")).shape[-1], c.flag("rotary"))) return;
            const Term h = residual(c, in(c, "x"), "norm1", [&](Term x) { return multi_head_attention(c, "self_attn.", x, x, x, self_attention(c)); });
            c.out("y", residual(c, h, "norm2", [&](Term x) { return feedforward(c, x); }));
        });
}

SADDLE_LAYER(TransformerDecoderBlock) {
    return with_attributes(block("TransformerDecoderBlock", "Causal self-attention, attention to a memory (an encoder's result), and two linear layers, each with a residual connection and a norm.", "h = x + A(norm x), g = h + A(norm h, m), y = g + W_2 f(W_1 norm g)")
                               .input({"memory", PortKind::Sequence, "N S F, what is attended to"}).input({"mask", PortKind::Sequence, "N T: 1 where a position of x is real", false})
                               .input({"memory_mask", PortKind::Sequence, "N S: 1 where a position of memory is real", false}), true)
        .expand([](LayerContext& c) {
            if (!is_sequence(c, "x") || !is_sequence(c, "memory") || !fits_mask(c, "mask", "x") || !fits_mask(c, "memory_mask", "memory") || !fits_heads(c, c.type(c.in("x")).shape[-1], c.flag("rotary"))) return;
            const Term memory = in(c, "memory");
            const Term h = residual(c, in(c, "x"), "norm1", [&](Term x) { return multi_head_attention(c, "self_attn.", x, x, x, self_attention(c)); });
            MultiHeadOptions across = self_attention(c);
            across.causal = across.rotary = false;
            across.mask = c.in("memory_mask");
            across.name = "multihead_attn";
            const Term g = residual(c, h, "norm2", [&](Term x) { return multi_head_attention(c, "multihead_attn.", x, memory, memory, across); });
            c.out("y", residual(c, g, "norm3", [&](Term x) { return feedforward(c, x); }));
        });
}

}  // namespace saddle::ops
