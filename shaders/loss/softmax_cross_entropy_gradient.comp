#version 460
#extension GL_GOOGLE_include_directive : require
// dscores = (softmax(scores) - onehot(label)) * dloss * SCALE. DLOSS: 0 none (1), 1 a scalar, 2 one for each line.
#include "include/tensor.glsl"
#include "include/classes.glsl"
#include "include/math.glsl"
layout(local_size_x = LOCAL_SIZE) in;
INPUT(0, scores);
layout(set = 0, binding = 1) readonly buffer Labels { LABEL labels[]; };
#if DLOSS == 1
SCALARS(2, dloss);
#define FACTOR SCALAR(dloss, 0)
#elif DLOSS == 2
INPUT(2, dloss);
#define FACTOR READ(dloss, o)
#else
#define FACTOR 1.0
#endif
#define EPILOGUE_BINDING (DLOSS == 0 ? 2 : 3)
#include "epilogue"

void main() {
    const uint o = INVOCATION;
    if (o >= LINES) return;
    T best = READ(scores, SCORE(o, 0)), sum = T(0);
    for (uint c = 1; c < CLASSES; ++c) best = max(best, READ(scores, SCORE(o, c)));
    for (uint c = 0; c < CLASSES; ++c) sum += exact_exp(READ(scores, SCORE(o, c)) - best);
    const T factor = T(FACTOR) * SCALE;
    for (uint c = 0; c < CLASSES; ++c) {
        const T share = exact_exp(READ(scores, SCORE(o, c)) - best) / sum;
        STORE(SCORE(o, c), where_equal(labels[o], LABEL(c), share - 1, share) * factor);
    }
}
