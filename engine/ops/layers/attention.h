#pragma once
// What layers with attention share: products over the last axis, positions, heads.
#include "engine/ops/layers/port.h"

namespace saddle::ops {


/// x W^T + b over the last axis of x [..., F], with the parameters `name`weight [out, F] and `name`bias [out].
Term linear(LayerContext& c, Term x, int64_t out, const std::string& name);
/// LayerNorm over the last axis, with the parameters `name`weight and `name`bias.
Term layer_norm(LayerContext& c, Term x, const std::string& name);
/// x with elements zeroed at random while training; `name` tells the layer's random streams apart.
Term dropped(LayerContext& c, Term x, double ratio, const std::string& name);

/// position / base^(2 i / width) for the pair i of features: [positions, width / 2], or one row for each of `at` [N].
Term angles(LayerContext& c, Term positions, int64_t width, double base);
/// 0, 1, ... count - 1.
Term counted(LayerContext& c, int64_t count);
/// Turns the pairs of features (2 i, 2 i + 1) of x [..., T, D] by their angle at each position (Su et al. 2021).
Term rotary(LayerContext& c, Term x, double base);

/// What attention does besides weighing values.
struct AttentionOptions {
    bool causal = false;      ///< a position sees itself and those before it
    ir::ValueId mask;         ///< [N, S]: 0 where a key is padding; absent: all count
    double dropout = 0;       ///< of the weights
    std::string name;         ///< of the random stream
};
/// softmax(q k^T / sqrt(D)) v: q [N, ..., T, D], k [N, ..., S, D], v [N, ..., S, V] give [N, ..., T, V].
Term attention(LayerContext& c, Term q, Term k, Term v, const AttentionOptions& options);

struct MultiHeadOptions : AttentionOptions {
    int64_t heads = 1;
    bool rotary = false;
};
/// Attention in several heads between learnt projections. Parameters are named and laid out as torch.nn.MultiheadAttention's:
/// `prefix`in_proj_weight [3 D, D] and `prefix`in_proj_bias [3 D] (q, k, v below each other), `prefix`out_proj.weight, .bias.
/// Where keys or values have another width than D, three weights (q_proj_weight, ...) take the place of the first.
Term multi_head_attention(LayerContext& c, const std::string& prefix, Term query, Term key, Term value, const MultiHeadOptions& options);

/// Checks a sequence [N, T, F] at a port, and a mask [N, length] where one is wired; false after a diagnostic.
bool is_sequence(LayerContext& c, const char* port);
bool fits_mask(LayerContext& c, const char* port, const char* sequence);
bool fits_heads(LayerContext& c, int64_t width, bool rotary);

}  // namespace saddle::ops
