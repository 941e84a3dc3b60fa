// Shape of a pooling: x (N, CHANNELS, IN_D, IN_H, IN_W), y (N, CHANNELS, OUT_D, OUT_H, OUT_W).
#ifdef CHECK_DEFAULTS
#define CHANNELS 6
#define IN_D 1
#define OUT_D 1
#define KERNEL_D 1
#define STRIDE_D 1
#define PAD_FRONT 0
#define PAD_BACK 0
#define PAD_BOTTOM 0
#define PAD_RIGHT 0
#define DILATION_D 1
#define IN_H 28
#define IN_W 28
#define OUT_H 14
#define OUT_W 14
#define KERNEL_H 2
#define KERNEL_W 2
#define STRIDE_H 2
#define STRIDE_W 2
#define PAD_TOP 0
#define PAD_LEFT 0
#define DILATION_H 1
#define DILATION_W 1
#define GRID_H 14
#define GRID_W 14
#define COUNT_PAD 0
#define OUTPUTS 1000
#endif
#define IN_VOLUME (IN_D * IN_H * IN_W)
#define OUT_VOLUME (OUT_D * OUT_H * OUT_W)
#define IN_COUNT (CHANNELS * IN_VOLUME)
#define OUT_COUNT (CHANNELS * OUT_VOLUME)
#define TAPS (KERNEL_D * KERNEL_H * KERNEL_W)
// Positions of taps are constants in a small window's unrolled loop.
#if TAPS <= 25
#define UNROLL [[unroll]]
#else
#define UNROLL [[dont_unroll]]
#endif

/// `value` where a equals b, else 0.
float where_equal(float a, float b, float value) { return a == b ? value : 0; }
vec4 where_equal(vec4 a, vec4 b, vec4 value) { return mix(vec4(0), value, equal(a, b)); }

/// (z, y, x) of an element of one plane of x or y, and of a tap.
ivec3 input_position(uint inner) { return ivec3(inner / (IN_H * IN_W) % IN_D, inner / IN_W % IN_H, inner % IN_W); }
ivec3 output_position(uint inner) { return ivec3(inner / (OUT_H * OUT_W) % OUT_D, inner / OUT_W % OUT_H, inner % OUT_W); }
ivec3 tap_position(int tap) { return ivec3(tap / (KERNEL_H * KERNEL_W), tap / KERNEL_W % KERNEL_H, tap % KERNEL_W); }

/// Position in x that `tap` of the window of output `o` reads, maybe outside.
ivec3 input_of(ivec3 o, int tap) {
    return o * ivec3(STRIDE_D, STRIDE_H, STRIDE_W) - ivec3(PAD_FRONT, PAD_TOP, PAD_LEFT) + tap_position(tap) * ivec3(DILATION_D, DILATION_H, DILATION_W);
}
bool inside(ivec3 i) { return uint(i.x) < IN_D && uint(i.y) < IN_H && uint(i.z) < IN_W; }
/// Whether a mean that counts padding counts this position: past the padding, as a rounded-up window reaches, there is nothing.
bool inside_padded(ivec3 i) { return i.x < IN_D + PAD_BACK && i.y < IN_H + PAD_BOTTOM && i.z < IN_W + PAD_RIGHT; }
uint input_index(uint c, ivec3 i) { return ((c * IN_D + i.x) * IN_H + i.y) * IN_W + i.z; }

/// The output whose window reads position `i` of x through `tap`; false when there is none.
bool output_of(ivec3 i, int tap, out ivec3 o) {
    const ivec3 first = i + ivec3(PAD_FRONT, PAD_TOP, PAD_LEFT) - tap_position(tap) * ivec3(DILATION_D, DILATION_H, DILATION_W);
    o = first / ivec3(STRIDE_D, STRIDE_H, STRIDE_W);
    return first.x >= 0 && first.y >= 0 && first.z >= 0 && o * ivec3(STRIDE_D, STRIDE_H, STRIDE_W) == first && o.x < OUT_D && o.y < OUT_H && o.z < OUT_W;
}
uint output_index(uint c, ivec3 o) { return ((c * OUT_D + o.x) * OUT_H + o.y) * OUT_W + o.z; }
