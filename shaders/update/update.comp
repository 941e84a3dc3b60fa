#version 460
#extension GL_GOOGLE_include_directive : require
// One optimizer step over a range of parameters that lie side by side, padding between them included. The fused code is
// `void UPDATE(uint index, inout vec4 p, vec4 g)`: it binds the optimizer's states and step scalars.
#define BATCH_LAST 1
#define LINE 1
#include "include/tensor.glsl"
#ifdef CHECK_DEFAULTS
#define COUNT 1000
#endif
layout(local_size_x = LOCAL_SIZE) in;
layout(set = 0, binding = 0) writeonly buffer Parameters { vec4 updated[]; };
INPUT(1, parameters);
INPUT(2, gradients);
#define EPILOGUE_BINDING 3
#include "epilogue"

void main() {
    const uint index = INVOCATION;
    if (index >= COUNT) return;
    vec4 p = READ(parameters, index);
    UPDATE(index, p, READ(gradients, index));
    updated[index] = p;
}
