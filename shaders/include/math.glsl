// Functions of elementwise kernels, for float and vec4. GLSL leaves the accuracy of exp, log, sin, pow and their like to
// the driver; ours state their error in functions.glsl.
#ifndef SADDLE_MATH
#define SADDLE_MATH
#define INFINITY uintBitsToFloat(0x7f800000u)
#define NOT_A_NUMBER uintBitsToFloat(0x7fc00000u)

#define F float
#define I int
#define U uint
#define B bool
#define LT(a, b) ((a) < (b))
#define GT(a, b) ((a) > (b))
#define GE(a, b) ((a) >= (b))
#define EQ(a, b) ((a) == (b))
#define NE(a, b) ((a) != (b))
#define AND(a, b) ((a) && (b))
#define OR(a, b) ((a) || (b))
#include "include/functions.glsl"
#undef F
#undef I
#undef U
#undef B
#undef LT
#undef GT
#undef GE
#undef EQ
#undef NE
#undef AND
#undef OR

#define F vec4
#define I ivec4
#define U uvec4
#define B bvec4
#define LT lessThan
#define GT greaterThan
#define GE greaterThanEqual
#define EQ equal
#define NE notEqual
#define AND(a, b) bvec4(ivec4(a) & ivec4(b))
#define OR(a, b) bvec4(ivec4(a) | ivec4(b))
#include "include/functions.glsl"
#undef F
#undef I
#undef U
#undef B
#undef LT
#undef GT
#undef GE
#undef EQ
#undef NE
#undef AND
#undef OR

// Philox4x32-10 (Salmon et al., SC 2011), bit for bit that of engine/core/philox.h.
uvec4 philox(uvec4 counter, uvec2 key) {
    for (int round = 0; round < 10; ++round) {
        uint a_high, a_low, b_high, b_low;
        umulExtended(0xD2511F53u, counter.x, a_high, a_low);
        umulExtended(0xCD9E8D57u, counter.z, b_high, b_low);
        counter = uvec4(b_high ^ counter.y ^ key.x, b_low, a_high ^ counter.w ^ key.y, a_low);
        key += uvec2(0x9E3779B9u, 0xBB67AE85u);
    }
    return counter;
}
vec4 uniforms(uvec4 bits) { return vec4(bits >> 8) * 5.9604644775390625e-8; }
// 0 or 1 / (1 - ratio); the first argument only chooses the overload.
vec4 dropout_mask(vec4 like, uint n, uint inner, uint step, uint stream, uvec2 seed, float ratio) {
    return mix(vec4(1.0 / (1.0 - ratio)), vec4(0), lessThan(uniforms(philox(uvec4(n >> 2, inner, step, stream), seed)), vec4(ratio)));
}
float dropout_mask(float like, uint n, uint inner, uint step, uint stream, uvec2 seed, float ratio) {
    return uniforms(philox(uvec4(n >> 2, inner, step, stream), seed))[n & 3u] < ratio ? 0.0 : 1.0 / (1.0 - ratio);
}
vec4 uniform_noise(vec4 like, uint n, uint inner, uint step, uint stream, uvec2 seed) { return uniforms(philox(uvec4(n >> 2, inner, step, stream), seed)); }
float uniform_noise(float like, uint n, uint inner, uint step, uint stream, uvec2 seed) { return uniform_noise(vec4(0), n, inner, step, stream, seed)[n & 3u]; }
// Box and Muller: each two words of a block make a pair of standard normal numbers.
vec4 normal_noise(vec4 like, uint n, uint inner, uint step, uint stream, uvec2 seed) {
    const vec4 u = uniform_noise(like, n, inner, step, stream, seed);
    const vec4 radius = sqrt(-2.0 * exact_log(1.0 - u.xxzz)), turn = 6.283185307179586 * u.yyww;
    return radius * mix(exact_cos(turn), exact_sin(turn), bvec4(false, true, false, true));
}
float normal_noise(float like, uint n, uint inner, uint step, uint stream, uvec2 seed) { return normal_noise(vec4(0), n, inner, step, stream, seed)[n & 3u]; }
#endif
