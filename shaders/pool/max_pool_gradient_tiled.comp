#version 460
#extension GL_GOOGLE_include_directive : require
// Gradient of max pooling whose windows tile the input (stride = kernel): one invocation writes a whole window. The grid
// of windows covers the input, also where no output belongs to it.
#include "include/tensor.glsl"
#include "include/pool_shape.glsl"
layout(local_size_x = LOCAL_SIZE) in;
INPUT(0, x);
INPUT(1, dy);
#define EPILOGUE_BINDING 2
#include "epilogue"

void main() {
    const uint e = INVOCATION, count = CHANNELS * GRID_H * GRID_W;
    if (e >= OUTPUTS) return;
    const uint n = sample_of(e, count), inner = inner_of(e, count);
    const uint c = inner / (GRID_H * GRID_W), oy = inner / GRID_W % GRID_H, ox = inner % GRID_W;
    uint index[KERNEL_H * KERNEL_W];
    bool inside[KERNEL_H * KERNEL_W];
    T value[KERNEL_H * KERNEL_W], best = T(uintBitsToFloat(0xff800000u));
    [[unroll]] for (int tap = 0; tap < KERNEL_H * KERNEL_W; ++tap) {
        const int iy = input_row(oy, tap / KERNEL_W), ix = input_column(ox, tap % KERNEL_W);
        inside[tap] = uint(iy) < IN_H && uint(ix) < IN_W;
        index[tap] = at(n, (c * IN_H + iy) * IN_W + ix, IN_COUNT);
        if (inside[tap]) {
            value[tap] = READ(x, index[tap]);
            best = max(best, value[tap]);
        }
    }
    T left = T(0);
    if (oy < OUT_H && ox < OUT_W) left = READ(dy, at(n, (c * OUT_H + oy) * OUT_W + ox, OUT_COUNT));
    [[unroll]] for (int tap = 0; tap < KERNEL_H * KERNEL_W; ++tap)
        if (inside[tap]) {
            const T given = where_equal(value[tap], best, left);
            left -= given;  // the first maximum takes all
            STORE(index[tap], given);
        }
}
