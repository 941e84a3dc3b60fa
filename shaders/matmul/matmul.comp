#version 460
#extension GL_GOOGLE_include_directive : require
// Y[batch][m][n] = ALPHA * sum over k of A * B, by the operands' own offsets: any layout, any device. One invocation an
// element of Y (four, when Y is batch-last: then the first of the batch axes, B0, is innermost in memory). z: chunk of k.
#define TEXEL 0
#include "include/tensor.glsl"
#include "include/check_matmul.glsl"
#ifdef CHECK_DEFAULTS
#define A_K(k) (k)
#define B_K(k) ((k) * 120)
#endif
layout(local_size_x = LOCAL_SIZE) in;
SCALARS(0, a);
SCALARS(1, b);
#define EPILOGUE_BINDING 2
#include "epilogue"

float product(uint e) {
#if BATCH_LAST
    const uint b0 = min(e % (LINE * 4), B0 - 1), rest = e / (LINE * 4), batch = b0 * B1 + rest / (ROWS_M * COLUMNS_N);
#else
    const uint rest = e, batch = rest / (ROWS_M * COLUMNS_N);
#endif
    const uint m = rest / COLUMNS_N % ROWS_M, n = rest % COLUMNS_N;
    const uint from_a = A_BATCH(batch) + m * A_M, from_b = B_BATCH(batch) + n * B_N;
    const uint first = gl_WorkGroupID.z * CHUNK_K, end = min(first + CHUNK_K, K);
    float sum = 0;
    for (uint k = first; k < end; ++k) sum += a[from_a + A_K(k)] * b[from_b + B_K(k)];
    return ALPHA * sum;
}

void main() {
    const uint e = INVOCATION;
    if (e >= OUTPUTS) return;
#if BATCH_LAST
    STORE(e, vec4(product(e * 4), product(e * 4 + 1), product(e * 4 + 2), product(e * 4 + 3)));
#else
    STORE(e, product(e));
#endif
}
