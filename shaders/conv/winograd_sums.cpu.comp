#version 460
#extension GL_GOOGLE_include_directive : require
// Y[point][row][k] = sum over the positions of dy[point][row][position] * x[point][k][position]: the gradient of the weights,
// point by point; LINE and BATCH are those of a block. Lanes lie along k, registers along the rows. z: chunk of blocks.
#include "include/tensor.glsl"
#include "include/winograd.glsl"
#ifdef CHECK_DEFAULTS
#define ALL_BLOCKS 10
#endif
layout(local_size_x = LOCAL_SIZE) in;
#undef A_ROW
#define A_ROW BLOCK
#define A_STEP BLOCK_PITCH(ROWS_M)
#include "include/tile_dot_cpu.glsl"
#define EPILOGUE_BINDING 2
#include "epilogue"
#define ROW_TILES ((ROWS_M + ROWS - 1) / ROWS)
#define COLUMN_TILES ((K + COLUMNS * LANES - 1) / (COLUMNS * LANES))

int start[COLUMNS];

int X_START(int t, int step) { return start[t] + step * BLOCK_PITCH(K); }

void main() {
    if (GROUP >= GROUPS) return;
    const int row0 = int(GROUP % ROW_TILES) * ROWS, point = int(GROUP / (ROW_TILES * COLUMN_TILES));
    const int column0 = int(GROUP / ROW_TILES) % COLUMN_TILES * COLUMNS * LANES + int(gl_SubgroupInvocationID);
    [[unroll]] for (int t = 0; t < COLUMNS; ++t) start[t] = point * POINT_PITCH(K) + min(column0 + t * LANES, K - 1) * BLOCK;
    const int first = int(gl_WorkGroupID.z) * CHUNK;
    accumulate(point * POINT_PITCH(ROWS_M) + row0 * BLOCK, first, min(first + CHUNK, ALL_BLOCKS));
    [[unroll]] for (int i = 0; i < ROWS; ++i) [[unroll]] for (int t = 0; t < COLUMNS; ++t)
        if (row0 + i < ROWS_M && column0 + t * LANES < K) STORE(uint((point * ROWS_M + row0 + i) * K + column0 + t * LANES), tile[i][t]);
}
