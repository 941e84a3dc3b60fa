#version 460
#extension GL_GOOGLE_include_directive : require
// Running sums along a line, with or without the element itself, from either end. One invocation a line of T.
#include "include/tensor.glsl"
#include "include/classes.glsl"
#ifdef CHECK_DEFAULTS
#define EXCLUSIVE 0
#define REVERSE 0
#endif
layout(local_size_x = LOCAL_SIZE) in;
INPUT(0, x);
#define EPILOGUE_BINDING 1
#include "epilogue"

void main() {
    const uint o = INVOCATION;
    if (o >= LINES) return;
    T sum = T(0);
    for (uint k = 0; k < CLASSES; ++k) {
        const uint i = SCORE(o, REVERSE != 0 ? CLASSES - 1 - k : k);
        const T next = sum + READ(x, i);
        STORE(i, EXCLUSIVE != 0 ? sum : next);
        sum = next;
    }
}
