#version 460
#extension GL_GOOGLE_include_directive : require
// C[m][n] = ALPHA * sum over steps and batch of A[step][m][batch] * B[step][n][batch], both batch-last: the weight
// gradient of a linear layer. Lanes lie along n. z: chunk of steps.
#include "include/tensor.glsl"
#include "include/check_matmul.glsl"
layout(local_size_x = LOCAL_SIZE) in;
#define A_ROW LINE
#define A_STEP (ROWS_M * LINE)
#include "include/tile_dot_cpu.glsl"
#define EPILOGUE_BINDING 2
#include "epilogue"
#define ROW_TILES ((ROWS_M + ROWS - 1) / ROWS)
#ifdef CHECK_DEFAULTS
#define CHUNK_STEPS 1
#endif

int column0;

int X_START(int t, int step) { return (step * COLUMNS_N + min(column0 + t * LANES, COLUMNS_N - 1)) * LINE; }

void main() {
    if (GROUP >= GROUPS) return;
    const int row0 = int(GROUP % ROW_TILES) * ROWS, first = int(gl_WorkGroupID.z) * CHUNK_STEPS;
    column0 = int(GROUP / ROW_TILES) * COLUMNS * LANES + int(gl_SubgroupInvocationID);
    accumulate(row0 * LINE, first, min(first + CHUNK_STEPS, STEPS));
    [[unroll]] for (int i = 0; i < ROWS; ++i) [[unroll]] for (int t = 0; t < COLUMNS; ++t) {
        const int column = column0 + t * LANES;
        if (row0 + i < ROWS_M && column < COLUMNS_N) STORE(uint((row0 + i) * COLUMNS_N + column), ALPHA * tile[i][t]);
    }
}
