// Kernel calls of convolution and its two gradients. Each pass is a matrix product [rows x k] * [k x columns]:
//   Forward         rows = output channels, k = (ic, ky, kx), columns = (oy, ox, n)
//   InputGradient   rows = input channels,  k = (oc, ky, kx), columns = (iy, ix, n)
//   WeightGradient  rows = output channels, k = (n, oy, ox),  columns = (ic, ky, kx)
#include <algorithm>

#include "engine/ops/conv_shape.h"
#include "engine/ops/tile.h"

namespace saddle::ops {
namespace {

struct Pass {
    const char* file;
    const char* kernel;
    int64_t rows, columns, k;      ///< of one group; columns in samples' elements
    double macs;
};

Pass describe(ConvPass pass, const ConvShape& s) {
    const int64_t taps = s.window.taps();
    switch (pass) {
        case ConvPass::Forward:
            return {"conv/forward", "conv_forward", s.group_out(), s.batch * s.out_plane(), s.group_in() * taps, s.macs()};
        case ConvPass::InputGradient:
            return {"conv/input_gradient", "conv_input_gradient", s.group_in(), s.batch * s.in_plane(), s.group_out() * taps,
                    double(s.batch) * double(s.channels) * double(s.in_plane()) * double(s.group_out()) * double(taps)};
        case ConvPass::WeightGradient: break;
    }
    return {"conv/weight_gradient", "conv_weight_gradient", s.group_out(), s.group_in() * taps, s.batch * s.out_plane(), s.macs()};
}

KernelCall start(const KernelContext& c, const Pass& p, const char* suffix, const ConvShape& s, bool texel) {
    KernelCall call;
    call.source = std::string(p.file) + suffix;
    call.kernel = p.kernel;
    call.flops = 2 * p.macs;
    define_tensor(call, c, c.instruction.inputs[0], texel);
    define_window(call, s.window);
    call.define("CHANNELS", s.channels);
    call.define("OUT_CHANNELS", s.out_channels);
    call.define("GROUPED", s.groups);
    return call;
}

std::vector<KernelCall> cpu(const KernelContext& c, ConvPass pass, const Pass& p, const ConvShape& s) {
    KernelCall call = start(c, p, ".cpu.comp", s, true);
    call.define("PADDED", s.window.padded());
    call.define("SUBGROUP_SIZE", int64_t(c.device.subgroup_size));
    call.local_size = c.device.subgroup_size;
    read(call, c, c.instruction.inputs[0], true);
    read(call, c, c.instruction.inputs[1], true);
    const int64_t lanes = c.device.subgroup_size, line = line_of(c, c.instruction.inputs[0]);
    Partials partials;
    if (pass == ConvPass::WeightGradient) {
        const Tile tile = dot_tile(p.rows, p.columns, lanes);
        const int64_t groups = s.groups * tile.groups;
        const int64_t steps = s.out_plane(), least = ceil_div(steps * (line + 1), int64_t(c.device.max_loop_iterations) - 500);
        // Chunks of positions, so that every core has work; each at least 16 positions long.
        partials.chunks = std::clamp(ceil_div(kCpuWorkgroups, groups), std::min(least, steps), std::max(least, ceil_div(steps, 16)));
        const int64_t chunk = ceil_div(steps, partials.chunks);
        partials.chunks = ceil_div(steps, chunk);
        partials.results = s.out_channels * p.columns;
        call.define("CHUNK", chunk);
        call.define("ROWS", tile.rows);
        call.define("COLUMNS", tile.columns);
        spread(call, groups, c.device);
    } else {
        const int64_t positions = p.columns / s.batch * line;
        const Tile tile = position_tile(p.rows, positions, lanes, s.groups);
        call.define("ROWS", tile.rows);
        call.define("COLUMNS", tile.columns);
        spread(call, s.groups * tile.groups, c.device);
    }
    return in_chunks(c, std::move(call), partials);
}

std::vector<KernelCall> gpu(const KernelContext& c, const Pass& p, const ConvShape& s) {
    KernelCall call = start(c, p, ".gpu.comp", s, false);
    call.local_size = 256;
    read(call, c, c.instruction.inputs[0], false);
    read(call, c, c.instruction.inputs[1], false);
    const int64_t groups = s.groups * ceil_div(p.rows, 64) * ceil_div(p.columns, 64);
    Partials partials;
    const int64_t chunk = gpu_chunk(p.k, groups);
    partials.chunks = ceil_div(p.k, chunk);
    partials.results = c.out_type().shape.count();
    call.define("CHUNK", chunk);
    spread(call, groups, c.device);
    return in_chunks(c, std::move(call), partials);
}

std::vector<KernelCall> plain(const KernelContext& c, ConvPass pass, const Pass& p, const ConvShape& s) {
    KernelCall call = start(c, p, ".comp", s, false);
    read(call, c, c.instruction.inputs[0], false);
    read(call, c, c.instruction.inputs[1], false);
    const int64_t outputs = elements_of(c, c.instruction.outputs[0]);
    Partials partials;
    if (pass == ConvPass::WeightGradient) {
        const int64_t steps = line_of(c, c.instruction.inputs[0]) * s.window.d.out * s.window.h.out;
        const int64_t most = std::max<int64_t>(1, (int64_t(c.device.max_loop_iterations) - 500) / (s.window.w.out + 1));
        const int64_t chunk = std::min({steps, most, std::max<int64_t>(64, ceil_div(steps, 16))});
        partials.chunks = ceil_div(steps, chunk);
        partials.results = outputs;
        call.define("CHUNK", chunk);
    }
    call.define("OUTPUTS", outputs);
    spread_elements(call, outputs, c);
    return in_chunks(c, std::move(call), partials);
}

}  // namespace

std::vector<KernelCall> conv_kernels(const KernelContext& context, ConvPass pass, const ConvShape& shape) {
    const Pass p = describe(pass, shape);
    const ir::Program& program = context.program;
    const bool batched = program[context.instruction.inputs[0]].batched;
    const bool both = program[context.instruction.inputs[1]].batched == (pass == ConvPass::WeightGradient);
    if (!shape.window.planar()) return plain(context, pass, p, shape);  // the tiles know two spatial axes
    if (batched && both && cpu_variant(context)) return cpu(context, pass, p, shape);
    if (gpu_variant(context)) return gpu(context, p, shape);
    return plain(context, pass, p, shape);
}

}  // namespace saddle::ops
