#version 460
#extension GL_GOOGLE_include_directive : require
// One level of a merge sort of numbers l by their positions: runs of RUN sorted positions become runs of twice that. An
// element's place is its own rank in its run plus its rank in the partner's, by binary search; equal numbers keep their order.
#define TEXEL 0
#define BATCH_LAST 0
#include "include/tensor.glsl"
#ifdef CHECK_DEFAULTS
#define COUNT 1000
#define RUN 4
#define OUTPUTS 1000
#endif
layout(local_size_x = LOCAL_SIZE) in;
layout(set = 0, binding = 0) readonly buffer Numbers { int l[]; };
layout(set = 0, binding = 1) readonly buffer From { int from[]; };
layout(set = 0, binding = 2) writeonly buffer To { int to[]; };

int position(uint i) { return RUN == 1 ? int(i) : from[i]; }

void main() {
    const uint i = INVOCATION;
    if (i >= OUTPUTS) return;
    const uint run = i / RUN, partner = run ^ 1u, pair = run / 2 * 2 * RUN;
    const int number = l[position(i)];
    uint low = min(partner * RUN, COUNT), high = min(low + RUN, COUNT);
    const uint start = low;
    const bool second = (run & 1u) != 0;
    while (low < high) {  // the partner's elements that come before this one
        const uint middle = (low + high) / 2;
        const int other = l[position(middle)];
        if (other < number || (second && other == number)) low = middle + 1;
        else high = middle;
    }
    to[pair + i % RUN + (low - start)] = position(i);
}
