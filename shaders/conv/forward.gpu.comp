#version 460
#extension GL_GOOGLE_include_directive : require
// Convolution as an implicit matrix product, row-major: rows are output channels, columns (n, oy, ox), k = (ic, ky, kx).
#define TEXEL 0
#define BATCH_LAST 0
#include "include/tensor.glsl"
#include "include/conv_shape.glsl"
#include "include/tile_gpu.glsl"
layout(local_size_x = 256) in;
SCALARS(0, x);
SCALARS(1, w);
#define EPILOGUE_BINDING 2
#include "epilogue"
#define FILTER (GROUP_IN * TAPS)
#define PLANE (OUT_H * OUT_W)
#define COLUMN_TILES ((BATCH * PLANE + TILE - 1) / TILE)
#define ROW_TILES ((GROUP_OUT + TILE - 1) / TILE)

uint group;
float load_a(uint m, uint k) { return m < GROUP_OUT ? w[(group * GROUP_OUT + m) * FILTER + k] : 0; }
float load_b(uint k, uint column) {
    const uint n = column / PLANE, q = column % PLANE;
    const int iy = int(q / OUT_W * STRIDE_H + k % TAPS / KERNEL_W * DILATION_H) - PAD_TOP;
    const int ix = int(q % OUT_W * STRIDE_W + k % KERNEL_W * DILATION_W) - PAD_LEFT;
    if (n >= BATCH || uint(iy) >= IN_H || uint(ix) >= IN_W) return 0;
    return x[((n * CHANNELS + group * GROUP_IN + k / TAPS) * IN_H + iy) * IN_W + ix];
}

void main() {
    if (GROUP >= GROUPS) return;
    const uint n0 = GROUP % COLUMN_TILES * TILE, m0 = GROUP / COLUMN_TILES % ROW_TILES * TILE;
    group = GROUP / (COLUMN_TILES * ROW_TILES);
    const uint first = gl_WorkGroupID.z * CHUNK;
    accumulate(m0, n0, first, min(first + CHUNK, FILTER));
    [[unroll]] for (uint i = 0; i < 4; ++i) [[unroll]] for (uint j = 0; j < 4; ++j) {
        const uint m = m0 + 16 * i + gl_LocalInvocationID.x / 16, column = n0 + 16 * j + gl_LocalInvocationID.x % 16;
        if (m < GROUP_OUT && column < BATCH * PLANE)
            STORE((column / PLANE * OUT_CHANNELS + group * GROUP_OUT + m) * PLANE + column % PLANE, tile[i][j]);
    }
}
