#version 460
#extension GL_GOOGLE_include_directive : require
// U[point][row][k] = G w G^T of the filter that leads from channel k to channel row, whose tap (ky, kx) lies at
// A_FIRST + row * A_ROW + k * A_OUTER + ky * A_LINE + kx * A_TAP.
#define BATCH_LAST 0
#include "include/tensor.glsl"
#include "include/winograd.glsl"
layout(local_size_x = LOCAL_SIZE) in;
SCALARS(0, w);
layout(set = 0, binding = 1) writeonly buffer Points { float points[]; };

void at_points(float w0, float w1, float w2, out float v[6]) {
    const float outer = (w0 + w2) / 3, half_point = (4 * w0 + w2) * (-4 / 15.0), two = (w0 + 4 * w2) / 15;
    v = float[6](w0, outer + w1 / 3, w1 / 3 - outer, half_point - w1 * (8 / 15.0), two - w1 * (2 / 15.0), w2);
}

void main() {
    const uint i = INVOCATION;
    if (i >= ROWS_M * K) return;
    const int start = A_FIRST + int(i / K) * A_ROW + int(i % K) * A_OUTER;
    float lines[6][3];
    [[unroll]] for (int kx = 0; kx < 3; ++kx) {
        float column[6];
        at_points(SCALAR(w, start + kx * A_TAP), SCALAR(w, start + A_LINE + kx * A_TAP), SCALAR(w, start + 2 * A_LINE + kx * A_TAP), column);
        [[unroll]] for (int ky = 0; ky < 6; ++ky) lines[ky][kx] = column[ky];
    }
    [[unroll]] for (int ky = 0; ky < 6; ++ky) {
        float line[6];
        at_points(lines[ky][0], lines[ky][1], lines[ky][2], line);
        [[unroll]] for (int kx = 0; kx < 6; ++kx) points[(ky * 6 + kx) * ROWS_M * K + i] = line[kx];
    }
}
