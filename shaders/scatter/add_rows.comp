#version 460
#extension GL_GOOGLE_include_directive : require
// Updates added in place to the rows of y that they name; other rows are not touched. One invocation an element of an update:
// where a run of equal places begins, it adds up the run, in the updates' own order. Updates lie as in rows.comp.
#define TEXEL 0
#define BATCH_LAST 0
#include "include/tensor.glsl"
#ifdef CHECK_DEFAULTS
#define ROW 3
#define COUNT 100
#define OUTPUTS 300
#define SAMPLE 6
#define LANES 8
#endif
layout(local_size_x = LOCAL_SIZE) in;
layout(set = 0, binding = 0) buffer Y { float y[]; };
layout(set = 0, binding = 1) readonly buffer Places { int l[]; };
layout(set = 0, binding = 2) readonly buffer Order { int order[]; };
layout(set = 0, binding = 3) readonly buffer Updates { float updates[]; };

bool names(int k, int row) { return k < COUNT && l[order[k]] == row; }

float update_at(int k, uint e) {
    const uint at = uint(order[k]) * ROW + e;
    return updates[LANES == 1 ? at : at % SAMPLE * LANES + at / SAMPLE];
}

void main() {
    const uint o = INVOCATION;
    if (o >= OUTPUTS) return;
    const int begin = int(o / ROW), row = l[order[begin]];
    const uint e = o % ROW;
    if (begin > 0 && names(begin - 1, row)) return;
    float sum = 0;
    for (int first = begin; names(first, row); first += 32)
        [[unroll]] for (int k = 0; k < 32; ++k) if (names(first + k, row)) sum += update_at(first + k, e);
    y[row * ROW + e] += sum;
}
