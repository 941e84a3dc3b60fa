#version 460
#extension GL_GOOGLE_include_directive : require
// y[channel][y][x][n], batch-last, of the products at the points: A^T Y A, the 4 x 4 places of each tile.
#include "include/tensor.glsl"
#include "include/winograd.glsl"
layout(local_size_x = LOCAL_SIZE) in;
INPUT(0, products);
#define EPILOGUE_BINDING 1
#include "epilogue"

void at_places(vec4 v[6], out vec4 y[4]) {
    const vec4 even = v[1] + v[2], odd = v[1] - v[2];
    y = vec4[4](v[0] + even + v[3] + v[4], odd + 0.5 * v[3] - 2 * v[4], even + 0.25 * v[3] + 4 * v[4], odd + 0.125 * v[3] - 8 * v[4] + v[5]);
}

void main() {
    const uint i = INVOCATION;
    const uint block = i / (CHANNELS * BLOCK), position = block * BLOCK + i % BLOCK;
    if (block >= BLOCKS || position >= POSITIONS) return;
    const int tile = int(position / LINE), top = tile / TILES_W * 4, left = tile % TILES_W * 4;
    const int start = ((int(i / BLOCK % CHANNELS) * PLANE_H + top) * PLANE_W + left) * LINE + int(position % LINE);
    const uint at = block * BLOCK_PITCH(CHANNELS) + i % (CHANNELS * BLOCK);
    vec4 lines[4][6];
    [[unroll]] for (int kx = 0; kx < 6; ++kx) {
        vec4 column[6], y[4];
        [[unroll]] for (int ky = 0; ky < 6; ++ky) column[ky] = READ(products, (ky * 6 + kx) * POINT_PITCH(CHANNELS) + at);
        at_places(column, y);
        [[unroll]] for (int ky = 0; ky < 4; ++ky) lines[ky][kx] = y[ky];
    }
    [[unroll]] for (int ky = 0; ky < 4; ++ky) {
        vec4 y[4];
        at_places(lines[ky], y);
        [[unroll]] for (int kx = 0; kx < 4; ++kx)
            if (top + ky < PLANE_H && left + kx < PLANE_W) STORE(uint(start + (ky * PLANE_W + kx) * LINE), y[kx]);
    }
}
