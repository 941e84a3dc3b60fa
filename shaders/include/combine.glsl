// How a reduction joins two numbers, and what it begins with: COMBINE_BY 0 sum, 1 maximum, 2 minimum, 3 product.
#ifdef CHECK_DEFAULTS
#define COMBINE_BY 0
#endif
#if COMBINE_BY == 0
#define START 0.0
#define COMBINE(a, b) ((a) + (b))
#elif COMBINE_BY == 1
#define START uintBitsToFloat(0xff800000u)
#define COMBINE(a, b) max(a, b)
#elif COMBINE_BY == 2
#define START uintBitsToFloat(0x7f800000u)
#define COMBINE(a, b) min(a, b)
#else
#define START 1.0
#define COMBINE(a, b) ((a) * (b))
#endif
