// The functions of math.glsl for one width: F, I, U, B are float, int, uint, bool or their vectors of four, and LT, GT, EQ
// compare. Polynomials are minimax fits by Remez exchange; the stated errors hold for |error of the driver's division and
// square root| within Vulkan's 2.5 ulp.
F greater(F a, F b) { return mix(F(0), F(1), GT(a, b)); }
F greater_or_equal(F a, F b) { return mix(F(0), F(1), GE(a, b)); }
F same(F a, F b) { return mix(F(0), F(1), EQ(a, b)); }
F greater(I a, I b) { return mix(F(0), F(1), GT(a, b)); }
F greater_or_equal(I a, I b) { return mix(F(0), F(1), GE(a, b)); }
F same(I a, I b) { return mix(F(0), F(1), EQ(a, b)); }
F is_nan(F x) { return mix(F(0), F(1), isnan(x)); }
F is_infinite(F x, bool negative, bool positive) {
    return mix(F(0), F(1), EQ(x, F(INFINITY))) * float(positive) + mix(F(0), F(1), EQ(x, F(-INFINITY))) * float(negative);
}
F choose(F condition, F a, F b) { return mix(a, b, EQ(condition, F(0))); }
I choose(F condition, I a, I b) { return mix(a, b, EQ(condition, F(0))); }
F truth(F x) { return mix(F(1), F(0), EQ(x, F(0))); }
F truth(I x) { return mix(F(1), F(0), EQ(x, I(0))); }

// NaN passes through, as in NumPy.
F maximum(F a, F b) { return mix(mix(max(a, b), b, isnan(b)), a, isnan(a)); }
F minimum(F a, F b) { return mix(mix(min(a, b), b, isnan(b)), a, isnan(a)); }
I maximum(I a, I b) { return max(a, b); }
I minimum(I a, I b) { return min(a, b); }
F relu(F x) { return mix(max(x, F(0)), x, isnan(x)); }

// Remainders: with the sign of the divisor, or (truncated) of the dividend. Exact for quotients below 2^23.
F remainder(F a, F b, bool truncated) {
    const F r = a - b * trunc(a / b);
    const B other = AND(NE(r, F(0)), NE(greater(r, F(0)), greater(b, F(0))));
    return truncated ? r : mix(r, r + b, other);
}
I remainder(I a, I b, bool truncated) {
    const I r = a - b * (a / b);
    const B other = AND(NE(r, I(0)), NE(greater(r, I(0)), greater(b, I(0))));
    return truncated ? r : mix(r, r + b, other);
}

