#version 460
#extension GL_GOOGLE_include_directive : require
// Gradient of average pooling: one invocation an element T of dx sums what its windows give.
#include "include/tensor.glsl"
#include "include/pool_shape.glsl"
layout(local_size_x = LOCAL_SIZE) in;
INPUT(0, dy);
#define EPILOGUE_BINDING 1
#include "epilogue"

/// Taps of a window that lie inside the input.
int members(int first, int taps, int dilation, int size) {
    int count = 0;
    for (int k = 0; k < taps; ++k) count += uint(first + k * dilation) < size ? 1 : 0;
    return count;
}

void main() {
    const uint e = INVOCATION;
    if (e >= OUTPUTS) return;
    const uint n = sample_of(e, IN_COUNT), inner = inner_of(e, IN_COUNT);
    const uint c = inner / (IN_H * IN_W), iy = inner / IN_W % IN_H, ix = inner % IN_W;
    T sum = T(0);
    for (int ky = 0; ky < KERNEL_H; ++ky)
        for (int kx = 0; kx < KERNEL_W; ++kx) {
            const int oy = output_row(iy, ky), ox = output_column(ix, kx);
            if (oy < 0 || ox < 0) continue;
            int size = KERNEL_H * KERNEL_W;
            if (COUNT_PAD == 0)
                size = members(input_row(oy, 0), KERNEL_H, DILATION_H, IN_H) * members(input_column(ox, 0), KERNEL_W, DILATION_W, IN_W);
            sum += READ(dy, at(n, (c * OUT_H + oy) * OUT_W + ox, OUT_COUNT)) / float(size);
        }
    STORE(e, sum);
}
