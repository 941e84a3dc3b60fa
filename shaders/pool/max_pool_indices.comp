#version 460
#extension GL_GOOGLE_include_directive : require
// Index, over all of x in logical order, of each window's first maximum. SWAPPED counts the last two axes the other way
// round. One invocation an output element T.
#include "include/tensor.glsl"
#include "include/pool_shape.glsl"
#ifdef CHECK_DEFAULTS
#define SWAPPED 0
#endif
layout(local_size_x = LOCAL_SIZE) in;
INPUT(0, x);
#if BATCH_LAST
#define INDEX ivec4
#define BOOL bvec4
#define GREATER(a, b) greaterThan(a, b)
#else
#define INDEX int
#define BOOL bool
#define GREATER(a, b) ((a) > (b))
#endif
layout(set = 0, binding = 1) writeonly buffer Indices { INDEX indices[]; };

void main() {
    const uint e = INVOCATION;
    if (e >= OUTPUTS) return;
    const uint n = sample_of(e, OUT_COUNT), inner = inner_of(e, OUT_COUNT), c = inner / OUT_VOLUME;
    const ivec3 o = output_position(inner);
    T best = T(uintBitsToFloat(0xff800000u));
    INDEX found = INDEX(-1);
    for (int tap = 0; tap < TAPS; ++tap) {
        const ivec3 i = input_of(o, tap);
        if (!inside(i)) continue;
        const uint here = input_index(c, i);
        const int counted = int(SWAPPED != 0 ? (c * IN_D + i.x) * IN_H * IN_W + i.z * IN_H + i.y : here);
#if BATCH_LAST
        const INDEX index = counted + ivec4(n * 4 + uvec4(0, 1, 2, 3)) * int(IN_COUNT);
#else
        const INDEX index = counted + int(n) * int(IN_COUNT);
#endif
        const T value = READ(x, at(n, here, IN_COUNT));
        const BOOL better = GREATER(value, best);
        found = mix(found, index, better);
        best = mix(best, value, better);
    }
    indices[e] = found;
}
