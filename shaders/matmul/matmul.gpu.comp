#version 460
#extension GL_GOOGLE_include_directive : require
// Y[b][m][n] = ALPHA * sum over k of A * B by 64 x 64 tiles, row-major output; z: (batch, chunk of k).
#define TEXEL 0
#define BATCH_LAST 0
#include "include/tensor.glsl"
#include "include/check_matmul.glsl"
#ifdef CHECK_DEFAULTS
#define A_K(k) (k)
#define B_K(k) ((k) * 120)
#endif
#include "include/tile_gpu.glsl"
layout(local_size_x = 256) in;
SCALARS(0, a);
SCALARS(1, b);
#define EPILOGUE_BINDING 2
#include "epilogue"
#define COLUMN_TILES ((COLUMNS_N + TILE - 1) / TILE)
#define ROW_TILES ((ROWS_M + TILE - 1) / TILE)

uint a_start, b_start;
float load_a(uint m, uint k) { return m < ROWS_M ? a[a_start + m * A_M + A_K(k)] : 0; }
float load_b(uint k, uint n) { return n < COLUMNS_N ? b[b_start + B_K(k) + n * B_N] : 0; }

void main() {
    if (GROUP >= GROUPS) return;
    const uint n0 = GROUP % COLUMN_TILES * TILE, m0 = GROUP / COLUMN_TILES % ROW_TILES * TILE;
    const uint batch = GROUP / (COLUMN_TILES * ROW_TILES), first = gl_WorkGroupID.z * CHUNK_K;
    a_start = A_BATCH(batch);
    b_start = B_BATCH(batch);
    accumulate(m0, n0, first, min(first + CHUNK_K, K));
    [[unroll]] for (uint i = 0; i < 4; ++i) [[unroll]] for (uint j = 0; j < 4; ++j) {
        const uint m = m0 + 16 * i + gl_LocalInvocationID.x / 16, n = n0 + 16 * j + gl_LocalInvocationID.x % 16;
        if (m < ROWS_M && n < COLUMNS_N) STORE((batch * ROWS_M + m) * COLUMNS_N + n, ALPHA * tile[i][j]);
    }
}
