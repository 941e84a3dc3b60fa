#version 460
#extension GL_GOOGLE_include_directive : require
// Convolution on any device and layout: one invocation an output element T.
#define TEXEL 0
#include "include/tensor.glsl"
#include "include/conv_shape.glsl"
layout(local_size_x = LOCAL_SIZE) in;
INPUT(0, x);
SCALARS(1, w);
#define EPILOGUE_BINDING 2
#include "epilogue"

void main() {
    const uint e = INVOCATION, count = OUT_CHANNELS * OUT_VOLUME;
    if (e >= OUTPUTS) return;
    const uint n = sample_of(e, count), inner = inner_of(e, count), oc = inner / OUT_VOLUME, ic0 = oc / GROUP_OUT * GROUP_IN;
    const uint oz = inner / (OUT_H * OUT_W) % OUT_D, oy = inner / OUT_W % OUT_H, ox = inner % OUT_W;
    T sum = T(0);
    for (uint ic = 0; ic < GROUP_IN; ++ic)
        for (uint kz = 0; kz < KERNEL_D; ++kz) {
            const int iz = int(oz * STRIDE_D + kz * DILATION_D) - PAD_FRONT;
            if (uint(iz) >= IN_D) continue;
            for (uint ky = 0; ky < KERNEL_H; ++ky) {
                const int iy = int(oy * STRIDE_H + ky * DILATION_H) - PAD_TOP;
                if (uint(iy) >= IN_H) continue;
                for (uint kx = 0; kx < KERNEL_W; ++kx) {
                    const int ix = int(ox * STRIDE_W + kx * DILATION_W) - PAD_LEFT;
                    if (uint(ix) >= IN_W) continue;
                    sum += w[(((oc * GROUP_IN + ic) * KERNEL_D + kz) * KERNEL_H + ky) * KERNEL_W + kx] *
                           READ(x, at(n, (((ic0 + ic) * IN_D + iz) * IN_H + iy) * IN_W + ix, CHANNELS * IN_VOLUME));
                }
            }
        }
    STORE(e, sum);
}
