// How kernels see tensors, whatever the layout and the device. A kernel works on elements of type T:
//   BATCH_LAST 1: vec4 = four samples; a batched tensor is [inner][LINE], LINE = ceil(batch / 4)
//   BATCH_LAST 0: float;               a batched tensor is [LINE][inner], LINE = batch
// TEXEL 1 reads through texel views, which lavapipe turns into straight-line vector loads (6 times the speed).
#extension GL_EXT_control_flow_attributes : require
#ifdef CHECK_DEFAULTS
#define LOCAL_SIZE 64
#define SUBGROUP_SIZE 8
#define GROUPS_X 65535
#define GROUPS 1000
#ifndef BATCH_LAST
#define BATCH_LAST 1
#endif
#ifndef TEXEL
#define TEXEL 1
#endif
#ifndef LINE
#define LINE 16
#endif
#define BATCH 63
#endif

#if BATCH_LAST
#define T vec4
#else
#define T float
#endif

// INPUT(binding, name) declares, READ(name, i) reads element i; SCALARS and SCALAR the same in floats.
#if TEXEL
#define SCALARS(slot, name) layout(set = 0, binding = slot, r32f) uniform readonly imageBuffer name
#define SCALAR(name, i) imageLoad(name, int(i)).x
#else
#define SCALARS(slot, name) layout(set = 0, binding = slot) readonly buffer Block##slot { float name[]; }
#define SCALAR(name, i) name[i]
#endif
#if TEXEL && BATCH_LAST
#define INPUT(slot, name) layout(set = 0, binding = slot, rgba32f) uniform readonly imageBuffer name
#define READ(name, i) imageLoad(name, int(i))
#elif TEXEL
#define INPUT(slot, name) SCALARS(slot, name)
#define READ(name, i) SCALAR(name, i)
#else
#define INPUT(slot, name) layout(set = 0, binding = slot) readonly buffer Block##slot { T name[]; }
#define READ(name, i) name[i]
#endif

// Number of the workgroup, and of the invocation, in a grid that was folded into two dimensions.
#define GROUP (gl_WorkGroupID.y * GROUPS_X + gl_WorkGroupID.x)
#define INVOCATION (GROUP * LOCAL_SIZE + gl_LocalInvocationID.x)

// Where element `inner` of sample(s) `n` lies when a sample has `count` elements; and the way back.
uint at(uint n, uint inner, uint count) {
#if BATCH_LAST
    return inner * LINE + n;
#else
    return n * count + inner;
#endif
}
uint sample_of(uint index, uint count) {
#if BATCH_LAST
    return index % LINE;
#else
    return index / count;
#endif
}
uint inner_of(uint index, uint count) {
#if BATCH_LAST
    return index / LINE;
#else
    return index % count;
#endif
}
