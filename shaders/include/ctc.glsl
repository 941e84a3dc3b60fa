// The lattice of connectionist temporal classification: a line's states are its labels with a blank before, between and after
// them. A workgroup takes a line, an invocation the states lane, lane + LOCAL_SIZE, ...; the row of a step passes through
// shared memory. A dispatch runs the steps from FIRST to LAST. Shares are kept as logarithms, of which NOTHING is 0's.
#ifdef CHECK_DEFAULTS
#define STEPS 9
#define FIRST 0
#define LAST 9
#define STATES 7
#define UNITS 1
#define CLASSES 5
#define ZERO_INFINITY 0
#endif
#include "include/math.glsl"
layout(local_size_x = LOCAL_SIZE) in;
SCALARS(0, log_probs);  // [lines][STEPS][CLASSES]
layout(set = 0, binding = 1) readonly buffer States { int states[]; };    // [lines][STATES]: the class of each
layout(set = 0, binding = 2) readonly buffer Steps { int steps[]; };      // [lines] of the line
layout(set = 0, binding = 3) readonly buffer Labels { int labels[]; };    // [lines] of the line

#define NOTHING -1e30
#define IMPOSSIBLE -1e29
#define EACH_STATE(u, s) for (uint u = 0, s = gl_LocalInvocationID.x; u < UNITS; ++u, s += LOCAL_SIZE)
#define EXISTS(s) ((s) < STATES)

int end_of_line() { return clamp(steps[GROUP], 0, STEPS); }
uint last_state() { return 2 * uint(clamp(labels[GROUP], 0, STATES / 2)); }
uint at(uint t, uint s) { return (GROUP * STEPS + t) * STATES + s; }
int class_of(uint s) { return clamp(states[GROUP * STATES + s], 0, CLASSES - 1); }
/// Whether a path may come to state s from two before: the blank between unlike labels may be left out.
bool skips(uint s) { return s >= 2 && s < STATES && class_of(s) != class_of(s - 2); }
float score(uint t, uint s) { return max(SCALAR(log_probs, (GROUP * STEPS + t) * CLASSES + class_of(s)), NOTHING); }
float log_sum(float a, float b, float c) {
    const float most = max(a, max(b, c));
    return most + exact_log(exact_exp(a - most) + exact_exp(b - most) + exact_exp(c - most));
}
