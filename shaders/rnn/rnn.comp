#version 460
#extension GL_GOOGLE_include_directive : require
// h_t = f(gates_t + R h_{t-1}).
#define BATCH_LAST 0
#include "include/tensor.glsl"
#ifdef CHECK_DEFAULTS
#define ACTIVATION(x) exact_tanh(x)
#define HAS_H0 1
#define H0_SLOT 2
#define H_SLOT 3
#endif
#include "include/recurrence.glsl"
layout(local_size_x = LOCAL_SIZE) in;
SCALARS(0, gates);
SCALARS(1, rt);  // R transposed: [HIDDEN][HIDDEN], from unit first
#if HAS_H0
SCALARS(H0_SLOT, h0);
#endif
layout(set = 0, binding = H_SLOT) buffer H { float h[]; };

shared V state[HIDDEN];

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
        V next[UNITS];
        barrier();
        EACH_UNIT(u, j) {
            if (!EXISTS(j)) continue;
            V sum = TAKE(gates, t, HIDDEN, j);
            OVER(state, HIDDEN, k, before, sum += SCALAR(rt, k * HIDDEN + j) * before;)
            next[u] = mix(state[j], ACTIVATION(sum), live);
            PUT(h, t, HIDDEN, j, next[u]);
        }
        barrier();
        EACH_UNIT(u, j) if (EXISTS(j)) state[j] = next[u];
    }
}
