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
    const uint n = sample_of(e, count), inner = inner_of(e, count), c = inner / (GRID_H * GRID_W);
    const ivec3 o = ivec3(0, inner / GRID_W % GRID_H, inner % GRID_W);
    uint index[TAPS];
    bool real[TAPS];
    T value[TAPS], best = T(uintBitsToFloat(0xff800000u));
    [[unroll]] for (int tap = 0; tap < TAPS; ++tap) {
        const ivec3 i = input_of(o, tap);
        real[tap] = inside(i);
        index[tap] = at(n, input_index(c, i), IN_COUNT);
        if (real[tap]) {
            value[tap] = READ(x, index[tap]);
            best = max(best, value[tap]);
        }
    }
    T left = T(0);
    if (o.y < OUT_H && o.z < OUT_W) left = READ(dy, at(n, output_index(c, o), OUT_COUNT));
    [[unroll]] for (int tap = 0; tap < TAPS; ++tap)
        if (real[tap]) {
            const T given = where_equal(value[tap], best, left);
            left -= given;  // the first maximum takes all
            STORE(index[tap], given);
        }
}
