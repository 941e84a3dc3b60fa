// Register tile of Y[row][position] = sum over k of A[row][k] * X[k][position] for CPU-type devices: one subgroup holds
// ROWS rows x (COLUMNS * LANES) positions of vec4. k = (outer, inner), inner unrolled by four: of all orders measured on
// lavapipe, four rows of X in registers and then all rows of A was the fastest. A is read with lanes along (inner, row)
// and given to all lanes by subgroupShuffle with a constant lane, which is one instruction there.
// The kernel says OUTER, INNER, strides A_ROW, A_OUTER, A_INNER (floats), and int X_INDEX(t, outer, inner): -1 reads 0.
#extension GL_KHR_shader_subgroup_basic : require
#extension GL_KHR_shader_subgroup_shuffle : require
#define LANES SUBGROUP_SIZE
#define A_LOADS ((4 * ROWS + LANES - 1) / LANES)

layout(set = 0, binding = 0, rgba32f) uniform readonly imageBuffer x;
layout(set = 0, binding = 1, r32f) uniform readonly imageBuffer a;
vec4 tile[ROWS][COLUMNS];

int X_INDEX(int t, int outer, int inner);

void accumulate(int a_start) {
    int a_base[A_LOADS];
    [[unroll]] for (int l = 0; l < A_LOADS; ++l) {
        const int f = l * LANES + int(gl_SubgroupInvocationID);
        a_base[l] = a_start + f % ROWS * A_ROW + f / ROWS * A_INNER;
    }
    [[unroll]] for (int i = 0; i < ROWS; ++i) [[unroll]] for (int t = 0; t < COLUMNS; ++t) tile[i][t] = vec4(0);
    for (int outer = 0; outer < OUTER; ++outer)
        [[unroll]] for (int first = 0; first < INNER; first += 4) {
            const int count = min(4, INNER - first);
            vec4 xk[4][COLUMNS];
            float ak[A_LOADS];
            [[unroll]] for (int j = 0; j < count; ++j)
                [[unroll]] for (int t = 0; t < COLUMNS; ++t) xk[j][t] = imageLoad(x, X_INDEX(t, outer, first + j));
            [[unroll]] for (int l = 0; l * LANES < count * ROWS; ++l)
                ak[l] = imageLoad(a, a_base[l] + outer * A_OUTER + first * A_INNER).x;
            [[unroll]] for (int i = 0; i < ROWS; ++i)
                [[unroll]] for (int j = 0; j < count; ++j) {
                    const float s = subgroupShuffle(ak[(j * ROWS + i) / LANES], uint((j * ROWS + i) % LANES));
                    [[unroll]] for (int t = 0; t < COLUMNS; ++t) tile[i][t] += s * xk[j][t];
                }
        }
}
