#version 460
#extension GL_GOOGLE_include_directive : require
// Gradient of a convolution's weights on any device and layout: one invocation a weight; z: chunk of (n, oz, oy).
#define TEXEL 0
#include "include/tensor.glsl"
#include "include/padding.glsl"
#include "include/conv_shape.glsl"
layout(local_size_x = LOCAL_SIZE) in;
INPUT(0, dy);
INPUT(1, x);
#define EPILOGUE_BINDING 2
#include "epilogue"

void main() {
    const uint e = INVOCATION;
    if (e >= OUTPUTS) return;
    const uint kx = e % KERNEL_W, ky = e / KERNEL_W % KERNEL_H, kz = e / (KERNEL_W * KERNEL_H) % KERNEL_D;
    const uint ic = e / TAPS % GROUP_IN, oc = e / (TAPS * GROUP_IN), channel = oc / GROUP_OUT * GROUP_IN + ic, first = gl_WorkGroupID.z * CHUNK;
    float sum = 0;
    for (uint step = first; step < min(first + CHUNK, uint(LINE * OUT_D * OUT_H)); ++step) {
        const uint n = step / (OUT_D * OUT_H), oz = step / OUT_H % OUT_D, oy = step % OUT_H;
        const int iz = int(oz * STRIDE_D + kz * DILATION_D) - PAD_FRONT, iy = int(oy * STRIDE_H + ky * DILATION_H) - PAD_TOP;
        if (uint(iz) >= IN_D || uint(iy) >= IN_H) continue;
        for (uint ox = 0; ox < OUT_W; ++ox) {
            const int ix = int(ox * STRIDE_W + kx * DILATION_W) - PAD_LEFT;
            if (uint(ix) >= IN_W) continue;
            const T g = READ(dy, at(n, ((oc * OUT_D + oz) * OUT_H + oy) * OUT_W + ox, OUT_CHANNELS * OUT_VOLUME));
            const T v = READ(x, at(n, ((channel * IN_D + iz) * IN_H + iy) * IN_W + ix, CHANNELS * IN_VOLUME));
#if BATCH_LAST
            sum += dot(real_samples(g, n, 0), real_samples(v, n, 0));
#else
            sum += g * v;
#endif
        }
    }
    STORE(e, sum);
}
