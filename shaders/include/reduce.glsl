// A reduction of OUTPUTS results over COUNT elements each; z: chunk of CHUNK elements. BASE(o) + OFFSET(r) is where
// element r of result o lies. REDUCES_BATCH: r runs over the batch innermost, in vec4s, and a result is a float.
#ifdef CHECK_DEFAULTS
#define REDUCES_BATCH BATCH_LAST
#define BASE(o) ((o) * 100)
#define OFFSET(r) (r)
#define OUTPUTS 6
#define COUNT 100
#define CHUNK 100
#define SCALE 1.0
#endif
#include "include/padding.glsl"
#include "include/combine.glsl"

#if REDUCES_BATCH
#define RESULT float
#define MEMBER(r, value) real_samples(value, (r) % LINE, START)
#define FINISH(v) COMBINE(COMBINE(v.x, v.y), COMBINE(v.z, v.w))
#else
#define RESULT T
#define MEMBER(r, value) (value)
#define FINISH(v) (v)
#endif
