#version 460
#extension GL_GOOGLE_include_directive : require
// For each of the first PLACES ranks of a line its element and where that lies. One invocation a place T.
#include "include/tensor.glsl"
#include "include/classes.glsl"
#ifdef CHECK_DEFAULTS
#define PLACES 3
#define OUTPUTS 1000
#endif
layout(local_size_x = LOCAL_SIZE) in;
INPUT(0, x);
layout(set = 0, binding = 1) readonly buffer Ranks { LABEL ranks[]; };
layout(set = 0, binding = 2) writeonly buffer Indices { LABEL indices[]; };
#define EPILOGUE_BINDING 3
#include "epilogue"

void main() {
    const uint o = INVOCATION;
    if (o >= OUTPUTS) return;
    const uint line = o / (INNER * PLACES) * INNER + o % INNER;
    const LABEL place = LABEL(o / INNER % PLACES);
    T value = T(0);
    LABEL index = LABEL(0);
    for (uint c = 0; c < CLASSES; ++c) {
        const LABEL rank = ranks[SCORE(line, c)];
        value = where_equal(rank, place, READ(x, SCORE(line, c)), value);
        index = mix(index, LABEL(c), EQUAL(rank, place));
    }
    indices[o] = index;
    STORE(o, value);
}
