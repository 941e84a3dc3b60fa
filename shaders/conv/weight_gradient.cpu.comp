#version 460
#extension GL_GOOGLE_include_directive : require
// dw[oc][ic][ky][kx] = sum over (oy, ox, n) of dy[oc][oy][ox][n] * x[ic][oy * stride + ky - pad][...][n], batch-last.
// Lanes lie along (ic, ky, kx), registers along oc. z: chunk of output positions.
#include "include/tensor.glsl"
#include "include/conv_shape.glsl"
layout(local_size_x = LOCAL_SIZE) in;
#define A_ROW (OUT_H * OUT_W * LINE)
#define A_STEP LINE
#include "include/tile_dot_cpu.glsl"
#define EPILOGUE_BINDING 2
#include "epilogue"
#define FILTER (GROUP_IN * TAPS)
#define ROW_TILES ((GROUP_OUT + ROWS - 1) / ROWS)

int dy[COLUMNS], dx[COLUMNS], channel[COLUMNS];

int X_START(int t, int step) {
    const int iy = step / OUT_W * STRIDE_H + dy[t], ix = step % OUT_W * STRIDE_W + dx[t];
    const int index = ((channel[t] * IN_H + iy) * IN_W + ix) * LINE;
#if PADDED
    return uint(iy) < IN_H && uint(ix) < IN_W ? index : -1;
#else
    return index;
#endif
}

void main() {
    if (GROUP >= GROUPS) return;
    const int tile_row = int(GROUP % (GROUPED * ROW_TILES)), group = tile_row / ROW_TILES, row0 = tile_row % ROW_TILES * ROWS;
    const int column0 = int(GROUP / (GROUPED * ROW_TILES)) * COLUMNS * LANES + int(gl_SubgroupInvocationID);
    [[unroll]] for (int t = 0; t < COLUMNS; ++t) {
        const int column = min(column0 + t * LANES, FILTER - 1);
        dy[t] = column % TAPS / KERNEL_W * DILATION_H - PAD_TOP;
        dx[t] = column % KERNEL_W * DILATION_W - PAD_LEFT;
        channel[t] = group * GROUP_IN + column / TAPS;
    }
    const int first = int(gl_WorkGroupID.z) * CHUNK;
    accumulate((group * GROUP_OUT + row0) * A_ROW, first, min(first + CHUNK, OUT_H * OUT_W));
    [[unroll]] for (int i = 0; i < ROWS; ++i) [[unroll]] for (int t = 0; t < COLUMNS; ++t) {
        const int column = column0 + t * LANES;
        if (row0 + i < GROUP_OUT && column < FILTER) STORE(uint((group * GROUP_OUT + row0 + i) * FILTER + column), tile[i][t]);
    }
}
