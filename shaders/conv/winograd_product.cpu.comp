#version 460
#extension GL_GOOGLE_include_directive : require
// Y[point][row][position] = sum over k of U[point][row][k] * x[point][k][position]: a matrix product for each point. Lanes lie
// along the positions, registers along the rows.
#include "include/tensor.glsl"
#include "include/winograd.glsl"
layout(local_size_x = LOCAL_SIZE) in;
// Steps of four where they divide K: a longer last step would read the next matrix.
#if K % 4 == 0
#define INNER 4
#else
#define INNER 1
#endif
#define OUTER (K / INNER)
#undef A_ROW
#undef A_OUTER
#define A_ROW K
#define A_OUTER INNER
#define A_INNER 1
#include "include/tile_cpu.glsl"
layout(set = 0, binding = 2) writeonly buffer Products { vec4 products[]; };
#define ROW_TILES ((ROWS_M + ROWS - 1) / ROWS)

int start[COLUMNS];

int X_INDEX(int t, int outer, int inner) { return start[t] + (outer * INNER + inner) * BLOCK; }

void main() {
    if (GROUP >= GROUPS) return;
    const int row0 = int(GROUP % ROW_TILES) * ROWS, point = int(GROUP / ROW_TILES) % POINTS, block = int(GROUP / (ROW_TILES * POINTS));
    const int lane = int(gl_SubgroupInvocationID), to = block * BLOCK_PITCH(ROWS_M) + point * POINT_PITCH(ROWS_M) + row0 * BLOCK + lane;
    [[unroll]] for (int t = 0; t < COLUMNS; ++t) start[t] = block * BLOCK_PITCH(K) + point * POINT_PITCH(K) + t * LANES + lane;
    accumulate((point * ROWS_M + row0) * K);
    [[unroll]] for (int i = 0; i < ROWS; ++i) [[unroll]] for (int t = 0; t < COLUMNS; ++t)
#if ROWS_M % ROWS
        if (row0 + i < ROWS_M)
#endif
            products[to + i * BLOCK + t * LANES] = tile[i][t];
}
