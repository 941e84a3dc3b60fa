#version 460
#extension GL_GOOGLE_include_directive : require
// Batch-last product of each sample's own matrices: Y[q][m][n][batch] = ALPHA * sum over k of A[q][m][k][batch] *
// B[q][k][n][batch], strides in vec4s. One invocation a tile of ROWS x COLUMNS for four samples; the last tiles repeat
// their last row or column and do not store it again.
#include "include/tensor.glsl"
#include "include/check_matmul.glsl"
#ifdef CHECK_DEFAULTS
#define A_K 16
#define B_K 16
#endif
layout(local_size_x = LOCAL_SIZE) in;
INPUT(0, a);
INPUT(1, b);
#define EPILOGUE_BINDING 2
#include "epilogue"
#define ROW_TILES ((ROWS_M + ROWS - 1) / ROWS)
#define COLUMN_TILES ((COLUMNS_N + COLUMNS - 1) / COLUMNS)

void main() {
    const uint i = INVOCATION;
    if (i >= OUTPUTS) return;
    const uint n4 = i % LINE, column0 = i / LINE % COLUMN_TILES * COLUMNS, row0 = i / (LINE * COLUMN_TILES) % ROW_TILES * ROWS;
    const uint q = i / (LINE * COLUMN_TILES * ROW_TILES);
    uint at_a[ROWS], at_b[COLUMNS];
    vec4 tile[ROWS][COLUMNS];
    [[unroll]] for (int r = 0; r < ROWS; ++r) at_a[r] = A_BATCH(q) + min(row0 + r, ROWS_M - 1) * A_M + n4;
    [[unroll]] for (int c = 0; c < COLUMNS; ++c) at_b[c] = B_BATCH(q) + min(column0 + c, COLUMNS_N - 1) * B_N + n4;
    [[unroll]] for (int r = 0; r < ROWS; ++r) [[unroll]] for (int c = 0; c < COLUMNS; ++c) tile[r][c] = vec4(0);
    for (uint k = 0; k < K; ++k) {
        vec4 left[ROWS], right[COLUMNS];
        [[unroll]] for (int r = 0; r < ROWS; ++r) left[r] = READ(a, at_a[r] + k * A_K);
        [[unroll]] for (int c = 0; c < COLUMNS; ++c) right[c] = READ(b, at_b[c] + k * B_K);
        [[unroll]] for (int r = 0; r < ROWS; ++r) [[unroll]] for (int c = 0; c < COLUMNS; ++c) tile[r][c] += left[r] * right[c];
    }
    [[unroll]] for (int r = 0; r < ROWS; ++r) [[unroll]] for (int c = 0; c < COLUMNS; ++c)
        if (row0 + r < ROWS_M && column0 + c < COLUMNS_N) STORE(((q * ROWS_M + row0 + r) * COLUMNS_N + column0 + c) * LINE + n4, ALPHA * tile[r][c]);
}
