#version 460
#extension GL_GOOGLE_include_directive : require
// Gradient of a convolution's weights as an implicit matrix product: rows are output channels, columns (ic, ky, kx),
// k = (n, oy, ox), cut into chunks (z) whose partial sums a second pass adds up in a fixed order.
#define TEXEL 0
#define BATCH_LAST 0
#include "include/tensor.glsl"
#include "include/conv_shape.glsl"
#include "include/tile_gpu.glsl"
layout(local_size_x = 256) in;
SCALARS(0, dy);
SCALARS(1, x);
#define EPILOGUE_BINDING 2
#include "epilogue"
#define FILTER (GROUP_IN * TAPS)
#define PLANE (OUT_H * OUT_W)
#define COLUMN_TILES ((FILTER + TILE - 1) / TILE)
#define ROW_TILES ((GROUP_OUT + TILE - 1) / TILE)

uint group;
float load_a(uint m, uint k) {
    return m < GROUP_OUT ? dy[(k / PLANE * OUT_CHANNELS + group * GROUP_OUT + m) * PLANE + k % PLANE] : 0;
}
float load_b(uint k, uint column) {
    const uint q = k % PLANE;
    const int iy = int(q / OUT_W * STRIDE_H + column % TAPS / KERNEL_W * DILATION_H) - PAD_TOP;
    const int ix = int(q % OUT_W * STRIDE_W + column % KERNEL_W * DILATION_W) - PAD_LEFT;
    if (column >= FILTER || uint(iy) >= IN_H || uint(ix) >= IN_W) return 0;
    return x[((k / PLANE * CHANNELS + group * GROUP_IN + column / TAPS) * IN_H + iy) * IN_W + ix];
}

void main() {
    if (GROUP >= GROUPS) return;
    const uint n0 = GROUP % COLUMN_TILES * TILE, m0 = GROUP / COLUMN_TILES % ROW_TILES * TILE;
    group = GROUP / (COLUMN_TILES * ROW_TILES);
    const uint first = gl_WorkGroupID.z * CHUNK;
    accumulate(m0, n0, first, min(first + CHUNK, uint(BATCH * PLANE)));
    [[unroll]] for (uint i = 0; i < 4; ++i) [[unroll]] for (uint j = 0; j < 4; ++j) {
        const uint m = m0 + 16 * i + gl_LocalInvocationID.x / 16, column = n0 + 16 * j + gl_LocalInvocationID.x % 16;
        if (m < GROUP_OUT && column < FILTER) STORE((group * GROUP_OUT + m) * FILTER + column, tile[i][j]);
    }
}
