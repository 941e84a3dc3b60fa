#version 460
#extension GL_GOOGLE_include_directive : require
// dx[ic][iy][ix][n] = sum over (oc, ky, kx) of w[oc][ic][ky][kx] * dy[oc][oy][ox][n] where oy * stride = iy + pad - ky.
// The tile of the forward pass with other index functions; a tap that meets no output reads 0.
#include "include/tensor.glsl"
#include "include/conv_shape.glsl"
layout(local_size_x = LOCAL_SIZE) in;
#define OUTER GROUP_OUT
#define INNER TAPS
#define A_ROW TAPS
#define A_OUTER (GROUP_IN * TAPS)
#define A_INNER 1
#include "include/tile_cpu.glsl"
#define EPILOGUE_BINDING 2
#include "epilogue"
#define POSITIONS (IN_H * IN_W * LINE)
#define ROW_TILES ((GROUP_IN + ROWS - 1) / ROWS)

int iy[COLUMNS], ix[COLUMNS], start[COLUMNS];  // padded position, and where its group and samples begin in dy

int X_INDEX(int t, int outer, int inner) {
    const int y = iy[t] - inner / KERNEL_W * DILATION_H, x = ix[t] - inner % KERNEL_W * DILATION_W;
    const int oy = y / STRIDE_H, ox = x / STRIDE_W;
    bool inside = uint(oy) < OUT_H && uint(ox) < OUT_W;
#if STRIDE_H != 1 || STRIDE_W != 1
    inside = inside && y >= 0 && x >= 0 && oy * STRIDE_H == y && ox * STRIDE_W == x;
#endif
    return inside ? start[t] + ((outer * OUT_H + oy) * OUT_W + ox) * LINE : -1;
}

void main() {
    if (GROUP >= GROUPS) return;
    const int tile_row = int(GROUP % (GROUPED * ROW_TILES)), group = tile_row / ROW_TILES, row0 = tile_row % ROW_TILES * ROWS;
    const int p0 = int(GROUP / (GROUPED * ROW_TILES)) * COLUMNS * LANES + int(gl_SubgroupInvocationID);
    [[unroll]] for (int t = 0; t < COLUMNS; ++t) {
        const int p = min(p0 + t * LANES, POSITIONS - 1), q = p / LINE;
        iy[t] = q / IN_W + PAD_TOP;
        ix[t] = q % IN_W + PAD_LEFT;
        start[t] = group * GROUP_OUT * OUT_H * OUT_W * LINE + p % LINE;
    }
    accumulate((group * GROUP_OUT * GROUP_IN + row0) * TAPS);
    [[unroll]] for (int i = 0; i < ROWS; ++i) [[unroll]] for (int t = 0; t < COLUMNS; ++t) {
        const int p = p0 + t * LANES;
        if (row0 + i < GROUP_IN && p < POSITIONS) STORE(uint((group * GROUP_IN + row0 + i) * POSITIONS + p), tile[i][t]);
    }
}
