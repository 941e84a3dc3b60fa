#version 460
#extension GL_GOOGLE_include_directive : require
// y = exp(x - max) / sum over one axis, or its logarithm. One invocation a line of T.
#include "include/tensor.glsl"
#include "include/classes.glsl"
#include "include/math.glsl"
#ifdef CHECK_DEFAULTS
#define LOGARITHM 0
#endif
layout(local_size_x = LOCAL_SIZE) in;
INPUT(0, x);
#define EPILOGUE_BINDING 1
#include "epilogue"

void main() {
    const uint o = INVOCATION;
    if (o >= LINES) return;
    T best = READ(x, SCORE(o, 0)), sum = T(0);
    for (uint c = 1; c < CLASSES; ++c) best = max(best, READ(x, SCORE(o, c)));
    for (uint c = 0; c < CLASSES; ++c) sum += exact_exp(READ(x, SCORE(o, c)) - best);
#if LOGARITHM
    const T shift = best + exact_log(sum);
    for (uint c = 0; c < CLASSES; ++c) STORE(SCORE(o, c), READ(x, SCORE(o, c)) - shift);
#else
    for (uint c = 0; c < CLASSES; ++c) STORE(SCORE(o, c), exact_exp(READ(x, SCORE(o, c)) - best) / sum);
#endif
}
