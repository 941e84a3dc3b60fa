#version 460
#extension GL_GOOGLE_include_directive : require
// Backward through h_t = f(gates_t + R h_{t-1}): SLOPE(h) is f' by its result. Runs against the forward's direction.
#define BATCH_LAST 0
#include "include/tensor.glsl"
#ifdef CHECK_DEFAULTS
#define SLOPE(h) (1.0 - (h) * (h))
#define DGATES_SLOT 3
#define DH0_SLOT 4
#endif
#include "include/recurrence.glsl"
layout(local_size_x = LOCAL_SIZE) in;
SCALARS(0, h);
SCALARS(1, r);  // [HIDDEN][HIDDEN], to unit first
SCALARS(2, dh);
layout(set = 0, binding = DGATES_SLOT) writeonly buffer Dgates { float dgates[]; };
layout(set = 0, binding = DH0_SLOT) buffer Dh0 { float dh0[]; };  // between dispatches: what flows to the step before

shared V inner[HIDDEN];

void main() {
    V flow[UNITS];
    EACH_UNIT(u, j) {
        if (!EXISTS(j)) continue;
        flow[u] = LAST < STEPS ? TAKE_OWN(dh0, 0, HIDDEN, j) : V(0);
    }
    for (int s = LAST - 1; s >= FIRST; --s) {
        const uint t = time_of(s);
        const V live = running(t);
        V passed[UNITS];
        barrier();
        EACH_UNIT(u, j) {
            if (!EXISTS(j)) continue;
            const V y = TAKE(h, t, HIDDEN, j), d = flow[u] + TAKE(dh, t, HIDDEN, j);
            inner[j] = d * live * SLOPE(y);
            passed[u] = d * (1.0 - live);
            PUT(dgates, t, HIDDEN, j, inner[j]);
        }
        barrier();
        EACH_UNIT(u, j) {
            if (!EXISTS(j)) continue;
            V sum = passed[u];
            OVER(inner, HIDDEN, k, dgate, sum += SCALAR(r, k * HIDDEN + j) * dgate;)
            flow[u] = sum;
        }
    }
    EACH_UNIT(u, j) if (EXISTS(j)) PUT(dh0, 0, HIDDEN, j, flow[u]);
}
