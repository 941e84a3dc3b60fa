#version 460
#extension GL_GOOGLE_include_directive : require
// y = x joined with the updates of each row, in their own order. One invocation an element of y. Updates lie row by row, or
// batch-last: then a sample has SAMPLE elements, LANES apart. The loop is unrolled: drivers may bound its turns.
#define TEXEL 0
#define BATCH_LAST 0
#include "include/tensor.glsl"
#ifdef CHECK_DEFAULTS
#define ROW 3
#define OUTPUTS 300
#define SAMPLE 6
#define LANES 8
#define ELEMENT float
#define JOIN(a, b) ((a) + (b))
#endif
layout(local_size_x = LOCAL_SIZE) in;
layout(set = 0, binding = 0) readonly buffer X { ELEMENT x[]; };
layout(set = 0, binding = 1) readonly buffer Order { int order[]; };
layout(set = 0, binding = 2) readonly buffer Starts { int starts[]; };
layout(set = 0, binding = 3) readonly buffer Updates { ELEMENT updates[]; };
#define EPILOGUE_BINDING 4
#include "epilogue"

ELEMENT update_at(int p, uint e) {
    const uint at = uint(order[p]) * ROW + e;
    return updates[LANES == 1 ? at : at % SAMPLE * LANES + at / SAMPLE];
}

void main() {
    const uint o = INVOCATION;
    if (o >= OUTPUTS) return;
    const uint row = o / ROW, e = o % ROW;
    const int end = starts[row + 1];
    ELEMENT y = x[o];
    for (int first = starts[row]; first < end; first += 32)
        [[unroll]] for (int k = 0; k < 32; ++k) if (first + k < end) y = JOIN(y, update_at(first + k, e));
    STORE(o, y);
}
