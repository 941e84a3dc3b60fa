#version 460
#extension GL_GOOGLE_include_directive : require
// Gradient of a convolution's input on any device and layout: one invocation an element T of dx.
#define TEXEL 0
#include "include/tensor.glsl"
#include "include/conv_shape.glsl"
layout(local_size_x = LOCAL_SIZE) in;
INPUT(0, dy);
SCALARS(1, w);
#define EPILOGUE_BINDING 2
#include "epilogue"

void main() {
    const uint e = INVOCATION, count = CHANNELS * IN_VOLUME;
    if (e >= OUTPUTS) return;
    const uint n = sample_of(e, count), inner = inner_of(e, count), ic = inner / IN_VOLUME, oc0 = ic / GROUP_IN * GROUP_OUT;
    const uint iz = inner / (IN_H * IN_W) % IN_D, iy = inner / IN_W % IN_H, ix = inner % IN_W;
    T sum = T(0);
    for (uint oc = oc0; oc < oc0 + GROUP_OUT; ++oc)
        for (uint kz = 0; kz < KERNEL_D; ++kz) {
            const int z = int(iz + PAD_FRONT) - int(kz * DILATION_D);
            if (z < 0 || z % STRIDE_D != 0 || z / STRIDE_D >= OUT_D) continue;
            for (uint ky = 0; ky < KERNEL_H; ++ky) {
                const int y = int(iy + PAD_TOP) - int(ky * DILATION_H);
                if (y < 0 || y % STRIDE_H != 0 || y / STRIDE_H >= OUT_H) continue;
                for (uint kx = 0; kx < KERNEL_W; ++kx) {
                    const int x = int(ix + PAD_LEFT) - int(kx * DILATION_W);
                    if (x < 0 || x % STRIDE_W != 0 || x / STRIDE_W >= OUT_W) continue;
                    sum += w[(((oc * GROUP_IN + ic % GROUP_IN) * KERNEL_D + kz) * KERNEL_H + ky) * KERNEL_W + kx] *
                           READ(dy, at(n, ((oc * OUT_D + z / STRIDE_D) * OUT_H + y / STRIDE_H) * OUT_W + x / STRIDE_W, OUT_CHANNELS * OUT_VOLUME));
                }
            }
        }
    STORE(e, sum);
}
