#version 460
#extension GL_GOOGLE_include_directive : require
// Second pass of everything that was cut into chunks: adds up partial[chunk][o] in a fixed order. One invocation a result.
#include "include/tensor.glsl"
#ifdef CHECK_DEFAULTS
#define MAXIMUM 0
#define OUTPUTS 100
#define CHUNKS 8
#define SCALE 1.0
#endif
layout(local_size_x = LOCAL_SIZE) in;
INPUT(0, partial);
#define EPILOGUE_BINDING 1
#include "epilogue"

void main() {
    const uint o = INVOCATION;
    if (o >= OUTPUTS) return;
    T sum = READ(partial, o);
    for (uint c = 1; c < CHUNKS; ++c) {
        const T next = READ(partial, c * OUTPUTS + o);
        sum = MAXIMUM != 0 ? max(sum, next) : sum + next;
    }
    STORE(o, sum * SCALE);
}
