// The pieces of attention layers as ops.
#include <cmath>

#include "engine/core/philox.h"
#include "engine/ops/layers/attention.h"

namespace saddle::ops {
namespace {

using List = std::vector<int64_t>;
/// A score that no exponential survives, and that a float still holds when another score is added.
constexpr double kNever = -1e30;

/// x [N, T, heads * D] as [N, heads, T, D].
Term split_heads(Term x, const Shape& shape, int64_t heads) {
    return x.reshaped({shape[0], shape[1], heads, shape[2] / heads}).then("Transpose", {}, {{"perm", List{0, 2, 1, 3}}});
}

}  // namespace

Term linear(LayerContext& c, Term x, int64_t out, const std::string& name) {
    const int64_t in = c.type(x).shape[-1];
    const ir::ValueId weight = c.parameter(name + "weight", {out, in}, {"default", 1, in, out}), bias = c.parameter(name + "bias", {out}, {"default", 1, in, out});
    return x.then("MatMul", {weight}, {{"transB", int64_t(1)}}) + Term(c.b, bias);
}

Term layer_norm(LayerContext& c, Term x, const std::string& name) {
    const Shape last{c.type(x).shape[-1]};
    return x.then("LayerNormalization", {c.parameter(name + "weight", last, {"ones"}), c.parameter(name + "bias", last, {"zeros"})}, {{"axis", int64_t(-1)}, {"epsilon", 1e-5}});
}

Term dropped(LayerContext& c, Term x, double ratio, const std::string& name) {
    if (c.mode != Mode::Train || ratio == 0) return x;
    return x.then("Dropout", {}, {{"ratio", ratio}, {"stream", int64_t(stream_of((c.node.id + "." + name).c_str()) & 0x7fffffff)}});
}

Term counted(LayerContext& c, int64_t count) {
    return Term(c.b, c.b.constant(1)).then("Expand", {}, {{"shape", List{count}}}).then("CumSum", {}, {{"axis", int64_t(0)}, {"exclusive", int64_t(1)}});
}

Term angles(LayerContext& c, Term positions, int64_t width, double base) {
    const Term frequencies = (counted(c, width / 2) * (-2 * std::log(base) / double(width))).then("Exp");
    return positions.reshaped({c.type(positions).shape[0], 1}) * frequencies;
}

Term rotary(LayerContext& c, Term x, double base) {
    const Shape shape = c.type(x).shape;
    const Term turn = angles(c, counted(c, shape[-2]), shape[-1], base).reshaped({shape[-2], shape[-1] / 2, 1});
    List pairs = shape.dims();
    pairs.back() /= 2;
    pairs.push_back(2);
    const Term both = x.reshaped(Shape(pairs));
    const auto half = [&](int64_t which) { return both.then("Slice", {}, {{"axes", List{shape.rank()}}, {"starts", List{which}}, {"ends", List{which + 1}}, {"steps", List{1}}}); };
    const Term a = half(0), b = half(1), cosine = turn.then("Cos"), sine = turn.then("Sin");
    return (a * cosine - b * sine).then("Concat", {a * sine + b * cosine}, {{"axis", int64_t(shape.rank())}}).reshaped(shape);
}

Term attention(LayerContext& c, Term q, Term k, Term v, const AttentionOptions& options) {
    Term scores = (q * (1 / std::sqrt(double(c.type(q).shape[-1])))).then("MatMul", {k}, {{"transB", int64_t(1)}});
    if (c.b.error) return scores;
    const Shape shape = c.type(scores).shape;
    if (options.causal) scores = scores + Term(c.b, c.b.constant(kNever)).then("Expand", {}, {{"shape", List{shape[-2], shape[-1]}}}).then("Trilu", {}, {{"k", int64_t(1)}});
    if (options.mask.present()) {
        List dims(size_t(shape.rank()), 1);
        dims.front() = shape[0];
        dims.back() = shape[-1];
        Term mask(c.b, options.mask);
        if (c.type(mask).dtype != DType::F32) mask = mask.then("Cast");
        scores = scores + ((1 - mask) * kNever).reshaped(Shape(dims));
    }
    return dropped(c, scores.then("Softmax"), options.dropout, options.name).then("MatMul", {v});
}

Term multi_head_attention(LayerContext& c, const std::string& prefix, Term query, Term key, Term value, const MultiHeadOptions& options) {
    const Term given[] = {query, key, value};
    const int64_t width = c.type(query).shape[-1];
    const bool one_weight = c.type(key).shape[-1] == width && c.type(value).shape[-1] == width;
    const auto part = [&](ir::ValueId all, int64_t which) {
        return Term(c.b, all).then("Slice", {}, {{"axes", List{0}}, {"starts", List{which * width}}, {"ends", List{(which + 1) * width}}, {"steps", List{1}}});
    };
    const auto weight = [&](int64_t which) {
        const int64_t in = c.type(given[which]).shape[-1];
        if (one_weight) return part(c.parameter(prefix + "in_proj_weight", {3 * width, width}, {"xavier_uniform", 1, width, 3 * width}), which);
        return Term(c.b, c.parameter(prefix + std::string(1, "qkv"[which]) + "_proj_weight", {width, in}, {"xavier_uniform", 1, in, width}));
    };
    std::vector<Term> heads;
    for (const int64_t which : {0, 1, 2}) {
        const Term matrix = weight(which), bias = part(c.parameter(prefix + "in_proj_bias", {3 * width}, {"zeros"}), which);
        const Term projected = given[which].then("MatMul", {matrix}, {{"transB", int64_t(1)}}) + bias;
        heads.push_back(split_heads(projected, c.type(projected).shape, options.heads));
        if (options.rotary && which < 2) heads.back() = rotary(c, heads.back(), 10000);
    }
    const Term joined = attention(c, heads[0], heads[1], heads[2], options).then("Transpose", {}, {{"perm", List{0, 2, 1, 3}}}).reshaped(c.type(query).shape);
    const ir::ValueId matrix = c.parameter(prefix + "out_proj.weight", {width, width}, {"default", 1, width, width});
    return joined.then("MatMul", {matrix}, {{"transB", int64_t(1)}}) + Term(c.b, c.parameter(prefix + "out_proj.bias", {width}, {"zeros"}));
}

bool is_sequence(LayerContext& c, const char* port) {
    const TensorType& x = c.type(c.in(port));
    if (x.dtype == DType::F32 && x.shape.rank() == 3) return true;
    c.fail(port, "", "expected a sequence N T F of real numbers, got " + to_string(x), x.dtype == DType::F32 ? "give it a time axis with Reshape" : "insert Embedding before it");
    return false;
}

bool fits_mask(LayerContext& c, const char* port, const char* sequence) {
    if (!c.in(port).present()) return true;
    const Shape& keys = c.type(c.in(sequence)).shape;
    const Shape wanted{keys[0], keys[-2]}, &got = c.type(c.in(port)).shape;
    if (got == wanted) return true;
    c.fail(port, "", "expected " + to_string(wanted) + ", one number a position of " + sequence + ", got " + to_string(got), "1 where a position is real, 0 where it is padding");
    return false;
}

bool fits_heads(LayerContext& c, int64_t width, bool turned) {
    const int64_t heads = c.integer("heads");
    if (width % heads == 0 && (!turned || width / heads % 2 == 0)) return true;
    c.fail("", "heads", std::to_string(heads) + " heads do not divide " + std::to_string(width) + " features" + (turned ? " into even parts" : ""), "use a divisor of " + std::to_string(turned ? width / 2 : width));
    return false;
}

}  // namespace saddle::ops
