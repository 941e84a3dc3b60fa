// Kernel calls of convolution and its two gradients. Each pass is a matrix product [rows x k] * [k x columns]:
//   Forward         rows = output channels, k = (ic, ky, kx), columns = (oy, ox, n)
//   InputGradient   rows = input channels,  k = (oc, ky, kx), columns = (iy, ix, n)
//   WeightGradient  rows = output channels, k = (n, oy, ox),  columns = (ic, ky, kx)
#include <algorithm>

#include "engine/ops/conv_winograd.h"
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

KernelCall start(const KernelContext& c, const Pass& p, const std::string& source, const ConvShape& s, bool texel) {
    KernelCall call;
    call.source = source;
    call.kernel = p.kernel;
    call.flops = 2 * p.macs;
    define_tensor(call, c, c.instruction.inputs[0], texel);
    define_window(call, s.window);
    call.define("CHANNELS", s.channels);
    call.define("OUT_CHANNELS", s.out_channels);
    call.define("GROUPED", s.groups);
    if (texel) {   // the kernels for CPU-type devices: a subgroup a workgroup
        call.define("PADDED", s.window.padded());
        call.define("SUBGROUP_SIZE", int64_t(c.device.subgroup_size));
        call.local_size = c.device.subgroup_size;
    }
    for (const size_t operand : {0, 1}) read(call, c, c.instruction.inputs[operand], texel);
    return call;
}

/// One convolution of shaders/conv/line.cpu.comp: what it reads, which taps of the kernel, which places it fills.
struct Lines {
    ConvShape shape;                          ///< of the taps and places alone; channels as they are read and made
    int64_t first = 0, line = 0, tap = 1;     ///< of the weight: of tap (0, 0), and from tap to tap
    int64_t plane_h = 0, plane_w = 0;         ///< of the result
    int64_t offset_h = 0, offset_w = 0, spacing_h = 1, spacing_w = 1;
};

/// The gradient of x is, for each residue of a place modulo the stride, a convolution of dy with every stride-th tap, from the last
/// to the first: x[i] meets y[o] at tap k where i + before = o stride + k.
Lines gradient_lines(const ConvShape& s, int64_t residue_h, int64_t residue_w) {
    Lines lines{s, 0, 0, 1, s.window.h.in, s.window.w.in, residue_h, residue_w, s.window.h.stride, s.window.w.stride};
    const auto turned = [](WindowAxis& axis, int64_t residue) {   // the first of the taps that are met
        const int64_t first = (residue + axis.before) % axis.stride, taps = ceil_div(axis.kernel - first, axis.stride);
        const int64_t shift = (residue + axis.before) / axis.stride;
        axis = {axis.out, ceil_div(axis.in - residue, axis.stride), taps, 1, axis.dilation, 0, 0};
        axis.before = (taps - 1) * axis.dilation - shift;
        axis.after = axis.out - 1 + axis.span() - axis.in - axis.before;
        return first;
    };
    const int64_t sh = s.window.h.stride, sw = s.window.w.stride, width = s.window.w.kernel;
    const int64_t ky = turned(lines.shape.window.h, residue_h), kx = turned(lines.shape.window.w, residue_w);
    lines.first = (ky + (lines.shape.window.h.kernel - 1) * sh) * width + kx + (lines.shape.window.w.kernel - 1) * sw;
    lines.line = -sh * width;
    lines.tap = -sw;
    std::swap(lines.shape.channels, lines.shape.out_channels);
    return lines;
}

/// Empty where the other tile is faster: neighbours on a line share nothing that they read, or a batch leaves most lanes idle,
/// which only taps that a stride makes useless outweigh.
std::vector<Lines> as_lines(const KernelContext& c, ConvPass pass, const ConvShape& s) {
    const int64_t lanes = c.device.subgroup_size, line = line_of(c, c.instruction.inputs[0]);
    const WindowAxis &h = s.window.h, &w = s.window.w;
    const bool fills = 2 * line >= ceil_div(line, lanes) * lanes, strided = h.stride > 1 || w.stride > 1;
    if (w.dilation > 1 || w.kernel == 1) return {};
    if (pass == ConvPass::Forward && fills && w.kernel > w.stride) return {{s, 0, w.kernel, 1, h.out, w.out}};
    std::vector<Lines> all;
    if (pass == ConvPass::InputGradient && (fills || strided) && h.kernel >= h.stride && w.kernel >= w.stride && (h.dilation == 1 || h.stride == 1))
        for (int64_t y = 0; y < std::min(h.stride, h.in); ++y)
            for (int64_t x = 0; x < std::min(w.stride, w.in); ++x) all.push_back(gradient_lines(s, y, x));
    return all;
}

KernelCall along_lines(const KernelContext& c, ConvPass pass, const Pass& p, const ConvShape& own, const Lines& lines) {
    const ConvShape& s = lines.shape;
    const bool forward = pass == ConvPass::Forward;
    const int64_t taps = own.window.taps(), filter = own.group_in() * taps, lanes = c.device.subgroup_size;
    KernelCall call = start(c, p, "conv/line.cpu.comp", s, true);
    call.flops = 2 * s.macs();
    if (s.out_plane() < lines.plane_h * lines.plane_w)   // others fill the rest
        call.bytes = 4 * (double(s.batch) * double(s.channels * s.in_plane() + s.out_channels * s.out_plane()) + double(own.out_channels * own.group_in() * s.window.taps()));
    for (const auto& [name, value] : {std::pair("A_FIRST", lines.first), std::pair("A_GROUP", own.group_out() * filter), std::pair("A_ROW", forward ? filter : taps),
                                      std::pair("A_OUTER", forward ? taps : filter), std::pair("A_LINE", lines.line), std::pair("A_TAP", lines.tap),
                                      std::pair("PLANE_H", lines.plane_h), std::pair("PLANE_W", lines.plane_w), std::pair("OFFSET_H", lines.offset_h), std::pair("OFFSET_W", lines.offset_w),
                                      std::pair("SPACING_H", lines.spacing_h), std::pair("SPACING_W", lines.spacing_w)})
        call.define(name, value);
    const Tile tile = line_tile(s.group_out(), s.window.w, lanes, s.groups * s.window.h.out * ceil_div(line_of(c, c.instruction.inputs[0]), lanes));
    call.define("ROWS", tile.rows);
    call.define("COLUMNS", tile.columns);
    spread(call, tile.groups, c.device);
    call.take(c.prologue, c.epilogue);
    return call;
}

std::vector<KernelCall> cpu(const KernelContext& c, ConvPass pass, const Pass& p, const ConvShape& s) {
    if (c.winograd)
        if (std::vector<KernelCall> calls = winograd_kernels(c, pass, s, p.kernel); !calls.empty()) return calls;
    if (const std::vector<Lines> all = as_lines(c, pass, s); !all.empty()) {
        std::vector<KernelCall> calls;
        for (const Lines& lines : all) calls.push_back(along_lines(c, pass, p, s, lines));
        return calls;
    }
    KernelCall call = start(c, p, std::string(p.file) + ".cpu.comp", s, true);
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
    KernelCall call = start(c, p, std::string(p.file) + ".gpu.comp", s, false);
    call.local_size = 256;
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
    KernelCall call = start(c, p, std::string(p.file) + ".comp", s, false);
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
