#version 460
#extension GL_GOOGLE_include_directive : require
// Mean of each window; COUNT_PAD says whether padding counts as zeros. One invocation an output element T.
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
    T sum = T(0);
    float members = 0;
    UNROLL for (int tap = 0; tap < TAPS; ++tap) {
        const ivec3 i = input_of(o, tap);
        if (inside(i)) sum += READ(x, at(n, input_index(inner / OUT_VOLUME, i), IN_COUNT));
        if (COUNT_PAD != 0 ? inside_padded(i) : inside(i)) members += 1;
    }
    STORE(e, sum / members);
}
