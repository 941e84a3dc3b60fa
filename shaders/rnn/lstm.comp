#version 460
#extension GL_GOOGLE_include_directive : require
// A long short-term memory's gates i, o, f and candidate g, with optional peepholes p (i, o, f):
//   c_t = f c_{t-1} + i g,  h_t = o tanh c_t. `active` keeps i, o, f, g for the way back.
#define BATCH_LAST 0
#include "include/tensor.glsl"
#ifdef CHECK_DEFAULTS
#define HAS_H0 1
#define H0_SLOT 2
#define HAS_C0 1
#define C0_SLOT 3
#define HAS_P 1
#define P_SLOT 4
#define H_SLOT 5
#define C_SLOT 6
#define ACTIVE_SLOT 7
#endif
#include "include/recurrence.glsl"
layout(local_size_x = LOCAL_SIZE) in;
SCALARS(0, gates);
SCALARS(1, rt);  // R transposed: [HIDDEN][4 HIDDEN]
#if HAS_H0
SCALARS(H0_SLOT, h0);
#endif
#if HAS_C0
SCALARS(C0_SLOT, c0);
#endif
#if HAS_P
SCALARS(P_SLOT, p);
#define PEEP(k, j, c) (SCALAR(p, (k) * HIDDEN + (j)) * (c))
#else
#define PEEP(k, j, c) V(0)
#endif
layout(set = 0, binding = H_SLOT) buffer H { float h[]; };
layout(set = 0, binding = C_SLOT) buffer C { float c[]; };
layout(set = 0, binding = ACTIVE_SLOT) writeonly buffer Active { float active_[]; };
#define WIDTH (4 * HIDDEN)

shared V state[HIDDEN];

void main() {
    V cell[UNITS];
    EACH_UNIT(u, j) {
        if (!EXISTS(j)) continue;
        state[j] = cell[u] = V(0);
#if FIRST > 0
        state[j] = TAKE_OWN(h, time_of(FIRST - 1), HIDDEN, j);
        cell[u] = TAKE_OWN(c, time_of(FIRST - 1), HIDDEN, j);
#else
#if HAS_H0
        state[j] = TAKE(h0, 0, HIDDEN, j);
#endif
#if HAS_C0
        cell[u] = TAKE(c0, 0, HIDDEN, j);
#endif
#endif
    }
    for (int s = FIRST; s < LAST; ++s) {
        const uint t = time_of(s);
        const V live = running(t);
        V next[UNITS];
        barrier();
        EACH_UNIT(u, j) {
            if (!EXISTS(j)) continue;
            V i = TAKE(gates, t, WIDTH, j), o = TAKE(gates, t, WIDTH, HIDDEN + j), f = TAKE(gates, t, WIDTH, 2 * HIDDEN + j), g = TAKE(gates, t, WIDTH, 3 * HIDDEN + j);
            OVER(state, HIDDEN, k, before,
                i += SCALAR(rt, k * WIDTH + j) * before;
                o += SCALAR(rt, k * WIDTH + HIDDEN + j) * before;
                f += SCALAR(rt, k * WIDTH + 2 * HIDDEN + j) * before;
                g += SCALAR(rt, k * WIDTH + 3 * HIDDEN + j) * before;
            )
            i = sigmoid(i + PEEP(0, j, cell[u]));
            f = sigmoid(f + PEEP(2, j, cell[u]));
            g = exact_tanh(g);
            const V now = f * cell[u] + i * g;
            o = sigmoid(o + PEEP(1, j, now));
            next[u] = mix(state[j], o * exact_tanh(now), live);
            cell[u] = mix(cell[u], now, live);
            PUT(h, t, HIDDEN, j, next[u]);
            PUT(c, t, HIDDEN, j, cell[u]);
            PUT(active_, t, WIDTH, j, i);
            PUT(active_, t, WIDTH, HIDDEN + j, o);
            PUT(active_, t, WIDTH, 2 * HIDDEN + j, f);
            PUT(active_, t, WIDTH, 3 * HIDDEN + j, g);
        }
        barrier();
        EACH_UNIT(u, j) if (EXISTS(j)) state[j] = next[u];
    }
}
