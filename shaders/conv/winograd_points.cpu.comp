#version 460
#extension GL_GOOGLE_include_directive : require
// The points of x[channel][y][x][n], batch-last: B^T x B of the 6 x 6 PLACES under each tile; or, for the gradient of the
// weights, A dy A^T of its 4 x 4. What lies outside the plane is 0; so are, MASKED, samples that pad the batch.
#include "include/tensor.glsl"
#include "include/winograd.glsl"
#include "include/padding.glsl"
layout(local_size_x = LOCAL_SIZE) in;
INPUT(0, x);
layout(set = 0, binding = 1) writeonly buffer Points { T points[]; };

void at_points(inout vec4 v[6]) {
#if PLACES == 6
    const vec4 a = v[3] - v[1], b = v[4] - v[2], c = v[4] + 0.5 * (v[2] + v[3]);
    v = vec4[6](v[0] + 1.5 * a + v[4] - 2 * v[2], c + 2 * v[3] - v[1], c - 3 * v[2] + v[1], b + 2 * a, b - 0.5 * a, v[5] + v[1] + 1.5 * b - 2 * v[3]);
#else
    const vec4 even = v[0] + v[2], odd = v[1] + v[3];
    v = vec4[6](v[0], even + odd, even - odd, v[0] + 0.5 * v[1] + 0.25 * v[2] + 0.125 * v[3], v[0] - 2 * v[1] + 4 * v[2] - 8 * v[3], v[3]);
#endif
}

void main() {
    const uint i = INVOCATION;
    if (i >= BLOCKS * CHANNELS * BLOCK) return;
    const uint block = i / (CHANNELS * BLOCK), position = block * BLOCK + i % BLOCK, n4 = position % LINE;
    const int tile = int(position / LINE), top = tile / TILES_W * 4 - PAD_TOP, left = tile % TILES_W * 4 - PAD_LEFT;
    const int start = ((int(i / BLOCK % CHANNELS) * PLANE_H + top) * PLANE_W + left) * LINE + int(n4);
    const uint at = block * BLOCK_PITCH(CHANNELS) + i % (CHANNELS * BLOCK);
    vec4 lines[6][PLACES];
    [[unroll]] for (int kx = 0; kx < PLACES; ++kx) {
        vec4 column[6];
        [[unroll]] for (int ky = 0; ky < PLACES; ++ky) {
            column[ky] = READ(x, tile < TILES && uint(top + ky) < PLANE_H && uint(left + kx) < PLANE_W ? start + (ky * PLANE_W + kx) * LINE : -1);
#if MASKED
            column[ky] = real_samples(column[ky], int(n4), 0);
#endif
        }
        at_points(column);
        [[unroll]] for (int ky = 0; ky < 6; ++ky) lines[ky][kx] = column[ky];
    }
    [[unroll]] for (int ky = 0; ky < 6; ++ky) {
        vec4 line[6];
        [[unroll]] for (int kx = 0; kx < PLACES; ++kx) line[kx] = lines[ky][kx];
        at_points(line);
        [[unroll]] for (int kx = 0; kx < 6; ++kx) points[(ky * 6 + kx) * POINT_PITCH(CHANNELS) + at] = line[kx];
    }
}
