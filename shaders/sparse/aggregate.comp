#version 460
#extension GL_GOOGLE_include_directive : require
// y_s = sum or maximum over the items of segment s of a sparse pattern, each times its entry's weight. One invocation an
// element of y (batch-last: of four segments). Items are added in their own order: the result is the same at every run.
// UNROLL steps a turn: drivers may bound the turns of a loop.
#include "include/tensor.glsl"
#ifdef CHECK_DEFAULTS
#define OUTPUTS 300
#define SEGMENTS 63
#define ROW 6
#define PTR 0
#define ITEM 64
#define ENTRY -1
#define X_ROW 6
#define X_INNER 1
#define WEIGHTED 1
#define W_ROW 2
#define W_INNER 1
#define W_WIDTH 3
#define MAXIMUM 0
#define UNROLL 4
#endif
layout(local_size_x = LOCAL_SIZE) in;
layout(set = 0, binding = 0) readonly buffer Pattern { int pattern[]; };
SCALARS(1, x);
#if WEIGHTED
SCALARS(2, weights);
#define EPILOGUE_BINDING 3
#else
#define EPILOGUE_BINDING 2
#endif
#include "epilogue"

// The number that the list at offset `list` of the pattern gives place k; k itself where there is no list.
int listed(int list, int k) { return list < 0 ? k : pattern[list + k]; }

float item(int k, uint e) {
    const float value = SCALAR(x, uint(listed(ITEM, k)) * X_ROW + e * X_INNER);
#if WEIGHTED
    return value * SCALAR(weights, uint(listed(ENTRY, k)) * W_ROW + e / W_WIDTH * W_INNER);
#else
    return value;
#endif
}

float aggregate(uint segment, uint e) {
    const int begin = pattern[PTR + segment], end = pattern[PTR + segment + 1];
    float y = 0;
    for (int first = begin; first < end; first += UNROLL)
        [[unroll]] for (int k = 0; k < UNROLL; ++k)
            if (first + k < end) {
                const float value = item(first + k, e);
#if MAXIMUM
                y = first + k == begin ? value : max(y, value);
#else
                y += value;
#endif
            }
    return y;
}

void main() {
    const uint o = INVOCATION;
    if (o >= OUTPUTS) return;
    const uint n = sample_of(o, ROW), e = inner_of(o, ROW);
#if BATCH_LAST
    vec4 y = vec4(0);
    [[unroll]] for (uint lane = 0; lane < 4; ++lane) if (n * 4 + lane < SEGMENTS) y[lane] = aggregate(n * 4 + lane, e);
    STORE(o, y);
#else
    STORE(o, aggregate(n, e));
#endif
}
