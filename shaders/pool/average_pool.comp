#version 460
#extension GL_GOOGLE_include_directive : require
// Mean of each window; COUNT_PAD says whether padding counts as zeros. One invocation an output element T.
#include "include/tensor.glsl"
#include "include/pool_shape.glsl"
layout(local_size_x = LOCAL_SIZE) in;
INPUT(0, x);
#define EPILOGUE_BINDING 1
#include "epilogue"

void main() {
    const uint e = INVOCATION;
    if (e >= OUTPUTS) return;
    const uint n = sample_of(e, OUT_COUNT), inner = inner_of(e, OUT_COUNT);
    const uint c = inner / (OUT_H * OUT_W), oy = inner / OUT_W % OUT_H, ox = inner % OUT_W;
    T sum = T(0);
    float members = 0;
    for (int ky = 0; ky < KERNEL_H; ++ky)
        for (int kx = 0; kx < KERNEL_W; ++kx) {
            const int iy = input_row(oy, ky), ix = input_column(ox, kx);
            const bool inside = uint(iy) < IN_H && uint(ix) < IN_W;
            if (inside) sum += READ(x, at(n, (c * IN_H + iy) * IN_W + ix, IN_COUNT));
            if (inside || COUNT_PAD != 0) members += 1;
        }
    STORE(e, sum / members);
}
