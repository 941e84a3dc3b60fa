#version 460
#extension GL_GOOGLE_include_directive : require
// A gated recurrent unit's gates z, r and candidate n: h_t = (1 - z) n + z h_{t-1}, where
//   RESET_LAST 1: n = tanh(gates + r (R h_{t-1} + b)),  0: n = tanh(gates + R (r h_{t-1})).
// `active` keeps z, r, n and R h_{t-1} + b for the way back.
#define BATCH_LAST 0
#include "include/tensor.glsl"
#ifdef CHECK_DEFAULTS
#define RESET_LAST 1
#define HAS_B 1
#define B_SLOT 2
#define HAS_H0 1
#define H0_SLOT 3
#define H_SLOT 4
#define ACTIVE_SLOT 5
#endif
#include "include/recurrence.glsl"
layout(local_size_x = LOCAL_SIZE) in;
SCALARS(0, gates);
SCALARS(1, rt);  // R transposed: [HIDDEN][3 HIDDEN]
#if HAS_B
SCALARS(B_SLOT, b);
#endif
#if HAS_H0
SCALARS(H0_SLOT, h0);
#endif
layout(set = 0, binding = H_SLOT) buffer H { float h[]; };
layout(set = 0, binding = ACTIVE_SLOT) writeonly buffer Active { float active_[]; };
#define WIDTH (3 * HIDDEN)

shared V state[HIDDEN];
#if RESET_LAST == 0
shared V kept[HIDDEN];  // r h_{t-1}
#endif

void main() {
    EACH_UNIT(u, j) {
        if (!EXISTS(j)) continue;
#if FIRST > 0
        state[j] = TAKE_OWN(h, time_of(FIRST - 1), HIDDEN, j);
#elif HAS_H0
        state[j] = TAKE(h0, 0, HIDDEN, j);
#else
        state[j] = V(0);
#endif
    }
    for (int s = FIRST; s < LAST; ++s) {
        const uint t = time_of(s);
        const V live = running(t);
        V z[UNITS], r[UNITS], q[UNITS];
        barrier();
        EACH_UNIT(u, j) {
            if (!EXISTS(j)) continue;
            z[u] = TAKE(gates, t, WIDTH, j);
            r[u] = TAKE(gates, t, WIDTH, HIDDEN + j);
            q[u] = V(0);
            OVER(state, HIDDEN, k, before,
                z[u] += SCALAR(rt, k * WIDTH + j) * before;
                r[u] += SCALAR(rt, k * WIDTH + HIDDEN + j) * before;
                if (RESET_LAST != 0) q[u] += SCALAR(rt, k * WIDTH + 2 * HIDDEN + j) * before;
            )
            z[u] = sigmoid(z[u]);
            r[u] = sigmoid(r[u]);
#if RESET_LAST == 0
            kept[j] = r[u] * state[j];
#endif
        }
#if RESET_LAST == 0
        barrier();
        EACH_UNIT(u, j) {
            if (!EXISTS(j)) continue;
            OVER(kept, HIDDEN, k, gated, q[u] += SCALAR(rt, k * WIDTH + 2 * HIDDEN + j) * gated;)
        }
#endif
        barrier();
        EACH_UNIT(u, j) {
            if (!EXISTS(j)) continue;
#if RESET_LAST && HAS_B
            q[u] += SCALAR(b, j);
#endif
            const V n = exact_tanh(TAKE(gates, t, WIDTH, 2 * HIDDEN + j) + (RESET_LAST != 0 ? r[u] * q[u] : q[u]));
            state[j] = mix(state[j], (1.0 - z[u]) * n + z[u] * state[j], live);
            PUT(h, t, HIDDEN, j, state[j]);
            PUT(active_, t, 4 * HIDDEN, j, z[u]);
            PUT(active_, t, 4 * HIDDEN, HIDDEN + j, r[u]);
            PUT(active_, t, 4 * HIDDEN, 2 * HIDDEN + j, n);
            PUT(active_, t, 4 * HIDDEN, 3 * HIDDEN + j, q[u]);
        }
    }
}
