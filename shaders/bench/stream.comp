#version 460
#extension GL_EXT_control_flow_attributes : require
// Memory traffic and nothing else: a workgroup reads, or copies, LOCAL_SIZE * VECTORS vec4 that lie together.
#ifdef CHECK_DEFAULTS
#define LOCAL_SIZE 256
#define VECTORS 16
#define TEXEL 1
#define COPY 1
#endif
layout(local_size_x = LOCAL_SIZE) in;
#if TEXEL
layout(set = 0, binding = 0, rgba32f) uniform readonly imageBuffer source;
#define READ(i) imageLoad(source, int(i))
#else
layout(set = 0, binding = 0) readonly buffer Source { vec4 source[]; };
#define READ(i) source[i]
#endif
layout(set = 0, binding = 1) writeonly buffer Target { vec4 target[]; };

void main() {
    const uint first = gl_WorkGroupID.x * LOCAL_SIZE * VECTORS + gl_LocalInvocationID.x;
#if COPY
    [[unroll]] for (uint v = 0; v < VECTORS; ++v) target[first + v * LOCAL_SIZE] = READ(first + v * LOCAL_SIZE);
#else
    vec4 sum = vec4(0);
    [[unroll]] for (uint v = 0; v < VECTORS; ++v) sum += READ(first + v * LOCAL_SIZE);
    if (dot(sum, vec4(1)) == 1e30) target[0] = sum;  // never, but no compiler knows
#endif
}
