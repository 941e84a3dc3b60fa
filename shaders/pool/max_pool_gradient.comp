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
    const uint n = sample_of(e, IN_COUNT), inner = inner_of(e, IN_COUNT);
    const uint c = inner / (IN_H * IN_W), iy = inner / IN_W % IN_H, ix = inner % IN_W;
    const T value = READ(x, e);
    T sum = T(0);
    for (int tap = 0; tap < KERNEL_H * KERNEL_W; ++tap) {
        const int oy = output_row(iy, tap / KERNEL_W), ox = output_column(ix, tap % KERNEL_W);
        if (oy < 0 || ox < 0) continue;
        const uint o = at(n, (c * OUT_H + oy) * OUT_W + ox, OUT_COUNT);
        const T maximum = READ(y, o);
        T given = where_equal(value, maximum, READ(dy, o));
        for (int earlier = 0; earlier < tap; ++earlier) {
            const int y1 = input_row(oy, earlier / KERNEL_W), x1 = input_column(ox, earlier % KERNEL_W);
            if (uint(y1) >= IN_H || uint(x1) >= IN_W) continue;
            given -= where_equal(READ(x, at(n, (c * IN_H + y1) * IN_W + x1, IN_COUNT)), maximum, given);
        }
        sum += given;
    }
    STORE(e, sum);
}
