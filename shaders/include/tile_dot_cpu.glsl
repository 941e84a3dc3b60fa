// Register tile of C[row][column] = sum over samples and steps of A[row][step][n] * X[column][step][n] for CPU-type
// devices: weight gradients. Lanes lie along columns, so nothing has to be summed across lanes; A is read with lanes
// along rows and given to all lanes by subgroupShuffle with a constant lane. Padding of the batch is masked.
// The kernel says A_ROW and A_STEP (in vec4) and int X_START(t, step): -1 reads 0.
#extension GL_KHR_shader_subgroup_basic : require
#extension GL_KHR_shader_subgroup_shuffle : require
#include "include/padding.glsl"
#define LANES SUBGROUP_SIZE
#define A_LOADS ((ROWS + LANES - 1) / LANES)

layout(set = 0, binding = 0, rgba32f) uniform readonly imageBuffer a;
layout(set = 0, binding = 1, rgba32f) uniform readonly imageBuffer x;
float tile[ROWS][COLUMNS];

int X_START(int t, int step);

void accumulate(int a_start, int first_step, int end_step) {
    int a_base[A_LOADS];
    [[unroll]] for (int l = 0; l < A_LOADS; ++l) a_base[l] = a_start + (l * LANES + int(gl_SubgroupInvocationID)) * A_ROW;
    [[unroll]] for (int i = 0; i < ROWS; ++i) [[unroll]] for (int t = 0; t < COLUMNS; ++t) tile[i][t] = 0;
    for (int step = first_step; step < end_step; ++step) {
        int x_start[COLUMNS];
        [[unroll]] for (int t = 0; t < COLUMNS; ++t) x_start[t] = X_START(t, step);
        for (int n4 = 0; n4 < LINE; ++n4) {
            vec4 xn[COLUMNS], an[A_LOADS];
            [[unroll]] for (int t = 0; t < COLUMNS; ++t)
                xn[t] = real_samples(imageLoad(x, x_start[t] < 0 ? -1 : x_start[t] + n4), n4, 0);
            [[unroll]] for (int l = 0; l < A_LOADS; ++l)
                an[l] = real_samples(imageLoad(a, a_base[l] + step * A_STEP + n4), n4, 0);
            [[unroll]] for (int i = 0; i < ROWS; ++i) {
                vec4 s;
                [[unroll]] for (int c = 0; c < 4; ++c) s[c] = subgroupShuffle(an[i / LANES][c], uint(i % LANES));
                [[unroll]] for (int t = 0; t < COLUMNS; ++t) tile[i][t] += dot(s, xn[t]);
            }
        }
    }
}
