#pragma once
// Sizes of the register tiles of matrix products (convolutions included), by measurement on lavapipe.
#include <algorithm>

#include "engine/ops/conv_shape.h"
#include "engine/ops/dispatch.h"

namespace saddle::ops {

/// Workgroups that keep the cores of a CPU-type device busy to the end.
inline constexpr int64_t kCpuWorkgroups = 8;

struct Tile {
    int64_t rows = 1, columns = 1;   ///< rows x (columns * lanes) a workgroup
    int64_t groups = 1;              ///< workgroups
};

/// Tile of shaders/include/tile_cpu.glsl: at most 16 rows, about 32 vec4 accumulators, even shares of the rows.
inline Tile position_tile(int64_t rows, int64_t positions, int64_t lanes, int64_t groups = 1) {
    const int64_t blocks = ceil_div(positions, lanes);
    int64_t row_tiles = ceil_div(rows, 16);
    row_tiles = std::max(row_tiles, std::min(rows, ceil_div(kCpuWorkgroups, blocks * groups)));
    Tile tile;
    tile.rows = ceil_div(rows, row_tiles);
    row_tiles = ceil_div(rows, tile.rows);
    tile.columns = std::clamp<int64_t>(tile.rows > 6 ? 2 : tile.rows > 2 ? 4 : 8, 1, blocks);
    while (tile.columns > 1 && groups * row_tiles * ceil_div(blocks, tile.columns) < kCpuWorkgroups) tile.columns /= 2;
    tile.groups = row_tiles * ceil_div(blocks, tile.columns);
    return tile;
}

/// Tile of shaders/conv/line.cpu.comp: channels x neighbours on a line, of which `lines` are made. The cheapest by instructions of
/// lavapipe: 8 a product, a load of 4 floats for each of the lanes, a weight, and the registers that go to memory and back.
inline Tile line_tile(int64_t rows, const WindowAxis& w, int64_t lanes, int64_t lines) {
    Tile best{0, 0, 0};
    double least = 0;
    for (int64_t row_tiles = ceil_div(rows, lanes); row_tiles <= rows; ++row_tiles)
        for (int64_t columns = 1; columns <= std::min<int64_t>(8, w.out); ++columns) {
            const int64_t r = ceil_div(rows, row_tiles), groups = lines * ceil_div(rows, r) * ceil_div(w.out, columns);
            const int64_t products = 8 * r * columns * w.kernel, loads = 6 * lanes * ((columns - 1) * w.stride + w.kernel), weights = 4 * r * w.kernel, registers = 8 * r * columns;
            const double cost = double(groups) * double(products + loads + weights + registers);
            const bool enough = groups >= kCpuWorkgroups, was_enough = best.groups >= kCpuWorkgroups;
            if (r * columns > 40 || (enough != was_enough ? was_enough : enough ? cost >= least : groups <= best.groups)) continue;
            best = {r, columns, groups};
            least = cost;
        }
    return best;
}

/// Tile of shaders/include/tile_dot_cpu.glsl: at most 16 rows and 5 blocks of columns, even shares of both.
inline Tile dot_tile(int64_t rows, int64_t columns, int64_t lanes) {
    const int64_t row_tiles = ceil_div(rows, 16), blocks = ceil_div(columns, lanes);
    Tile tile;
    tile.rows = ceil_div(rows, row_tiles);
    tile.columns = ceil_div(blocks, ceil_div(blocks, 5));
    while (tile.columns > 1 && row_tiles * ceil_div(blocks, tile.columns) < kCpuWorkgroups && blocks >= kCpuWorkgroups) --tile.columns;
    tile.groups = ceil_div(rows, tile.rows) * ceil_div(blocks, tile.columns);
    return tile;
}

/// Length of a chunk of k such that `tiles` workgroups become enough for a GPU: a multiple of 16, at least 256.
inline int64_t gpu_chunk(int64_t k, int64_t tiles) {
    const int64_t chunks = std::clamp<int64_t>(ceil_div(128, tiles), 1, std::max<int64_t>(1, k / 256));
    return ceil_div(ceil_div(k, chunks), 16) * 16;
}

}  // namespace saddle::ops
