// Shape of a convolution: x (N, CHANNELS, IN_D, IN_H, IN_W), w (OUT_CHANNELS, CHANNELS / GROUPED, KERNEL_D, KERNEL_H,
// KERNEL_W), y (N, OUT_CHANNELS, OUT_D, OUT_H, OUT_W); kernels that do not read the sizes in D run where they are 1.
// GROUP_IN and GROUP_OUT are channels of one group.
#ifdef CHECK_DEFAULTS
#define CHANNELS 6
#define IN_D 1
#define OUT_D 1
#define KERNEL_D 1
#define STRIDE_D 1
#define PAD_FRONT 0
#define DILATION_D 1
#define IN_H 14
#define IN_W 14
#define OUT_CHANNELS 16
#define OUT_H 10
#define OUT_W 10
#define KERNEL_H 5
#define KERNEL_W 5
#define STRIDE_H 1
#define STRIDE_W 1
#define PAD_TOP 0
#define PAD_LEFT 0
#define DILATION_H 1
#define DILATION_W 1
#define GROUPED 1
#define PADDED 1
#define ROWS 8
#define COLUMNS 2
#define CHUNK 100
#define OUTPUTS 100000
#endif
#define TAPS (KERNEL_D * KERNEL_H * KERNEL_W)
#define IN_VOLUME (IN_D * IN_H * IN_W)
#define OUT_VOLUME (OUT_D * OUT_H * OUT_W)
#define GROUP_IN (CHANNELS / GROUPED)
#define GROUP_OUT (OUT_CHANNELS / GROUPED)
