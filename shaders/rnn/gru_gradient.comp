#version 460
#extension GL_GOOGLE_include_directive : require
// Backward through a gated recurrent unit: gradients of the gates as the input's product gives them, and as the state's
// does (they differ in the candidate's, which the reset gate scales).
#define BATCH_LAST 0
#include "include/tensor.glsl"
#ifdef CHECK_DEFAULTS
#define RESET_LAST 1
#define HAS_H0 1
#define H0_SLOT 4
#define DGATES_SLOT 5
#define DSTATE_SLOT 6
#define DH0_SLOT 7
#endif
#include "include/recurrence.glsl"
layout(local_size_x = LOCAL_SIZE) in;
SCALARS(0, active_);
SCALARS(1, h);
SCALARS(2, r_);  // R: [3 HIDDEN][HIDDEN]
SCALARS(3, dh);
#if HAS_H0
SCALARS(H0_SLOT, h0);
#endif
layout(set = 0, binding = DGATES_SLOT) writeonly buffer Dgates { float dgates[]; };
layout(set = 0, binding = DSTATE_SLOT) writeonly buffer Dstate { float dstate[]; };
layout(set = 0, binding = DH0_SLOT) buffer Dh0 { float dh0[]; };  // between dispatches: what flows to the step before
#define WIDTH (3 * HIDDEN)

shared V inner[WIDTH];

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
            const V z = TAKE(active_, t, 4 * HIDDEN, j), r = TAKE(active_, t, 4 * HIDDEN, HIDDEN + j), n = TAKE(active_, t, 4 * HIDDEN, 2 * HIDDEN + j);
            V before = V(0);
            if (s > 0) before = TAKE(h, time_of(s - 1), HIDDEN, j);
#if HAS_H0
            else before = TAKE(h0, 0, HIDDEN, j);
#endif
            const V d = flow[u] + TAKE(dh, t, HIDDEN, j), inside = d * live;
            const V d_z = inside * (before - n) * z * (1.0 - z), d_n = inside * (1.0 - z) * (1.0 - n * n);
            passed[u] = d * (1.0 - live) + inside * z;
            inner[j] = d_z;
            PUT(dgates, t, WIDTH, j, d_z);
            PUT(dstate, t, WIDTH, j, d_z);
            PUT(dgates, t, WIDTH, 2 * HIDDEN + j, d_n);
#if RESET_LAST
            const V d_r = d_n * TAKE(active_, t, 4 * HIDDEN, 3 * HIDDEN + j) * r * (1.0 - r);
            inner[HIDDEN + j] = d_r;
            inner[2 * HIDDEN + j] = d_n * r;
            PUT(dgates, t, WIDTH, HIDDEN + j, d_r);
            PUT(dstate, t, WIDTH, HIDDEN + j, d_r);
#else
            inner[2 * HIDDEN + j] = d_n;
#endif
            PUT(dstate, t, WIDTH, 2 * HIDDEN + j, inner[2 * HIDDEN + j]);
        }
        barrier();
#if RESET_LAST == 0
        EACH_UNIT(u, j) {
            if (!EXISTS(j)) continue;
            V kept = V(0);  // gradient of r h_{t-1}
            for (uint k = 0; k < HIDDEN; ++k) kept += SCALAR(r_, (2 * HIDDEN + k) * HIDDEN + j) * inner[2 * HIDDEN + k];
            const V r = TAKE(active_, t, 4 * HIDDEN, HIDDEN + j);
            V before = V(0);
            if (s > 0) before = TAKE(h, time_of(s - 1), HIDDEN, j);
#if HAS_H0
            else before = TAKE(h0, 0, HIDDEN, j);
#endif
            const V d_r = kept * before * r * (1.0 - r);
            passed[u] += kept * r;
            inner[HIDDEN + j] = d_r;
            PUT(dgates, t, WIDTH, HIDDEN + j, d_r);
            PUT(dstate, t, WIDTH, HIDDEN + j, d_r);
        }
        barrier();
#endif
        EACH_UNIT(u, j) {
            if (!EXISTS(j)) continue;
            V sum = passed[u];
            OVER(inner, RESET_LAST != 0 ? WIDTH : 2 * HIDDEN, k, dgate, sum += SCALAR(r_, k * HIDDEN + j) * dgate;)
            flow[u] = sum;
        }
    }
    EACH_UNIT(u, j) if (EXISTS(j)) PUT(dh0, 0, HIDDEN, j, flow[u]);
}
