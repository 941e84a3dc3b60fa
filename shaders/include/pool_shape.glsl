// Shape of a pooling: x (N, CHANNELS, IN_H, IN_W), y (N, CHANNELS, OUT_H, OUT_W).
#ifdef CHECK_DEFAULTS
#define CHANNELS 6
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
#define IN_COUNT (CHANNELS * IN_H * IN_W)
#define OUT_COUNT (CHANNELS * OUT_H * OUT_W)

/// `value` where a equals b, else 0.
float where_equal(float a, float b, float value) { return a == b ? value : 0; }
vec4 where_equal(vec4 a, vec4 b, vec4 value) { return mix(vec4(0), value, equal(a, b)); }

/// Row of x that tap `k` of output row `o` reads (maybe outside), and the output row that reads x at row `i` through
/// tap `k`, or -1.
int input_row(uint o, int k) { return int(o) * STRIDE_H - PAD_TOP + k * DILATION_H; }
int input_column(uint o, int k) { return int(o) * STRIDE_W - PAD_LEFT + k * DILATION_W; }
int output_row(uint i, int k) {
    const int y = int(i) + PAD_TOP - k * DILATION_H;
    return y >= 0 && y % STRIDE_H == 0 && y / STRIDE_H < OUT_H ? y / STRIDE_H : -1;
}
int output_column(uint i, int k) {
    const int x = int(i) + PAD_LEFT - k * DILATION_W;
    return x >= 0 && x % STRIDE_W == 0 && x / STRIDE_W < OUT_W ? x / STRIDE_W : -1;
}
