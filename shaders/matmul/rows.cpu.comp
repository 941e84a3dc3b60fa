#version 460
#extension GL_GOOGLE_include_directive : require
// Row-major product whose columns come in fours: Y[batch][m][n] = ALPHA * sum over k of A[m][k] * B[k][n]. Lanes lie along
// n, registers along m; A may lie any way.
#define BATCH_LAST 0
#include "include/tensor.glsl"
#include "include/check_matmul.glsl"
layout(local_size_x = LOCAL_SIZE) in;
// Steps of four where they divide K: a longer last step would read past the matrix, where anything may be.
#if K % 4 == 0
#define OUTER (K / 4)
#define INNER 4
#else
#define OUTER K
#define INNER 1
#endif
#ifdef CHECK_DEFAULTS
#define A_K 1
#define B_K 120
#endif
#define A_ROW A_M
#define A_OUTER (INNER * A_K)
#define A_INNER A_K
#include "include/tile_cpu.glsl"
#define EPILOGUE_BINDING 2
#include "epilogue"
#define POSITIONS (COLUMNS_N / 4)
#define ROW_TILES ((ROWS_M + ROWS - 1) / ROWS)
#define POSITION_TILES ((POSITIONS + COLUMNS * LANES - 1) / (COLUMNS * LANES))

int start[COLUMNS];

int X_INDEX(int t, int outer, int inner) { return start[t] + (outer * INNER + inner) * (B_K / 4); }

void main() {
    if (GROUP >= GROUPS) return;
    const int row0 = int(GROUP % ROW_TILES) * ROWS, batch = int(GROUP / (ROW_TILES * POSITION_TILES));
    const int p0 = int(GROUP / ROW_TILES % POSITION_TILES) * COLUMNS * LANES + int(gl_SubgroupInvocationID);
    [[unroll]] for (int t = 0; t < COLUMNS; ++t) start[t] = int(B_BATCH(uint(batch))) / 4 + min(p0 + t * LANES, POSITIONS - 1);
    accumulate(int(A_BATCH(uint(batch))) + row0 * A_M);
    [[unroll]] for (int i = 0; i < ROWS; ++i) [[unroll]] for (int t = 0; t < COLUMNS; ++t) {
        const int p = p0 + t * LANES;
        if (row0 + i >= ROWS_M || p >= POSITIONS) continue;
        const uint at = uint((batch * ROWS_M + row0 + i) * COLUMNS_N + 4 * p);
        [[unroll]] for (uint c = 0; c < 4; ++c) STORE(at + c, ALPHA * tile[i][t][c]);
    }
}
