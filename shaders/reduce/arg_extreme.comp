#version 460
#extension GL_GOOGLE_include_directive : require
// Index of the largest (SIGN 1) or smallest (SIGN -1) element of a line; of equals the first, or with LAST the last.
#include "include/tensor.glsl"
#include "include/classes.glsl"
#ifdef CHECK_DEFAULTS
#define SIGN 1.0
#define LAST 0
#endif
layout(local_size_x = LOCAL_SIZE) in;
INPUT(0, x);
#define EPILOGUE_BINDING 1
#include "epilogue"

#if BATCH_LAST
#define BETTER(a, b) (LAST != 0 ? greaterThanEqual(a, b) : greaterThan(a, b))
#else
#define BETTER(a, b) (LAST != 0 ? a >= b : a > b)
#endif

void main() {
    const uint o = INVOCATION;
    if (o >= LINES) return;
    T best = SIGN * READ(x, SCORE(o, 0));
    LABEL index = LABEL(0);
    for (uint c = 1; c < CLASSES; ++c) {
        const T here = SIGN * READ(x, SCORE(o, c));
        index = mix(index, LABEL(c), BETTER(here, best));
        best = mix(best, here, BETTER(here, best));
    }
    STORE(o, index);
}
