#version 460
#extension GL_GOOGLE_include_directive : require
// 1 where the first maximum of the scores is at the label, else 0. One invocation a sample T.
#include "include/tensor.glsl"
#include "include/classes.glsl"
layout(local_size_x = LOCAL_SIZE) in;
INPUT(0, scores);
layout(set = 0, binding = 1) readonly buffer Labels { LABEL labels[]; };
#define EPILOGUE_BINDING 2
#include "epilogue"

void main() {
    const uint o = INVOCATION;
    if (o >= LINES) return;
    T best = READ(scores, SCORE(o, 0));
    T hit = where_equal(labels[o], LABEL(0), T(1), T(0));
    for (uint c = 1; c < CLASSES; ++c) {
        const T score = READ(scores, SCORE(o, c)), higher = max(best, score) - best;
        const T here = where_equal(labels[o], LABEL(c), T(1), T(0));
        hit += (here - hit) * sign(higher);
        best = max(best, score);
    }
    STORE(o, hit);
}
