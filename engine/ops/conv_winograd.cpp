#include "engine/ops/conv_winograd.h"

#include <algorithm>
#include <array>

#include "engine/ops/tile.h"

namespace saddle::ops {
namespace {

constexpr int64_t kPoints = 36;

/// A plane cut into tiles of 4 x 4, as all kernels of one pass see it, and the memory of points: shaders/include/winograd.glsl.
struct Tiles {
    int64_t h, w, line, lanes;
    int64_t positions() const { return h * w * line; }   ///< in vec4
    int64_t block() const { return 2 * lanes; }
    int64_t blocks() const { return ceil_div(positions(), block()); }
    int64_t floats(int64_t channels) const { return 4 * blocks() * kPoints * (ceil_div(channels * block(), 4) | 1) * 4; }
};

/// A value of the plan, or memory for the time of these kernels, and where its plane lies.
struct Plane {
    ir::ValueId value;
    int64_t channels, height, width, top, left;
};

class Winograd {
public:
    Winograd(const KernelContext& c, const ConvShape& s, const char* kernel, const Tiles& tiles) : c_(c), s_(s), kernel_(kernel), tiles_(tiles) {}

    /// Forward and the gradient of x: the latter is a convolution of dy with the filters turned round, channels exchanged.
    std::vector<KernelCall> convolution(bool forward) {
        const int64_t filter = s_.channels * 9, rows = forward ? s_.out_channels : s_.channels, k = forward ? s_.channels : s_.out_channels;
        const WindowAxis &h = s_.window.h, &w = s_.window.w;
        const Plane x = forward ? Plane{input(0), k, h.in, w.in, h.before, w.before} : Plane{input(0), k, h.out, w.out, 2 - h.before, 2 - w.before};
        const ir::ValueId u = c_.scratch(kPoints * rows * k), v = c_.scratch(tiles_.floats(k)), y = c_.scratch(tiles_.floats(rows));
        std::vector<KernelCall> calls{weights(rows, k, u, forward ? std::array<int64_t, 5>{0, filter, 9, 3, 1} : std::array<int64_t, 5>{8, 9, filter, -3, -1}),
                                      points(x, 6, v, false)};

        KernelCall product = start("winograd_product.cpu.comp", "_products", rows, k);
        product.local_size = uint32_t(tiles_.lanes);
        product.bindings = {{v, BindingKind::Texel4}, {u, BindingKind::Texel1}, {y, BindingKind::Storage, true}};
        const int64_t held = ceil_div(rows, ceil_div(rows, 16));   // even shares
        product.define("ROWS", held);
        product.define("COLUMNS", int64_t(2));
        spread(product, kPoints * ceil_div(rows, held) * tiles_.blocks(), c_.device);
        product.flops = 2 * double(kPoints * rows * k) * samples();
        calls.push_back(std::move(product));

        KernelCall places = start("winograd_places.cpu.comp", "_places", rows, k);
        define_plane(places, {{}, rows, forward ? h.out : h.in, forward ? w.out : w.in, 0, 0}, 4);
        places.bindings = {{y, BindingKind::Texel4}};
        places.take(nullptr, c_.epilogue);
        places.flops = 120 * double(rows) * samples();
        calls.push_back(std::move(places));
        return calls;
    }

    std::vector<KernelCall> weight_gradient() {
        const int64_t rows = s_.out_channels, k = s_.channels;
        const WindowAxis &h = s_.window.h, &w = s_.window.w;
        const ir::ValueId dy = c_.scratch(tiles_.floats(rows)), x = c_.scratch(tiles_.floats(k));
        std::vector<KernelCall> calls{points({input(0), rows, h.out, w.out, 0, 0}, 4, dy, true), points({input(1), k, h.in, w.in, h.before, w.before}, 6, x, true)};

        KernelCall sums = start("winograd_sums.cpu.comp", "_sums", rows, k, tiles_.block());
        sums.local_size = uint32_t(tiles_.lanes);
        sums.bindings = {{dy, BindingKind::Texel4}, {x, BindingKind::Texel4}};
        const Tile tile = dot_tile(rows, k, tiles_.lanes);
        const int64_t chunk = ceil_div(tiles_.blocks(), ceil_div(tiles_.blocks() * (tiles_.block() + 1), int64_t(c_.device.max_loop_iterations) - 500));
        Partials partials{{}, kPoints * rows * k, ceil_div(tiles_.blocks(), chunk)};
        partials.scratch = c_.scratch(partials.results * partials.chunks);
        const Epilogue store = store_partials(partials);
        sums.define("ROWS", tile.rows);
        sums.define("COLUMNS", tile.columns);
        sums.define("CHUNK", chunk);
        sums.define("ALL_BLOCKS", tiles_.blocks());
        spread(sums, kPoints * tile.groups, c_.device);
        sums.groups[2] = uint32_t(partials.chunks);
        sums.take(nullptr, &store);
        sums.flops = 2 * double(kPoints * rows * k) * samples();
        calls.push_back(std::move(sums));

        KernelCall filter = start("winograd_filter.comp", "_filter", rows, k, 1);
        filter.define("CHUNKS", partials.chunks);
        filter.bindings = {{partials.scratch, BindingKind::Texel1}};
        spread_elements(filter, rows * k, c_);
        filter.take(nullptr, c_.epilogue);
        filter.flops = double(partials.results * partials.chunks) + 60 * double(rows * k);
        calls.push_back(std::move(filter));
        return calls;
    }

private:
    ir::ValueId input(size_t i) const { return c_.instruction.inputs[i]; }
    double samples() const { return double(tiles_.positions() * 4); }

