#version 460
#extension GL_EXT_control_flow_attributes : require
// Multiply-adds and little else: CHAINS independent chains an invocation, so that no unit waits for a result.
#ifdef CHECK_DEFAULTS
#define LOCAL_SIZE 64
#define CHAINS 12
#define STEPS 256
#endif
#define UNROLLED 16
layout(local_size_x = LOCAL_SIZE) in;
layout(set = 0, binding = 0) buffer Scratch { float scratch[]; };

void main() {
    const float factor = scratch[0], term = scratch[1];  // read, so that no compiler knows them
    float x[CHAINS];
    [[unroll]] for (int c = 0; c < CHAINS; ++c) x[c] = float(gl_LocalInvocationID.x) + c;
    for (int step = 0; step < STEPS; ++step)
        [[unroll]] for (int u = 0; u < UNROLLED; ++u) [[unroll]] for (int c = 0; c < CHAINS; ++c) x[c] = fma(x[c], factor, term);
    float sum = 0;
    [[unroll]] for (int c = 0; c < CHAINS; ++c) sum += x[c];
    if (sum == 1e30) scratch[2] = sum;  // never, but no compiler knows
}
