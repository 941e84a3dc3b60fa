#version 460
#extension GL_GOOGLE_include_directive : require
// One invocation a result: many results of few elements, or results that lie side by side in memory.
#include "include/tensor.glsl"
#include "include/reduce.glsl"
layout(local_size_x = LOCAL_SIZE) in;
#define PROLOGUE_BINDING 0
#include "prologue"
#define EPILOGUE_BINDING (PROLOGUE_BINDING + PROLOGUE_COUNT)
#include "epilogue"

void main() {
    const uint o = INVOCATION;
    if (o >= OUTPUTS) return;
    const uint base = BASE(o), first = gl_WorkGroupID.z * CHUNK, end = min(first + CHUNK, COUNT);
    T sum = T(START);
    for (uint r = first; r < end; ++r) sum = COMBINE(sum, MEMBER(r, LOAD(base + OFFSET(r))));
    STORE(o, FINISH(sum) * SCALE);
}
