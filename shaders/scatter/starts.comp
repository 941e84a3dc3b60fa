#version 460
#extension GL_GOOGLE_include_directive : require
// Where the run of each value begins among sorted numbers: how many are smaller. One invocation a value.
#define TEXEL 0
#define BATCH_LAST 0
#include "include/tensor.glsl"
#ifdef CHECK_DEFAULTS
#define COUNT 1000
#define OUTPUTS 100
#endif
layout(local_size_x = LOCAL_SIZE) in;
layout(set = 0, binding = 0) readonly buffer Numbers { int l[]; };
layout(set = 0, binding = 1) readonly buffer Order { int order[]; };
layout(set = 0, binding = 2) writeonly buffer Starts { int starts[]; };

void main() {
    const uint value = INVOCATION;
    if (value >= OUTPUTS) return;
    uint low = 0, high = COUNT;
    while (low < high) {
        const uint middle = (low + high) / 2;
        if (l[order[middle]] < int(value)) low = middle + 1;
        else high = middle;
    }
    starts[value] = int(low);
}
