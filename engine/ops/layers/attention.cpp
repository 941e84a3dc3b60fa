// Attention and positions: A. Vaswani et al., "Attention is all you need", NeurIPS 2017.
#include "engine/ops/layers/attention.h"

namespace saddle::ops {
namespace {

LayerDef attention_layer(const char* name, const char* summary, const char* formula) {
    return LayerDef(name).about("attention", summary, formula).stem("attention");
}
LayerPort mask() { return {"mask", PortKind::Sequence, "N S: 1 where a key is real, 0 where it is padding", false}; }
AttributeDef causal(bool fallback) { return {"causal", fallback, "Causal", "a position sees itself and those before it", "", 0, 1, {}, true}; }
AttributeDef dropout() { return {"dropout", 0.0, "Dropout", "chance of a weight to be zeroed while training", "", 0, 0.99}; }

}  // namespace

SADDLE_LAYER(ScaledDotProductAttention) {
    return attention_layer("ScaledDotProductAttention", "Weighs the values by how well their keys match each query.", "y = softmax(q k^T / \\sqrt{d}) v")
        .input({"q", PortKind::Sequence, "queries N T D, or N H T D in heads"}).input({"k", PortKind::Sequence, "keys N S D"}).input({"v", PortKind::Sequence, "values N S V"}).input(mask()).output({"y", PortKind::Sequence})
        .attribute(causal(false)).attribute(dropout())
        .expand([](LayerContext& c) {
            const Shape q = c.type(c.in("q")).shape, k = c.type(c.in("k")).shape, v = c.type(c.in("v")).shape;
            if (q.rank() < 3) return c.fail("q", "", "expected queries N T D, got " + to_string(q), "wire a sequence into it");
            if (k.rank() != q.rank() || k[-1] != q[-1]) return c.fail("k", "", "expected keys of " + std::to_string(q[-1]) + " features as the queries " + to_string(q) + ", got " + to_string(k), "project both to one width");
            if (v.rank() != k.rank() || v[-2] != k[-2]) return c.fail("v", "", "expected one value for each of the " + std::to_string(k[-2]) + " keys, got " + to_string(v), "take keys and values from one sequence");
            if (!fits_mask(c, "mask", "k")) return;
            c.out("y", attention(c, in(c, "q"), in(c, "k"), in(c, "v"), {c.flag("causal"), c.in("mask"), c.real("dropout"), "weights"}));
        });
}

SADDLE_LAYER(MultiHeadAttention) {
    return attention_layer("MultiHeadAttention", "Attention in several heads, each on its own projection; with a query alone a sequence attends to itself.", "y = [h_1, ..., h_H] W_o, h_i = softmax(q_i k_i^T / \\sqrt{d}) v_i")
        .input({"query", PortKind::Sequence, "N T F"}).input({"key", PortKind::Sequence, "N S F; open: the query", false}).input({"value", PortKind::Sequence, "N S F; open: the key", false}).input(mask()).output({"y", PortKind::Sequence})
        .attribute({"heads", int64_t(4), "Heads", "parts of the features that attend on their own", "", 1, 1024, {}, true})
        .attribute(causal(false)).attribute({"rotary", false, "Rotary", "turn queries and keys by their position (Su et al. 2021)"}).attribute(dropout())
        .expand([](LayerContext& c) {
            const char* key = c.in("key").present() ? "key" : "query";
            const char* value = c.in("value").present() ? "value" : key;
            for (const char* port : {"query", key, value})
                if (!is_sequence(c, port)) return;
            if (c.type(c.in(value)).shape[1] != c.type(c.in(key)).shape[1])
                return c.fail("value", "", "expected one value for each of the " + std::to_string(c.type(c.in(key)).shape[1]) + " keys, got " + to_string(c.type(c.in(value)).shape), "take keys and values from one sequence");
            if (!fits_mask(c, "mask", key) || !fits_heads(c, c.type(c.in("query")).shape[-1], c.flag("rotary"))) return;
            const MultiHeadOptions options{{c.flag("causal"), c.in("mask"), c.real("dropout"), "weights"}, c.integer("heads"), c.flag("rotary")};
            c.out("y", multi_head_attention(c, "", in(c, "query"), in(c, key), in(c, value), options));
        });
}

SADDLE_LAYER(PositionalEncoding) {
    return LayerDef("PositionalEncoding").about("attention", "Adds to each element of a sequence what tells its position: fixed waves, or learnt.", "y_t = x_t + p_t, p_{t,2i} = sin(t / 10000^{2i/d}), p_{t,2i+1} = cos(t / 10000^{2i/d})").stem("positions")
        .input({"x", PortKind::Sequence}).output({"y", PortKind::Sequence})
        .attribute({"kind", std::string("sinusoidal"), "Kind", "waves of growing length, or a learnt vector a position", "", 0, 0, {"sinusoidal", "learned"}, true})
        .expand([](LayerContext& c) {
            if (!is_sequence(c, "x")) return;
            const Shape x = c.type(c.in("x")).shape, table{x[1], x[2]};
            if (c.text("kind") == "learned") return c.out("y", in(c, "x") + Term(c.b, c.parameter("weight", table, {"normal", 0.02})));
            if (x[2] % 2) return c.fail("x", "", "sine and cosine need an even number of features, got " + to_string(x), "use " + std::to_string(x[2] + 1));
            const Term at = angles(c, counted(c, x[1]), x[2], 10000).reshaped({x[1], x[2] / 2, 1});
            c.out("y", in(c, "x") + at.then("Sin").then("Concat", {at.then("Cos")}, {{"axis", int64_t(2)}}).reshaped(table));
        });
}

SADDLE_LAYER(RotaryEmbedding) {
    return LayerDef("RotaryEmbedding").about("attention", "Turns pairs of features by an angle that grows with the position: products of queries and keys then depend on their distance.", "(y_{2i}, y_{2i+1}) = R(t b^{-2i/d}) (x_{2i}, x_{2i+1})").stem("rotary")
        .input({"x", PortKind::Sequence, "N T D, or N H T D in heads"}).output({"y", PortKind::Sequence})
        .attribute({"base", 10000.0, "Base", "the longest wave has 2 pi times this length", "", 2, 1e9})
        .expand([](LayerContext& c) {
            const Shape x = c.type(c.in("x")).shape;
            if (x.rank() < 3 || x[-1] % 2) return c.fail("x", "", "expected a sequence N T D with an even number of features, got " + to_string(x), "wire queries or keys into it");
            c.out("y", rotary(c, in(c, "x"), c.real("base")));
        });
}

}  // namespace saddle::ops
