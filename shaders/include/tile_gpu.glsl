// C[m][n] = sum over k of A(m, k) * B(k, n) for GPUs: a workgroup of 256 computes a 64 x 64 tile from slices of 16 k held
// in shared memory, 4 x 4 outputs an invocation. The kernel says load_a(m, k) and load_b(k, n), which return 0 outside.
// V. Volkov and J. Demmel, "Benchmarking GPUs to tune dense linear algebra", SC 2008.
#extension GL_EXT_control_flow_attributes : require
#define TILE 64
#define SLICE 16
shared float tile_a[SLICE][TILE + 1];   // + 1: columns fall into different banks
shared float tile_b[SLICE][TILE];
float tile[4][4];

float load_a(uint m, uint k);
float load_b(uint k, uint n);

/// Sums k in [first, end) into tile; tile[i][j] belongs to row m0 + 16 i + thread / 16, column n0 + 16 j + thread % 16.
void accumulate(uint m0, uint n0, uint first, uint end) {
    const uint thread = gl_LocalInvocationID.x, row = thread / 16, column = thread % 16;
    [[unroll]] for (int i = 0; i < 4; ++i) [[unroll]] for (int j = 0; j < 4; ++j) tile[i][j] = 0;
    for (uint k0 = first; k0 < end; k0 += SLICE) {
        [[unroll]] for (uint part = 0; part < 4; ++part) {
            const uint e = part * 256 + thread, ka = k0 + e % SLICE, kb = k0 + e / TILE;
            tile_a[e % SLICE][e / SLICE] = ka < end ? load_a(m0 + e / SLICE, ka) : 0;
            tile_b[e / TILE][e % TILE] = kb < end ? load_b(kb, n0 + e % TILE) : 0;
        }
        barrier();
        [[unroll]] for (uint k = 0; k < SLICE; ++k) {
            float am[4], bn[4];
            [[unroll]] for (int i = 0; i < 4; ++i) am[i] = tile_a[k][16 * i + row];
            [[unroll]] for (int j = 0; j < 4; ++j) bn[j] = tile_b[k][16 * j + column];
            [[unroll]] for (int i = 0; i < 4; ++i) [[unroll]] for (int j = 0; j < 4; ++j) tile[i][j] += am[i] * bn[j];
        }
        barrier();
    }
}
