#version 460
#extension GL_GOOGLE_include_directive : require
// Gradient of max pooling, overlapping windows: one invocation an element T of dx asks every window that holds it
// whether it is that window's first maximum in row-major order. No atomics.
#include "include/tensor.glsl"
#include "include/pool_shape.glsl"
layout(local_size_x = LOCAL_SIZE) in;
INPUT(0, x);
INPUT(1, y);
INPUT(2, dy);
#define EPILOGUE_BINDING 3
#include "epilogue"

void main() {
    const uint e = INVOCATION;
    if (e >= OUTPUTS) return;
    const uint n = sample_of(e, IN_COUNT), inner = inner_of(e, IN_COUNT), c = inner / IN_VOLUME;
    const ivec3 i = input_position(inner);
    const T value = READ(x, e);
    T sum = T(0);
    UNROLL for (int tap = 0; tap < TAPS; ++tap) {
        ivec3 o;
        if (!output_of(i, tap, o)) continue;
        const uint from = at(n, output_index(c, o), OUT_COUNT);
        const T maximum = READ(y, from);
        T given = where_equal(value, maximum, READ(dy, from));
        for (int earlier = 0; earlier < tap; ++earlier) {
            const ivec3 before = input_of(o, earlier);
            if (inside(before)) given -= where_equal(READ(x, at(n, input_index(c, before), IN_COUNT)), maximum, given);
        }
        sum += given;
    }
    STORE(e, sum);
}
