#version 460
#extension GL_GOOGLE_include_directive : require
// How many elements of its line stand before each element: larger ones (SIGN 1) or smaller ones (SIGN -1), and equal ones
// of a lower index. One invocation an element T.
#include "include/tensor.glsl"
#include "include/classes.glsl"
#ifdef CHECK_DEFAULTS
#define SIGN 1.0
#define OUTPUTS 1000
#endif
layout(local_size_x = LOCAL_SIZE) in;
INPUT(0, x);
layout(set = 0, binding = 1) writeonly buffer Ranks { LABEL ranks[]; };

#if BATCH_LAST
#define BEFORE(a, b, equal_too) (equal_too ? greaterThanEqual(a, b) : greaterThan(a, b))
#else
#define BEFORE(a, b, equal_too) (equal_too ? a >= b : a > b)
#endif

void main() {
    const uint e = INVOCATION;
    if (e >= OUTPUTS) return;
    const uint line = e / (INNER * CLASSES) * INNER + e % INNER, own = e / INNER % CLASSES;
    const T mine = SIGN * READ(x, e);
    LABEL rank = LABEL(0);
    for (uint c = 0; c < CLASSES; ++c) {
        const T other = SIGN * READ(x, SCORE(line, c));
        rank += mix(LABEL(0), LABEL(1), BEFORE(other, mine, c < own));
    }
    ranks[e] = rank;
}
