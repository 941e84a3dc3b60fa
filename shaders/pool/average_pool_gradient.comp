#version 460
#extension GL_GOOGLE_include_directive : require
// Gradient of average pooling: one invocation an element T of dx sums what its windows give.
#include "include/tensor.glsl"
#include "include/pool_shape.glsl"
layout(local_size_x = LOCAL_SIZE) in;
INPUT(0, dy);
#define EPILOGUE_BINDING 1
#include "epilogue"

/// Taps from `first` on, `dilation` apart, that lie in [low, high).
int members(int first, int taps, int dilation, int low, int high) {
    int count = 0;
    for (int k = 0; k < taps; ++k) count += first + k * dilation >= low && first + k * dilation < high ? 1 : 0;
    return count;
}
int window_size(ivec3 o) {
    const ivec3 first = input_of(o, 0);
#if COUNT_PAD
    return members(first.x, KERNEL_D, DILATION_D, -PAD_FRONT, IN_D + PAD_BACK) * members(first.y, KERNEL_H, DILATION_H, -PAD_TOP, IN_H + PAD_BOTTOM) *
           members(first.z, KERNEL_W, DILATION_W, -PAD_LEFT, IN_W + PAD_RIGHT);
#else
    return members(first.x, KERNEL_D, DILATION_D, 0, IN_D) * members(first.y, KERNEL_H, DILATION_H, 0, IN_H) * members(first.z, KERNEL_W, DILATION_W, 0, IN_W);
#endif
}

void main() {
    const uint e = INVOCATION;
    if (e >= OUTPUTS) return;
    const uint n = sample_of(e, IN_COUNT), inner = inner_of(e, IN_COUNT);
    const ivec3 i = input_position(inner);
    T sum = T(0);
    UNROLL for (int tap = 0; tap < TAPS; ++tap) {
        ivec3 o;
        if (output_of(i, tap, o)) sum += READ(dy, at(n, output_index(inner / IN_VOLUME, o), OUT_COUNT)) / float(window_size(o));
    }
    STORE(e, sum);
}
