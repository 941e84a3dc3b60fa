#version 460
#extension GL_GOOGLE_include_directive : require
// Batch-last product of samples with an unbatched matrix: Y[q][n][batch] = ALPHA * sum over k of B[k][n] * A[q][k][batch],
// q being all rows of A. Lanes lie along (q, batch), registers along n. Y = X W^T of a linear layer and its input gradient.
#include "include/tensor.glsl"
#include "include/check_matmul.glsl"
#ifdef CHECK_DEFAULTS
#define B_K 120
#endif
layout(local_size_x = LOCAL_SIZE) in;
// Steps of four where they divide K: a longer last step would read past the matrix, where anything may be.
#if K % 4 == 0
#define OUTER (K / 4)
#define INNER 4
#else
#define OUTER K
#define INNER 1
#endif
#define A_ROW B_N
#define A_OUTER (INNER * B_K)
#define A_INNER B_K
#include "include/tile_cpu.glsl"
#define EPILOGUE_BINDING 2
#include "epilogue"
#define POSITIONS (ROWS_A * LINE)
#define ROW_TILES ((COLUMNS_N + ROWS - 1) / ROWS)

int start[COLUMNS];

int X_INDEX(int t, int outer, int inner) { return start[t] + (outer * INNER + inner) * LINE; }

void main() {
    if (GROUP >= GROUPS) return;
    const int row0 = int(GROUP % ROW_TILES) * ROWS;
    const int p0 = int(GROUP / ROW_TILES) * COLUMNS * LANES + int(gl_SubgroupInvocationID);
    [[unroll]] for (int t = 0; t < COLUMNS; ++t) {
        const int p = min(p0 + t * LANES, POSITIONS - 1);
        start[t] = p / LINE * K * LINE + p % LINE;
    }
    accumulate(row0 * B_N);
    [[unroll]] for (int i = 0; i < ROWS; ++i) [[unroll]] for (int t = 0; t < COLUMNS; ++t) {
        const int p = p0 + t * LANES;
        if (row0 + i < COLUMNS_N && p < POSITIONS) STORE(uint((p / LINE * COLUMNS_N + row0 + i) * LINE + p % LINE), ALPHA * tile[i][t]);
    }
}
