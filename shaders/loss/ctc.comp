#version 460
#extension GL_GOOGLE_include_directive : require
// alpha_{t,s} = ln of the share of all paths that are in state s at step t and have been through the states before it; the loss
// is that of paths through all states. Past its end a line keeps its row.
#define BATCH_LAST 0
#include "include/tensor.glsl"
#include "include/ctc.glsl"
layout(set = 0, binding = 4) writeonly buffer Loss { float loss[]; };
layout(set = 0, binding = 5) buffer Alpha { float alpha[]; };

shared float before[STATES + 2];  // two places ahead of the first state

void main() {
    if (GROUP >= GROUPS) return;
    const int end = end_of_line();
    const uint lane = gl_LocalInvocationID.x, last = last_state();
    EACH_STATE(u, s) {
        if (!EXISTS(s)) continue;
#if FIRST > 0
        before[s + 2] = alpha[at(FIRST - 1, s)];
#else
        before[s + 2] = s == 0 ? 0.0 : NOTHING;
#endif
    }
    if (lane == 0) before[0] = before[1] = NOTHING;
    for (int t = FIRST; t < LAST; ++t) {
        float next[UNITS];
        barrier();
        EACH_STATE(u, s) {
            if (!EXISTS(s)) continue;
            next[u] = t < end ? log_sum(before[s + 2], before[s + 1], skips(s) ? before[s] : NOTHING) + score(t, s) : before[s + 2];
            alpha[at(t, s)] = next[u];
        }
        barrier();
        EACH_STATE(u, s) if (EXISTS(s)) before[s + 2] = next[u];
    }
    barrier();
    if (lane > 0) return;
    const float total = log_sum(before[last + 2], before[last + 1], NOTHING);
    loss[GROUP] = total > IMPOSSIBLE ? -total : ZERO_INFINITY != 0 ? 0.0 : INFINITY;
}
