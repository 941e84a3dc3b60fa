#version 460
#extension GL_GOOGLE_include_directive : require
// dw[row][k][ky][kx] of the chunks' sums Y[chunk][point][row][k]: G^T Y G.
#define BATCH_LAST 0
#include "include/tensor.glsl"
#include "include/winograd.glsl"
layout(local_size_x = LOCAL_SIZE) in;
SCALARS(0, sums);
#define EPILOGUE_BINDING 1
#include "epilogue"

void at_taps(float v[6], out float w[3]) {
    const float odd = (v[1] - v[2]) / 3;
    w = float[3](v[0] + odd - v[3] * (16 / 15.0) + v[4] / 15, (v[1] + v[2]) / 3 - v[3] * (8 / 15.0) - v[4] * (2 / 15.0), odd + (v[4] - v[3]) * (4 / 15.0) + v[5]);
}

void main() {
    const uint i = INVOCATION;
    if (i >= ROWS_M * K) return;
    float lines[3][6];
    for (int kx = 0; kx < 6; ++kx) {
        float column[6], w[3];
        [[unroll]] for (int ky = 0; ky < 6; ++ky) {
            column[ky] = 0;
            for (int chunk = 0; chunk < CHUNKS; ++chunk) column[ky] += SCALAR(sums, ((chunk * POINTS + ky * 6 + kx) * ROWS_M * K) + i);
        }
        at_taps(column, w);
        [[unroll]] for (int ky = 0; ky < 3; ++ky) lines[ky][kx] = w[ky];
    }
    [[unroll]] for (int ky = 0; ky < 3; ++ky) {
        float w[3];
        at_taps(lines[ky], w);
        [[unroll]] for (int kx = 0; kx < 3; ++kx) STORE(i * 9 + ky * 3 + kx, w[kx]);
    }
}
