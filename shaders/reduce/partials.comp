#version 460
#extension GL_GOOGLE_include_directive : require
// Second pass of everything that was cut into chunks: joins partial[chunk][o] in a fixed order. One invocation a result.
#include "include/tensor.glsl"
#include "include/combine.glsl"
#ifdef CHECK_DEFAULTS
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
    for (uint c = 1; c < CHUNKS; ++c) sum = COMBINE(sum, READ(partial, c * OUTPUTS + o));
    STORE(o, sum * SCALE);
}
