// Shape used when the matmul kernels are checked at build time.
#ifdef CHECK_DEFAULTS
#define B0 1
#define B1 1
#define ROWS_M 64
#define COLUMNS_N 120
#define K 400
#define ROWS_A 64
#define A_BATCH(b) 0
#define B_BATCH(b) 0
#define A_M 400
#define B_N 1
#define ALPHA 1.0
#define ROWS 8
#define COLUMNS 1
#define CHUNK_K 400
#define STEPS 1
#define OUTPUTS 7680
#endif
