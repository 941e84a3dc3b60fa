#version 460
#extension GL_GOOGLE_include_directive : require
// One workgroup a result: invocations stride over the elements, a tree in shared memory adds up (no subgroup size assumed).
#include "include/tensor.glsl"
#include "include/reduce.glsl"
layout(local_size_x = LOCAL_SIZE) in;
#define PROLOGUE_BINDING 0
#include "prologue"
#define EPILOGUE_BINDING (PROLOGUE_BINDING + PROLOGUE_COUNT)
#include "epilogue"
shared RESULT part[LOCAL_SIZE];

void main() {
    const uint o = GROUP, thread = gl_LocalInvocationID.x;
    if (o >= OUTPUTS) return;
    const uint base = BASE(o), first = gl_WorkGroupID.z * CHUNK, end = min(first + CHUNK, COUNT);
    T sum = T(START);
    for (uint r = first + thread; r < end; r += LOCAL_SIZE) sum = COMBINE(sum, MEMBER(r, LOAD(base + OFFSET(r))));
    part[thread] = FINISH(sum);
    barrier();
    for (uint half_size = LOCAL_SIZE / 2; half_size > 0; half_size /= 2) {
        if (thread < half_size) part[thread] = COMBINE(part[thread], part[thread + half_size]);
        barrier();
    }
    if (thread == 0) STORE(o, part[0] * SCALE);
}
