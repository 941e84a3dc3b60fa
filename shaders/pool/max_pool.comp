#version 460
#extension GL_GOOGLE_include_directive : require
// Maximum of each window; padding counts as minus infinity. One invocation an output element T.
#include "include/tensor.glsl"
#include "include/pool_shape.glsl"
layout(local_size_x = LOCAL_SIZE) in;
INPUT(0, x);
#define EPILOGUE_BINDING 1
#include "epilogue"

void main() {
    const uint e = INVOCATION;
    if (e >= OUTPUTS) return;
    const uint n = sample_of(e, OUT_COUNT), inner = inner_of(e, OUT_COUNT);
    const ivec3 o = output_position(inner);
    T best = T(uintBitsToFloat(0xff800000u));
    UNROLL for (int tap = 0; tap < TAPS; ++tap) {
        const ivec3 i = input_of(o, tap);
        if (inside(i)) best = max(best, READ(x, at(n, input_index(inner / OUT_VOLUME, i), IN_COUNT)));
    }
    STORE(e, best);
}
