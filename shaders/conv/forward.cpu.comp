#version 460
#extension GL_GOOGLE_include_directive : require
// y[oc][oy][ox][n] = sum over (ic, ky, kx) of w[oc][ic][ky][kx] * x[ic][oy * stride + ky - pad][...][n], batch-last.
// A matrix product whose X rows are gathered: no im2col. Lanes lie along (oy, ox, n), registers along channels.
#include "include/tensor.glsl"
#include "include/conv_shape.glsl"
layout(local_size_x = LOCAL_SIZE) in;
#define OUTER GROUP_IN
#define INNER TAPS
#define A_ROW (GROUP_IN * TAPS)
#define A_OUTER TAPS
#define A_INNER 1
#include "include/tile_cpu.glsl"
#define EPILOGUE_BINDING 2
#include "epilogue"
#define POSITIONS (OUT_H * OUT_W * LINE)
#define ROW_TILES ((GROUP_OUT + ROWS - 1) / ROWS)

int iy0[COLUMNS], ix0[COLUMNS], start[COLUMNS];  // of tap (0, 0) of each position

int X_INDEX(int t, int outer, int inner) {
    const int dy = inner / KERNEL_W * DILATION_H, dx = inner % KERNEL_W * DILATION_W;
    const int index = start[t] + ((outer * IN_H + dy) * IN_W + dx) * LINE;
#if PADDED
    return uint(iy0[t] + dy) < IN_H && uint(ix0[t] + dx) < IN_W ? index : -1;
#else
    return index;
#endif
}

void main() {
    if (GROUP >= GROUPS) return;
    const int tile_row = int(GROUP % (GROUPED * ROW_TILES)), group = tile_row / ROW_TILES, row0 = tile_row % ROW_TILES * ROWS;
    const int p0 = int(GROUP / (GROUPED * ROW_TILES)) * COLUMNS * LANES + int(gl_SubgroupInvocationID);
    [[unroll]] for (int t = 0; t < COLUMNS; ++t) {
        const int p = min(p0 + t * LANES, POSITIONS - 1), q = p / LINE;
        iy0[t] = q / OUT_W * STRIDE_H - PAD_TOP;
        ix0[t] = q % OUT_W * STRIDE_W - PAD_LEFT;
        start[t] = ((group * GROUP_IN * IN_H + iy0[t]) * IN_W + ix0[t]) * LINE + p % LINE;
    }
    accumulate((group * GROUP_OUT + row0) * A_ROW);
    [[unroll]] for (int i = 0; i < ROWS; ++i) [[unroll]] for (int t = 0; t < COLUMNS; ++t) {
        const int p = p0 + t * LANES;
        if (row0 + i < GROUP_OUT && p < POSITIONS) STORE(uint((group * GROUP_OUT + row0 + i) * POSITIONS + p), tile[i][t]);
    }
}
