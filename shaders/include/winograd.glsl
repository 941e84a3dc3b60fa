// Winograd's minimal filtering F(4 x 4, 3 x 3) (Lavin and Gray 2016): where a filter of three taps makes four places of six,
// polynomials are multiplied point by point: 6 products in place of 12, in the plane 36 in place of 144. The points 0, 1, -1,
// 1/2, -2 and infinity round a third as much as the usual 0, 1, -1, 2, -2 (Barabasz et al. 2020). A plane is cut into
// TILES_H x TILES_W tiles of 4 x 4 results; positions are all tiles of all samples.
#ifdef CHECK_DEFAULTS
#define CHANNELS 16
#define PLANE_H 32
#define PLANE_W 32
#define PAD_TOP 1
#define PAD_LEFT 1
#define TILES_H 8
#define TILES_W 8
#define PLACES 6
#define MASKED 1
#define ROWS_M 16
#define K 16
#define ROWS 16
#define COLUMNS 2
#define CHUNK 4
#define CHUNKS 4
#define A_FIRST 0
#define A_ROW 144
#define A_OUTER 9
#define A_LINE 3
#define A_TAP 1
#endif
#define TILES (TILES_H * TILES_W)
#define POSITIONS (TILES * LINE)
// Memory of the points: [block of positions][point][channel][position], so that a workgroup of the products reads and writes
// what lies together. Points are odd multiples of 64 bytes apart: what lies powers of two apart shares few places of a cache.
#define POINTS 36
#define BLOCK (2 * SUBGROUP_SIZE)
#define BLOCKS ((POSITIONS + BLOCK - 1) / BLOCK)
#define POINT_PITCH(channels) ((((channels) * BLOCK + 3) / 4 | 1) * 4)
#define BLOCK_PITCH(channels) (POINTS * POINT_PITCH(channels))
