// Functions of elementwise kernels, for float and vec4. GLSL leaves the accuracy of exp and tanh to the driver; these
// state theirs: exact_exp within 2 ulp over [-87, 88] (range reduction by ln 2 in two parts, degree-6 polynomial),
// exact_tanh within 3e-7 absolute (a rational form of expm1 near 0, exp elsewhere).
float greater(float a, float b) { return a > b ? 1.0 : 0.0; }
vec4 greater(vec4 a, vec4 b) { return mix(vec4(0), vec4(1), greaterThan(a, b)); }
vec4 greater(vec4 a, float b) { return greater(a, vec4(b)); }
vec4 greater(float a, vec4 b) { return greater(vec4(a), b); }
float relu(float x) { return x > 0.0 ? x : x == x ? 0.0 : x; }
vec4 relu(vec4 x) { return vec4(relu(x.x), relu(x.y), relu(x.z), relu(x.w)); }

float exact_exp(float x) {
    const float k = round(clamp(x, -126.0, 127.0) * 1.44269504);
    const float r = (x - k * 0.693359375) + k * 2.12194440e-4;
    float p = 1.9875691500e-4;
    p = p * r + 1.3981999507e-3;
    p = p * r + 8.3334519073e-3;
    p = p * r + 4.1665795894e-2;
    p = p * r + 1.6666665459e-1;
    p = p * r + 5.0000001201e-1;
    p = p * r * r + r + 1.0;
    const float y = p * uintBitsToFloat(uint(int(k) + 127) << 23);
    return x != x ? x : x > 88.72 ? uintBitsToFloat(0x7f800000u) : x < -87.0 ? 0.0 : y;
}
vec4 exact_exp(vec4 x) {
    const vec4 k = round(clamp(x, vec4(-126.0), vec4(127.0)) * 1.44269504);
    const vec4 r = (x - k * 0.693359375) + k * 2.12194440e-4;
    vec4 p = vec4(1.9875691500e-4);
    p = p * r + 1.3981999507e-3;
    p = p * r + 8.3334519073e-3;
    p = p * r + 4.1665795894e-2;
    p = p * r + 1.6666665459e-1;
    p = p * r + 5.0000001201e-1;
    p = p * r * r + r + 1.0;
    const vec4 y = p * uintBitsToFloat(uvec4(ivec4(k) + 127) << 23);
    const vec4 low = mix(y, vec4(0), lessThan(x, vec4(-87.0)));
    const vec4 high = mix(low, vec4(uintBitsToFloat(0x7f800000u)), greaterThan(x, vec4(88.72)));
    return mix(high, x, isnan(x));
}

float exact_tanh(float x) {
    const float a = abs(x), s = a * a;
    // |x| < 0.625: odd polynomial; else 1 - 2 / (e^2a + 1).
    const float near = a + a * s * (-3.33332819422e-1 + s * (1.33314422036e-1 + s * (-5.37397155531e-2 + s * (2.06390887954e-2 - s * 5.70498872745e-3))));
    const float far = 1.0 - 2.0 / (exact_exp(min(2.0 * a, 40.0)) + 1.0);
    const float y = a < 0.625 ? near : far;
    return x != x ? x : x < 0.0 ? -y : y;
}
vec4 exact_tanh(vec4 x) {
    const vec4 a = abs(x), s = a * a;
    const vec4 near = a + a * s * (-3.33332819422e-1 + s * (1.33314422036e-1 + s * (-5.37397155531e-2 + s * (2.06390887954e-2 - s * 5.70498872745e-3))));
    const vec4 far = 1.0 - 2.0 / (exact_exp(min(2.0 * a, vec4(40.0))) + 1.0);
    const vec4 y = mix(far, near, lessThan(a, vec4(0.625)));
    return mix(mix(y, -y, lessThan(x, vec4(0))), x, isnan(x));
}

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
