// The time loop of a recurrent layer inside one dispatch. A workgroup takes SAMPLES sequences of the batch, an invocation the
// hidden units lane, lane + LOCAL_SIZE, ...; the state of all units passes through shared memory between steps. Tensors are
// [STEPS][SEQUENCES][width] in floats. A dispatch runs the loop from FIRST to LAST; REVERSE runs time backwards, and where
// there are LENGTHS a sequence keeps its state past its end.
#ifdef CHECK_DEFAULTS
#define STEPS 7
#define FIRST 0
#define LAST 7
#define SEQUENCES 5
#define HIDDEN 20
#define UNITS 1
#define SAMPLES 4
#define REVERSE 0
#define LENGTHS 0
#define SHUFFLE 0
#endif
#include "include/math.glsl"
#if SHUFFLE
#extension GL_KHR_shader_subgroup_basic : require
#extension GL_KHR_shader_subgroup_shuffle : require
#endif

#if SAMPLES == 4
#define V vec4
#else
#define V float
#endif
#if LENGTHS
layout(set = 0, binding = LENGTHS_SLOT) readonly buffer Lengths { int lengths[]; };
#endif
#define LANE gl_LocalInvocationID.x
// The units of an invocation; every invocation runs the loop equally often.
#define EACH_UNIT(u, j) for (uint u = 0, j = LANE; u < UNITS; ++u, j += LOCAL_SIZE)
#define EXISTS(j) (UNITS * LOCAL_SIZE == HIDDEN || (j) < HIDDEN)

uint sequence(uint i) { return GROUP * SAMPLES + i; }
uint at(uint t, uint i, uint width, uint j) { return (t * SEQUENCES + min(sequence(i), SEQUENCES - 1)) * width + j; }
// TAKE reads an input, TAKE_OWN a buffer that the kernel writes, at step t and column j of [.., width].
#if SAMPLES == 4
#define TAKE(name, t, width, j) vec4(SCALAR(name, at(t, 0, width, j)), SCALAR(name, at(t, 1, width, j)), SCALAR(name, at(t, 2, width, j)), SCALAR(name, at(t, 3, width, j)))
#define TAKE_OWN(name, t, width, j) vec4(name[at(t, 0, width, j)], name[at(t, 1, width, j)], name[at(t, 2, width, j)], name[at(t, 3, width, j)])
#define PUT(name, t, width, j, value) for (uint n_ = 0; n_ < 4; ++n_) if (sequence(n_) < SEQUENCES) name[at(t, n_, width, j)] = (value)[n_]
#else
#define TAKE(name, t, width, j) SCALAR(name, at(t, 0, width, j))
#define TAKE_OWN(name, t, width, j) name[at(t, 0, width, j)]
#define PUT(name, t, width, j, value) name[at(t, 0, width, j)] = value
#endif

// Runs `body` for k = 0 ... count - 1 with x = array[k] of shared memory. CPU-type devices read shared memory lane by lane,
// slowly: there a subgroup reads as many elements as it has lanes and hands them round, one instruction each.
#if SHUFFLE
#define OVER(array, count, k, x, body) \
    for (uint first_ = 0; first_ < (count); first_ += SUBGROUP_SIZE) { \
        const V mine_ = array[first_ + gl_SubgroupInvocationID]; \
        [[unroll]] for (uint lane_ = 0; lane_ < SUBGROUP_SIZE; ++lane_) { \
            const uint k = first_ + lane_; \
            const V x = subgroupShuffle(mine_, lane_); \
            body \
        } \
    }
#else
#define OVER(array, count, k, x, body) for (uint k = 0; k < (count); ++k) { const V x = array[k]; body }
#endif

uint time_of(int s) { return uint(REVERSE != 0 ? STEPS - 1 - s : s); }
/// 1 for sequences that are still running at step t, else 0.
V running(uint t) {
#if LENGTHS && SAMPLES == 4
    const uvec4 end = uvec4(lengths[at(0, 0, 1, 0)], lengths[at(0, 1, 1, 0)], lengths[at(0, 2, 1, 0)], lengths[at(0, 3, 1, 0)]);
    return mix(vec4(0), vec4(1), lessThan(uvec4(t), end));
#elif LENGTHS
    return t < uint(lengths[at(0, 0, 1, 0)]) ? 1.0 : 0.0;
#else
    return V(1);
#endif
}
