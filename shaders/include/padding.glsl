// The last vec4 of a batch-last line may hold samples that do not exist: undefined content, never to be summed.
vec4 real_samples(vec4 value, uint n4, float otherwise) {
#if BATCH % 4 == 0
    return value;
#else
    return mix(vec4(otherwise), value, lessThan(n4 * 4u + uvec4(0, 1, 2, 3), uvec4(BATCH)));
#endif
}
