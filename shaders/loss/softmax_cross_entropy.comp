#version 460
#extension GL_GOOGLE_include_directive : require
// loss = log(sum of exp(score - max)) + max - score[label]. One invocation a loss T.
#include "include/tensor.glsl"
#include "include/classes.glsl"
#include "include/math.glsl"
layout(local_size_x = LOCAL_SIZE) in;
INPUT(0, scores);
layout(set = 0, binding = 1) readonly buffer Labels { LABEL labels[]; };
#define EPILOGUE_BINDING 2
#include "epilogue"

void main() {
    const uint o = INVOCATION;
    if (o >= LINES) return;
    T best = READ(scores, SCORE(o, 0)), sum = T(0), right = T(0);
    for (uint c = 1; c < CLASSES; ++c) best = max(best, READ(scores, SCORE(o, c)));
    for (uint c = 0; c < CLASSES; ++c) {
        const T score = READ(scores, SCORE(o, c));
        sum += exact_exp(score - best);
        right = where_equal(labels[o], LABEL(c), score, right);
    }
    STORE(o, exact_log(sum) + (best - right));
}
