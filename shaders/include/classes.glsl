// CLASSES scores of line o lie INNER elements T apart: SCORE(o, c) is the index of score c.
#ifdef CHECK_DEFAULTS
#define CLASSES 10
#define INNER 16
#define LINES 16
#define DLOSS 2
#define SCALE 1.0
#endif
#define SCORE(o, c) (((o) / INNER * CLASSES + (c)) * INNER + (o) % INNER)
#if BATCH_LAST
#define LABEL ivec4
#define EQUAL(a, b) equal(a, b)
#else
#define LABEL int
#define EQUAL(a, b) ((a) == (b))
#endif

/// `value` where a equals b, else `otherwise`.
float where_equal(int a, int b, float value, float otherwise) { return a == b ? value : otherwise; }
vec4 where_equal(ivec4 a, ivec4 b, vec4 value, vec4 otherwise) { return mix(otherwise, value, equal(a, b)); }