// e^x - 1 for |x| <= ln 2 / 2, and the shared reduction x = k ln 2 + r.
F expm1_near(F r) {
    F p = F(1.991835494e-4);
    p = p * r + 1.394606223e-3;
    p = p * r + 8.333264404e-3;
    p = p * r + 4.166627010e-2;
    p = p * r + 1.666666686e-1;
    p = p * r + 5.000000078e-1;
    return p * r * r + r;
}
F reduced(F x, out I k) {
    const F turns = round(clamp(x, F(-126.0), F(127.0)) * 1.44269504);
    k = I(turns);
    precise const F r = (x - turns * 0.693359375) + turns * 2.12194440e-4;
    return r;
}
// Within 2 ulp over [-87, 88]; 0 below, infinity above.
F exact_exp(F x) {
    I k;
    const F r = reduced(x, k);
    const F y = (expm1_near(r) + 1.0) * uintBitsToFloat(U(k + 127) << 23);
    const F low = mix(y, F(0), LT(x, F(-87.0)));
    const F high = mix(low, F(INFINITY), GT(x, F(88.72)));
    return mix(high, x, isnan(x));
}
// e^x - 1 within 4 ulp.
F exact_expm1(F x) {
    I k;
    const F r = reduced(x, k);
    const F scale = uintBitsToFloat(U(k + 127) << 23);
    const F y = mix(expm1_near(r) * scale + (scale - 1.0), F(-1), LT(x, F(-20.0)));
    return mix(mix(y, F(INFINITY), GT(x, F(88.72))), x, isnan(x));
}
// ln x within 2 ulp: x = m 2^k, m in [sqrt(1/2), sqrt 2).
F exact_log(F x) {
    const B tiny = LT(x, F(1.17549435e-38));
    const F scaled = mix(x, x * 8388608.0, tiny);
    const U bits = floatBitsToUint(scaled) - 0x3f3504f3u;
    const I k = I(bits) >> 23;
    const F f = uintBitsToFloat((bits & 0x007fffffu) + 0x3f3504f3u) - 1.0;
    F p = F(6.747242238e-2);
    p = p * f - 1.167591306e-1;
    p = p * f + 1.188804003e-1;
    p = p * f - 1.240553837e-1;
    p = p * f + 1.421956144e-1;
    p = p * f - 1.666799892e-1;
    p = p * f + 2.000211837e-1;
    p = p * f - 2.500000954e-1;
    p = p * f + 3.333331261e-1;
    const F e = F(k) - mix(F(0), F(23), tiny);
    const F y = (f + (f * f * (f * p - 0.5) - e * 2.12194440e-4)) + e * 0.693359375;
    const F inside = mix(y, x, OR(EQ(x, F(INFINITY)), isnan(x)));
    return mix(mix(inside, F(-INFINITY), EQ(x, F(0))), F(NOT_A_NUMBER), LT(x, F(0)));
}
// ln(1 + x) within 4 ulp: what rounding 1 + x lost is put back (D. Goldberg, "What every computer scientist should know
// about floating-point arithmetic", 1991, theorem 4).
F exact_log1p(F x) {
    precise const F u = 1.0 + x;
    precise const F lost = x - (u - 1.0);
    return exact_log(u) + mix(lost / u, F(0), OR(LT(u, F(1e-30)), EQ(u, F(INFINITY))));
}
// |error| within (2 + |y ln x|) ulp. A negative x needs a whole y.
F exact_pow(F x, F y) {
    const F size = exact_exp(y * exact_log(abs(x)));
    const B whole = EQ(y, floor(y));
    const F odd = y - 2.0 * floor(y * 0.5);
    const F negative = mix(F(NOT_A_NUMBER), mix(size, -size, NE(odd, F(0))), whole);
    F result = mix(size, negative, LT(x, F(0)));
    result = mix(result, x, EQ(y, F(1)));
    result = mix(result, x * x, EQ(y, F(2)));
    return mix(result, F(1), OR(EQ(y, F(0)), EQ(x, F(1))));
}
// A base of whole numbers: exact while the result is below 2^24.
I exact_pow(I x, I y) { return I(roundEven(exact_pow(F(x), F(y)))); }

// Within 3e-7 absolute: an odd polynomial near 0, 1 - 2 / (e^2a + 1) elsewhere.
F exact_tanh(F x) {
    const F a = abs(x), s = a * a;
    const F near = a + a * s * (-3.33332819422e-1 + s * (1.33314422036e-1 + s * (-5.37397155531e-2 + s * (2.06390887954e-2 - s * 5.70498872745e-3))));
    const F far = 1.0 - 2.0 / (exact_exp(min(2.0 * a, F(40.0))) + 1.0);
    const F y = mix(far, near, LT(a, F(0.625)));
    return mix(mix(y, -y, LT(x, F(0))), x, isnan(x));
}
F sigmoid(F x) { return 1.0 / (1.0 + exact_exp(-x)); }
// ln(1 + e^x) within 4 ulp.
F softplus(F x) { return max(x, F(0)) + exact_log1p(exact_exp(-abs(x))); }
// Within 3 ulp: x P(x^2) to |x| = 1; 1 - exp(-Q(|x|)) beyond, where Q fits -ln erfc.
F exact_erf(F x) {
    const F a = min(abs(x), F(4.0)), s = x * x;
    F p = F(7.853865931e-5);
    p = p * s - 8.010194131e-4;
    p = p * s + 5.188327621e-3;
    p = p * s - 2.685381182e-2;
    p = p * s + 1.128358514e-1;
    p = p * s - 3.761262582e-1;
    p = p * s + 1.128379166;
    F q = F(2.168672425e-5);
    q = q * a - 4.413348423e-4;
    q = q * a + 4.204554005e-3;
    q = q * a - 2.520823475e-2;
    q = q * a + 1.084185411e-1;
    q = q * a + 6.332199282e-1;
    q = q * a + 1.129578406;
    q = q * a - 1.880360639e-4;
    const F far = 1.0 - exact_exp(-q);
    const F y = mix(mix(far, -far, LT(x, F(0))), x * p, LT(abs(x), F(1)));
    return mix(y, x, isnan(x));
}

