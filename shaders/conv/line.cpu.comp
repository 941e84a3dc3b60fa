#version 460
#extension GL_GOOGLE_include_directive : require
// Convolution and its gradient of x where the batch fills the lanes, batch-last: the lanes lie along n, so that COLUMNS
// neighbours on a line of the result share what they read of a line of x; registers hold ROWS channels of them.
//   y[oc][oy][ox][n] = sum over (ic, ky, kx) of w * x[ic][oy * stride + ky * dilation - pad][ox * stride + kx - pad][n]
// The gradient of x is the same sum over dy with the channels exchanged, the kernel turned round, and only those of its taps
// that lead to the places OFFSET, OFFSET + SPACING, ...: its stride puts others elsewhere. OUT_H and OUT_W count such places
// of a plane of PLANE_H x PLANE_W. Weight of channels (row, outer) and tap: A_FIRST + ... in floats.
#extension GL_KHR_shader_subgroup_basic : require
#extension GL_KHR_shader_subgroup_shuffle : require
#include "include/tensor.glsl"
#include "include/conv_shape.glsl"
#ifdef CHECK_DEFAULTS
#define A_FIRST 0
#define A_GROUP 2400
#define A_ROW 150
#define A_OUTER 25
#define A_LINE 5
#define A_TAP 1
#define PLANE_H 10
#define PLANE_W 10
#define OFFSET_H 0
#define OFFSET_W 0
#define SPACING_H 1
#define SPACING_W 1
#endif
layout(local_size_x = LOCAL_SIZE) in;
layout(set = 0, binding = 0, rgba32f) uniform readonly imageBuffer x;
layout(set = 0, binding = 1, r32f) uniform readonly imageBuffer a;
#define EPILOGUE_BINDING 2
#include "epilogue"
#define LANES SUBGROUP_SIZE
#define LANE int(gl_SubgroupInvocationID)
#define ROW_TILES ((GROUP_OUT + ROWS - 1) / ROWS)
#define LINE_TILES ((OUT_W + COLUMNS - 1) / COLUMNS)
#define BATCH_TILES ((LINE + LANES - 1) / LANES)
#define SPAN ((COLUMNS - 1) * STRIDE_W + KERNEL_W)
#define A_LOADS ((KERNEL_W * ROWS + LANES - 1) / LANES)

vec4 tile[ROWS][COLUMNS];

// Adds what one line of the kernel makes of one channel; tap 0 of neighbour 0 lies at column `ix`, element `start`.
void add_line(int a_start, int start, int ix, bool inside) {
    vec4 xs[SPAN];
    [[unroll]] for (int k = 0; k < SPAN; ++k)
#if PADDED
        xs[k] = imageLoad(x, inside && uint(ix + k) < IN_W ? start + k * LINE : -1);
#else
        xs[k] = imageLoad(x, start + k * LINE);
#endif
    float as[A_LOADS];
    [[unroll]] for (int l = 0; l < A_LOADS; ++l) {
        const int f = l * LANES + LANE;
        as[l] = imageLoad(a, a_start + f % ROWS * A_ROW + f / ROWS * A_TAP).x;
    }
    [[unroll]] for (int i = 0; i < ROWS; ++i) [[unroll]] for (int kx = 0; kx < KERNEL_W; ++kx) {
        const float s = subgroupShuffle(as[(kx * ROWS + i) / LANES], uint((kx * ROWS + i) % LANES));
        [[unroll]] for (int t = 0; t < COLUMNS; ++t) tile[i][t] += s * xs[t * STRIDE_W + kx];
    }
}

void main() {
    if (GROUP >= GROUPS) return;
    int rest = int(GROUP);
    const int group = rest % (GROUPED * ROW_TILES) / ROW_TILES, row0 = rest % ROW_TILES * ROWS;
    rest /= GROUPED * ROW_TILES;
    const int n = rest % BATCH_TILES * LANES + LANE;
    rest /= BATCH_TILES;
    const int ox = rest % LINE_TILES * COLUMNS, oy = rest / LINE_TILES;
    const int iy = oy * STRIDE_H - PAD_TOP, ix = ox * STRIDE_W - PAD_LEFT;
    [[unroll]] for (int i = 0; i < ROWS; ++i) [[unroll]] for (int t = 0; t < COLUMNS; ++t) tile[i][t] = vec4(0);
    int start = ((group * GROUP_IN * IN_H + iy) * IN_W + ix) * LINE + n;
    int a_start = A_FIRST + group * A_GROUP + row0 * A_ROW;
    for (int outer = 0; outer < GROUP_IN; ++outer) {
#if KERNEL_H * KERNEL_W * ROWS * COLUMNS <= 1000
        [[unroll]]
#endif
        for (int ky = 0; ky < KERNEL_H; ++ky)
            add_line(a_start + ky * A_LINE, start + ky * DILATION_H * IN_W * LINE, ix, uint(iy + ky * DILATION_H) < IN_H);
        start += IN_H * IN_W * LINE;
        a_start += A_OUTER;
    }
    [[unroll]] for (int i = 0; i < ROWS; ++i) [[unroll]] for (int t = 0; t < COLUMNS; ++t)
        if (row0 + i < GROUP_OUT && ox + t < OUT_W && n < LINE) {
            const int line = (group * GROUP_OUT + row0 + i) * PLANE_H + oy * SPACING_H + OFFSET_H;
            STORE(uint((line * PLANE_W + (ox + t) * SPACING_W + OFFSET_W) * LINE + n), tile[i][t]);
        }
}
