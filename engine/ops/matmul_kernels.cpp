#include <algorithm>

#include "engine/ops/matmul_shape.h"
#include "engine/ops/tile.h"

namespace saddle::ops {
namespace {

/// The strides that an operand has in memory: batch-last keeps the leading axis innermost, padded to a multiple of 4.
Strides physical(Strides s, const KernelContext& c, ir::ValueId id, int64_t Strides::*leading) {
    if (c.layout_of(id) == Layout::RowMajor) return s;
    const int64_t line = padded_batch(c.program[id].type.shape[0]);
    for (int64_t Strides::*role : {&Strides::b0, &Strides::b1, &Strides::m, &Strides::k, &Strides::n})
        s.*role = role == leading ? 1 : s.*role * line;
    return s;
}

struct Product {
    MatMulShape s;
    bool batched_y = false;     ///< Y's samples are innermost in memory: they are b0
    Strides a, b;               ///< in memory
};

/// Roles in memory. A sample axis of Gemm's result is its row axis: then rows become b0.
Product product_of(const KernelContext& c, MatMulShape s) {
    const ir::ValueId a = c.instruction.inputs[0], b = c.instruction.inputs[1], y = c.instruction.outputs[0];
    Product p;
    p.batched_y = c.layout_of(y) == Layout::BatchLast;
    const bool rank2 = c.out_type().shape.rank() == 2;
    p.a = physical(s.a, c, a, s.first_a);
    p.b = physical(s.b, c, b, s.first_b);
    if (p.batched_y && rank2) {
        s.b0 = s.m;
        s.m = 1;
        p.a.b0 = p.a.m;
        p.a.m = 0;
    }
    p.s = s;
    return p;
}

KernelCall start(const KernelContext& c, const Product& p, const std::string& source, bool texel) {
    KernelCall call;
    call.source = source;
    call.kernel = "matmul";
    call.flops = 2 * p.s.macs();
    define_tensor(call, c, c.instruction.outputs[0], texel);
    const std::pair<const char*, int64_t> sizes[] = {
        {"B0", p.s.b0},   {"B1", p.s.b1},   {"ROWS_M", p.s.m}, {"COLUMNS_N", p.s.n}, {"K", p.s.k},
        {"A_B0", p.a.b0}, {"A_B1", p.a.b1}, {"A_M", p.a.m},    {"A_K", p.a.k},
        {"B_B0", p.b.b0}, {"B_B1", p.b.b1}, {"B_K", p.b.k},    {"B_N", p.b.n}};
    for (const auto& [name, value] : sizes) call.define(name, value);
    call.define("ALPHA", glsl_float(p.s.alpha));
    return call;
}

std::vector<KernelCall> cpu(const KernelContext& c, const Product& p) {
    KernelCall call = start(c, p, "matmul/matmul.cpu.comp", true);
    read(call, c, c.instruction.inputs[0], true);
    read(call, c, c.instruction.inputs[1], true);
    const int64_t positions = p.s.b1 * p.s.m * line_of(c, c.instruction.outputs[0]);
    const Tile tile = position_tile(p.s.n, positions, c.device.subgroup_size);
    call.define("SUBGROUP_SIZE", int64_t(c.device.subgroup_size));
    call.define("ROWS", tile.rows);
    call.define("COLUMNS", tile.columns);
    call.local_size = c.device.subgroup_size;
    spread(call, tile.groups, c.device);
    return in_chunks(c, std::move(call), {});
}

std::vector<KernelCall> gpu(const KernelContext& c, const Product& p) {
    KernelCall call = start(c, p, "matmul/matmul.gpu.comp", false);
    read(call, c, c.instruction.inputs[0], false);
    read(call, c, c.instruction.inputs[1], false);
    const int64_t groups = p.s.b0 * p.s.b1 * ceil_div(p.s.m, 64) * ceil_div(p.s.n, 64);
    const int64_t chunk = gpu_chunk(p.s.k, groups);
    call.define("CHUNK_K", chunk);
    call.local_size = 256;
    spread(call, groups, c.device);
    Partials partials;
    partials.chunks = std::max<int64_t>(1, ceil_div(p.s.k, chunk));
    partials.results = c.out_type().shape.count();
    return in_chunks(c, std::move(call), partials);
}

std::vector<KernelCall> plain(const KernelContext& c, const Product& p) {
    KernelCall call = start(c, p, "matmul/matmul.comp", false);
    read(call, c, c.instruction.inputs[0], false, true);
    read(call, c, c.instruction.inputs[1], false, true);
    Partials partials;
    partials.vector = p.batched_y;
    partials.results = elements_of(c, c.instruction.outputs[0]);
    const int64_t most = (int64_t(c.device.max_loop_iterations) - 500) / (p.batched_y ? 4 : 1);
    const int64_t chunk = std::clamp<int64_t>(p.s.k, 1, most);
    partials.chunks = std::max<int64_t>(1, ceil_div(p.s.k, chunk));
    call.define("CHUNK_K", chunk);
    call.define("OUTPUTS", partials.results);
    spread_elements(call, partials.results, c);
    return in_chunks(c, std::move(call), partials);
}

}  // namespace

std::vector<KernelCall> matmul_kernels(const KernelContext& c, const MatMulShape& s) {
    const Product p = product_of(c, s);
    const ir::ValueId a = c.instruction.inputs[0], b = c.instruction.inputs[1];
    // Samples times a matrix, k contiguous in each sample: the vector kernel.
    const bool samples = p.batched_y && c.layout_of(a) == Layout::BatchLast && c.layout_of(b) == Layout::RowMajor;
    const int64_t line = samples ? line_of(c, a) * 4 : 0;
    if (samples && cpu_variant(c) && p.a.b0 == 1 && p.a.k == line && (p.s.m == 1 || p.a.m == p.s.k * line) &&
        (p.s.b1 == 1 || p.a.b1 == p.s.m * p.s.k * line) && p.b.b0 == 0 && p.b.b1 == 0)
        return cpu(c, p);
    if (gpu_variant(c)) return gpu(c, p);
    return plain(c, p);
}

std::vector<KernelCall> sample_product_kernels(const KernelContext& c, int64_t steps, int64_t rows, int64_t columns, double alpha) {
    KernelCall call;
    call.source = "matmul/weight_gradient.cpu.comp";
    call.kernel = "matmul";
    call.flops = 2 * double(rows) * double(columns) * double(steps) * double(c.in_type(0).shape[0]);
    define_tensor(call, c, c.instruction.inputs[0], true);
    read(call, c, c.instruction.inputs[0], true);
    read(call, c, c.instruction.inputs[1], true);
    const Tile tile = dot_tile(rows, columns, c.device.subgroup_size);
    const int64_t line = line_of(c, c.instruction.inputs[0]);
    Partials partials;
    partials.results = rows * columns;
    const int64_t most = std::max<int64_t>(1, (int64_t(c.device.max_loop_iterations) - 500) / (line + 1));
    const int64_t wanted = std::clamp(ceil_div(kCpuWorkgroups, tile.groups), int64_t(1), std::max<int64_t>(1, steps / 16));
    const int64_t chunk = std::min(most, ceil_div(steps, wanted));
    partials.chunks = ceil_div(steps, chunk);
    call.define("SUBGROUP_SIZE", int64_t(c.device.subgroup_size));
    call.define("ROWS", tile.rows);
    call.define("COLUMNS", tile.columns);
    call.define("ROWS_M", rows);
    call.define("COLUMNS_N", columns);
    call.define("STEPS", steps);
    call.define("CHUNK_STEPS", chunk);
    call.define("ALPHA", glsl_float(alpha));
    call.local_size = c.device.subgroup_size;
    spread(call, tile.groups, c.device);
    return in_chunks(c, std::move(call), partials);
}

}  // namespace saddle::ops
