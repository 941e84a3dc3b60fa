#version 460
#extension GL_GOOGLE_include_directive : require
// Backward through a long short-term memory, from what the forward kept: gradients of the gates before their activations.
#define BATCH_LAST 0
#include "include/tensor.glsl"
#ifdef CHECK_DEFAULTS
#define HAS_DH 1
#define DH_SLOT 3
#define HAS_DC 1
#define DC_SLOT 4
#define HAS_C0 1
#define C0_SLOT 5
#define HAS_P 1
#define P_SLOT 6
#define DGATES_SLOT 7
#define DH0_SLOT 8
#define DC0_SLOT 9
#endif
#include "include/recurrence.glsl"
layout(local_size_x = LOCAL_SIZE) in;
SCALARS(0, active_);
SCALARS(1, c);
SCALARS(2, r);  // [4 HIDDEN][HIDDEN]
#if HAS_DH
SCALARS(DH_SLOT, dh);
#endif
#if HAS_DC
SCALARS(DC_SLOT, dc);
#endif
#if HAS_C0
SCALARS(C0_SLOT, c0);
#endif
#if HAS_P
SCALARS(P_SLOT, p);
#define PEEP(k, j, d) (SCALAR(p, (k) * HIDDEN + (j)) * (d))
#else
#define PEEP(k, j, d) V(0)
#endif
layout(set = 0, binding = DGATES_SLOT) writeonly buffer Dgates { float dgates[]; };
layout(set = 0, binding = DH0_SLOT) buffer Dh0 { float dh0[]; };  // between dispatches: what flows to the step before
layout(set = 0, binding = DC0_SLOT) buffer Dc0 { float dc0[]; };
#define WIDTH (4 * HIDDEN)

shared V inner[WIDTH];

void main() {
    V flow[UNITS], cell_flow[UNITS];
    EACH_UNIT(u, j) {
        if (!EXISTS(j)) continue;
        flow[u] = LAST < STEPS ? TAKE_OWN(dh0, 0, HIDDEN, j) : V(0);
        cell_flow[u] = LAST < STEPS ? TAKE_OWN(dc0, 0, HIDDEN, j) : V(0);
    }
    for (int s = LAST - 1; s >= FIRST; --s) {
        const uint t = time_of(s);
        const V live = running(t);
        V passed[UNITS];
        barrier();
        EACH_UNIT(u, j) {
            if (!EXISTS(j)) continue;
            const V i = TAKE(active_, t, WIDTH, j), o = TAKE(active_, t, WIDTH, HIDDEN + j), f = TAKE(active_, t, WIDTH, 2 * HIDDEN + j), g = TAKE(active_, t, WIDTH, 3 * HIDDEN + j);
            const V squashed = exact_tanh(TAKE(c, t, HIDDEN, j));
            V before = V(0);
            if (s > 0) before = TAKE(c, time_of(s - 1), HIDDEN, j);
#if HAS_C0
            else before = TAKE(c0, 0, HIDDEN, j);
#endif
            V d = flow[u], e = cell_flow[u];
#if HAS_DH
            d += TAKE(dh, t, HIDDEN, j);
#endif
#if HAS_DC
            e += TAKE(dc, t, HIDDEN, j);
#endif
            const V d_o = d * live * squashed * o * (1.0 - o);
            const V d_cell = e * live + d * live * o * (1.0 - squashed * squashed) + PEEP(1, j, d_o);
            const V d_i = d_cell * g * i * (1.0 - i), d_f = d_cell * before * f * (1.0 - f), d_g = d_cell * i * (1.0 - g * g);
            cell_flow[u] = e * (1.0 - live) + d_cell * f * live + PEEP(0, j, d_i) + PEEP(2, j, d_f);
            passed[u] = d * (1.0 - live);
            inner[j] = d_i;
            inner[HIDDEN + j] = d_o;
            inner[2 * HIDDEN + j] = d_f;
            inner[3 * HIDDEN + j] = d_g;
            PUT(dgates, t, WIDTH, j, d_i);
            PUT(dgates, t, WIDTH, HIDDEN + j, d_o);
            PUT(dgates, t, WIDTH, 2 * HIDDEN + j, d_f);
            PUT(dgates, t, WIDTH, 3 * HIDDEN + j, d_g);
        }
        barrier();
        EACH_UNIT(u, j) {
            if (!EXISTS(j)) continue;
            V sum = passed[u];
            OVER(inner, WIDTH, k, dgate, sum += SCALAR(r, k * HIDDEN + j) * dgate;)
            flow[u] = sum;
        }
    }
    EACH_UNIT(u, j) {
        if (!EXISTS(j)) continue;
        PUT(dh0, 0, HIDDEN, j, flow[u]);
        PUT(dc0, 0, HIDDEN, j, cell_flow[u]);
    }
}
