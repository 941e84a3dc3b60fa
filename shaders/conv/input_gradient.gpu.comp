#version 460
#extension GL_GOOGLE_include_directive : require
// Gradient of a convolution's input as an implicit matrix product: rows are input channels, columns (n, iy, ix),
// k = (oc, ky, kx).
#define TEXEL 0
#define BATCH_LAST 0
#include "include/tensor.glsl"
#include "include/conv_shape.glsl"
#include "include/tile_gpu.glsl"
layout(local_size_x = 256) in;
SCALARS(0, dy);
SCALARS(1, w);
#define EPILOGUE_BINDING 2
#include "epilogue"
#define FILTER (GROUP_OUT * TAPS)
#define PLANE (IN_H * IN_W)
#define COLUMN_TILES ((BATCH * PLANE + TILE - 1) / TILE)
#define ROW_TILES ((GROUP_IN + TILE - 1) / TILE)

uint group;
float load_a(uint m, uint k) {
    return m < GROUP_IN ? w[((group * GROUP_OUT + k / TAPS) * GROUP_IN + m) * TAPS + k % TAPS] : 0;
}
float load_b(uint k, uint column) {
    const uint n = column / PLANE, q = column % PLANE;
    const int y = int(q / IN_W + PAD_TOP) - int(k % TAPS / KERNEL_W * DILATION_H);
    const int x = int(q % IN_W + PAD_LEFT) - int(k % KERNEL_W * DILATION_W);
    if (n >= BATCH || y < 0 || x < 0 || y % STRIDE_H != 0 || x % STRIDE_W != 0) return 0;
    const int oy = y / STRIDE_H, ox = x / STRIDE_W;
    if (oy >= OUT_H || ox >= OUT_W) return 0;
    return dy[((n * OUT_CHANNELS + group * GROUP_OUT + k / TAPS) * OUT_H + oy) * OUT_W + ox];
}

void main() {
    if (GROUP >= GROUPS) return;
    const uint n0 = GROUP % COLUMN_TILES * TILE, m0 = GROUP / COLUMN_TILES % ROW_TILES * TILE;
    group = GROUP / (COLUMN_TILES * ROW_TILES);
    const uint first = gl_WorkGroupID.z * CHUNK;
    accumulate(m0, n0, first, min(first + CHUNK, FILTER));
    [[unroll]] for (uint i = 0; i < 4; ++i) [[unroll]] for (uint j = 0; j < 4; ++j) {
        const uint m = m0 + 16 * i + gl_LocalInvocationID.x / 16, column = n0 + 16 * j + gl_LocalInvocationID.x % 16;
        if (m < GROUP_IN && column < BATCH * PLANE)
            STORE((column / PLANE * CHANNELS + group * GROUP_IN + m) * PLANE + column % PLANE, tile[i][j]);
    }
}
