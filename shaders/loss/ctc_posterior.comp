#version 460
#extension GL_GOOGLE_include_directive : require
// gamma_{t,s} = the share of the paths through all states that are in state s at step t: from alpha, and from the share of those
// that go on from there to the end.
#define BATCH_LAST 0
#include "include/tensor.glsl"
#include "include/ctc.glsl"
SCALARS(4, alpha);
layout(set = 0, binding = 5) writeonly buffer Gamma { float gamma[]; };
layout(set = 0, binding = 6) buffer Carried { float carried[]; };  // between dispatches: the row of the step after

shared float after[STATES + 2];  // two places behind the last state

void main() {
    if (GROUP >= GROUPS) return;
    const int end = end_of_line();
    const uint lane = gl_LocalInvocationID.x, last = last_state();
    const float total = log_sum(SCALAR(alpha, at(STEPS - 1, last)), last > 0 ? SCALAR(alpha, at(STEPS - 1, last - 1)) : NOTHING, NOTHING);
    EACH_STATE(u, s) {
        if (!EXISTS(s)) continue;
#if LAST < STEPS
        after[s] = carried[GROUP * STATES + s];
#else
        after[s] = s == last ? 0.0 : NOTHING;
#endif
    }
    if (lane == 0) after[STATES] = after[STATES + 1] = NOTHING;
    for (int t = LAST - 1; t >= FIRST; --t) {
        float next[UNITS];
        barrier();
        EACH_STATE(u, s) {
            if (!EXISTS(s)) continue;
            const float beta = log_sum(after[s], after[s + 1], skips(s + 2) ? after[s + 2] : NOTHING);
            next[u] = t < end ? beta + score(t, s) : after[s];
            gamma[at(t, s)] = t < end && total > IMPOSSIBLE ? exact_exp(SCALAR(alpha, at(t, s)) + beta - total) : 0.0;
        }
        barrier();
        EACH_STATE(u, s) if (EXISTS(s)) after[s] = next[u];
    }
    EACH_STATE(u, s) if (EXISTS(s)) carried[GROUP * STATES + s] = after[s];
}