    /// `line`: vec4 that follow one another; 0: the batch's own, 1: of kernels of single floats.
    KernelCall start(const std::string& source, const char* what, int64_t rows, int64_t k, int64_t line = 0) const {
        KernelCall call;
        call.source = "conv/" + source;
        call.kernel = kernel_ + std::string(what);
        for (const auto& [name, value] : {std::pair("BATCH_LAST", int64_t(line != 1)), std::pair("TEXEL", int64_t(1)), std::pair("LINE", line ? line : tiles_.line),
                                          std::pair("BATCH", line ? 4 * line : s_.batch), std::pair("SUBGROUP_SIZE", tiles_.lanes), std::pair("TILES_H", tiles_.h),
                                          std::pair("TILES_W", tiles_.w), std::pair("ROWS_M", rows), std::pair("K", k)})
            call.define(name, value);
        return call;
    }

    void define_plane(KernelCall& call, const Plane& p, int64_t places) const {
        for (const auto& [name, value] : {std::pair("CHANNELS", p.channels), std::pair("PLANE_H", p.height), std::pair("PLANE_W", p.width),
                                          std::pair("PAD_TOP", p.top), std::pair("PAD_LEFT", p.left), std::pair("PLACES", places)})
            call.define(name, value);
        spread_elements(call, p.channels * tiles_.blocks() * tiles_.block(), c_);
    }

    KernelCall points(const Plane& p, int64_t places, ir::ValueId to, bool masked) const {
        KernelCall call = start("winograd_points.cpu.comp", "_points", p.channels, 1);
        define_plane(call, p, places);
        call.define("MASKED", int64_t(masked));
        call.bindings = {{p.value, BindingKind::Texel4}, {to, BindingKind::Storage, true}};
        call.flops = 200 * double(p.channels) * samples();
        return call;
    }

    /// `steps`: the first tap, and from row to row, channel to channel, line to line, tap to tap.
    KernelCall weights(int64_t rows, int64_t k, ir::ValueId to, const std::array<int64_t, 5>& steps) const {
        KernelCall call = start("winograd_weights.comp", "_weights", rows, k, 1);
        const char* names[] = {"A_FIRST", "A_ROW", "A_OUTER", "A_LINE", "A_TAP"};
        for (size_t i = 0; i < steps.size(); ++i) call.define(names[i], steps[i]);
        call.bindings = {{input(1), BindingKind::Texel1}, {to, BindingKind::Storage, true}};
        spread_elements(call, rows * k, c_);
        call.flops = 100 * double(rows * k);
        return call;
    }

    const KernelContext& c_;
    const ConvShape& s_;
    const char* kernel_;
    const Tiles tiles_;
};

/// Nanoseconds of a core of lavapipe for a place of all channels, by measurement: a multiplication and addition of the direct
/// kernels and of the products here, and a number stored and read again with the additions around it. Where a batch fills
/// vectors of 512 bits, direct kernels multiply three times as fast, the rest does not.
bool pays(const ConvShape& s, const Tiles& tiles, double waste) {
    const bool wide = tiles.lanes >= 16;
    const double idle = double(ceil_div(tiles.line, tiles.lanes) * tiles.lanes) / double(tiles.line);   // all lanes to those at work
    const double in = double(s.channels), out = double(s.out_channels), direct = wide && idle <= 2 ? idle * 2 / 45 : 2 / 15.0, product = wide ? 2 / 15.0 : 2 / 30.0, stored = 2;
    return 2.25 * waste * ((in + out) * stored + in * out * product) < 9 * in * out * direct;
}

}  // namespace

std::vector<KernelCall> winograd_kernels(const KernelContext& c, ConvPass pass, const ConvShape& s, const char* kernel) {
    const WindowAxis &h = s.window.h, &w = s.window.w;
    for (const WindowAxis& axis : {h, w})
        if (axis.kernel != 3 || axis.stride != 1 || axis.dilation != 1) return {};
    if (s.groups != 1) return {};
    const bool gradient = pass == ConvPass::InputGradient;
    const Tiles tiles{ceil_div(gradient ? h.in : h.out, 4), ceil_div(gradient ? w.in : w.out, 4), line_of(c, c.instruction.inputs[0]), c.device.subgroup_size};
    const double waste = double(16 * tiles.h * tiles.w) / double(gradient ? s.in_plane() : s.out_plane());
    const int64_t largest = tiles.floats(std::max(s.channels, s.out_channels));
    if (!pays(s, tiles, waste) || tiles.positions() < tiles.lanes || 4 * largest > storage_window(c.device) || largest > int64_t(c.device.max_texel_elements)) return {};
    Winograd winograd(c, s, kernel, tiles);
    return pass == ConvPass::WeightGradient ? winograd.weight_gradient() : winograd.convolution(pass == ConvPass::Forward);
}

}  // namespace saddle::ops