// x = k pi / 2 + r with pi / 2 in three parts: |error of r| below 2e-7 for |x| <= 6000.
F quadrant(F x, out I k) {
    const F turns = round(x * 6.36619772e-1);
    k = I(turns);
    precise const F r = ((x - turns * 1.5703125) - turns * 4.837512969970703125e-4) - turns * 7.5497899548918821e-8;
    return r;
}
F sine_near(F r) {
    const F s = r * r;
    return r + r * s * (-1.666666664e-1 + s * (8.333329386e-3 + s * (-1.983933485e-4 + s * 2.718311659e-6)));
}
F cosine_near(F r) {
    const F s = r * r;
    return 1.0 - 0.5 * s + s * s * (4.166664687e-2 + s * (-1.388736752e-3 + s * 2.443845180e-5));
}
// Within 4e-7 absolute for |x| <= 6000; `shift` quarters of a turn ahead.
F sine_of(F x, int shift) {
    I k;
    const F r = quadrant(x, k);
    k += shift;
    const F y = mix(sine_near(r), cosine_near(r), NE(k & 1, I(0)));
    return mix(y, -y, NE(k & 2, I(0)));
}
F exact_sin(F x) { return sine_of(x, 0); }
F exact_cos(F x) { return sine_of(x, 1); }
F exact_tan(F x) {
    I k;
    const F r = quadrant(x, k), s = sine_near(r), c = cosine_near(r);
    return mix(s / c, -c / s, NE(k & 1, I(0)));
}
// Within 4 ulp: a polynomial to |x| = 1/2, pi / 2 - 2 asin(sqrt((1 - |x|) / 2)) beyond.
F asine_near(F x) {
    const F s = x * x;
    return x + x * s * (1.666675393e-1 + s * (7.495241838e-2 + s * (4.547709305e-2 + s * (2.414762310e-2 + s * 4.221853591e-2))));
}
F exact_asin(F x) {
    const F a = abs(x), far = 1.57079633 - 2.0 * asine_near(sqrt(0.5 - 0.5 * a));
    const F y = mix(far, asine_near(a), LT(a, F(0.5)));
    return mix(y, -y, LT(x, F(0)));
}
F exact_acos(F x) {
    const F half_way = 2.0 * asine_near(sqrt(0.5 - 0.5 * abs(x)));
    const F far = mix(half_way, 3.14159265 - half_way, LT(x, F(0)));
    return mix(far, 1.57079633 - asine_near(x), LT(abs(x), F(0.5)));
}
// Within 4 ulp: the argument is brought below tan(pi / 8) by atan(a) = pi / 4 + atan((a - 1) / (a + 1)) or pi / 2 - atan(1 / a).
F exact_atan(F x) {
    const F a = abs(x);
    const B middle = GT(a, F(0.414213562)), large = GT(a, F(2.41421356));
    F r = mix(a, (a - 1.0) / (a + 1.0), middle);
    r = mix(r, -1.0 / a, large);
    const F base = mix(mix(F(0), F(0.785398163), middle), F(1.57079633), large);
    const F s = r * r;
    const F y = base + (r + r * s * (-3.333331551e-1 + s * (1.999848945e-1 + s * (-1.424384903e-1 + s * (1.059600354e-1 - s * 6.083457858e-2)))));
    return mix(mix(y, -y, LT(x, F(0))), x, isnan(x));
}
// Within 8 ulp, through expm1 and log1p so that small arguments keep their digits.
F exact_sinh(F x) {
    const F a = abs(x), m = exact_expm1(a);
    const F y = mix(0.5 * (m + m / (m + 1.0)), exact_exp(a - 0.693147181), GT(a, F(20)));
    return mix(y, -y, LT(x, F(0)));
}
F exact_cosh(F x) {
    const F e = exact_exp(abs(x) - 0.693147181);
    return e + 0.25 / e;
}
F exact_asinh(F x) {
    const F a = abs(x), y = mix(exact_log1p(a + a * a / (1.0 + sqrt(a * a + 1.0))), exact_log(a) + 0.693147181, GT(a, F(1e9)));
    return mix(y, -y, LT(x, F(0)));
}
F exact_acosh(F x) {
    const F t = x - 1.0;
    return exact_log1p(t + sqrt(t * (t + 2.0)));
}
F exact_atanh(F x) {
    const F a = abs(x), y = 0.5 * exact_log1p(2.0 * a / (1.0 - a));
    return mix(y, -y, LT(x, F(0)));
}
