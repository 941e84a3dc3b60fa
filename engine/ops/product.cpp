#include "engine/ops/product.h"

#include <algorithm>

#include "engine/ops/tile.h"

namespace saddle::ops {
namespace {

using Constants = std::vector<std::pair<const char*, int64_t>>;

KernelCall start(const char* source, const Product& p, const Constants& constants) {
    KernelCall call;
    call.source = source;
    call.kernel = "matmul";
    call.flops = 2 * p.macs();
    call.define("ALPHA", glsl_float(p.alpha));
    for (const auto& [name, value] : constants) call.define(name, value);
    return call;
}

/// Samples times one matrix: A batch-last, B row-major.
std::optional<KernelCall> samples_times_matrix(const KernelContext& c, const Product& p) {
    const ir::ValueId a = c.instruction.inputs[0], b = c.instruction.inputs[1];
    if (c.layout_of(a) != Layout::BatchLast || c.layout_of(b) == Layout::BatchLast || c.layout_of(c.instruction.outputs[0]) != Layout::BatchLast) return {};
    const int64_t line = line_of(c, a) * 4, lanes = c.device.subgroup_size;
    // A must be [q][k][samples] without gaps, q being all its rows, and B the same for all.
    int64_t rows = p.m;
    for (size_t i = 1; i < p.batch.size(); ++i) rows *= p.batch[i].size;
    if (std::any_of(p.batch.begin(), p.batch.end(), [](const auto& x) { return x.b != 0; }) || p.batch[0].a != 1) return {};
    if (p.a_k.size() != 1 || p.a_k[0].stride != line || (rows > 1 && elements_of(c, a) * 4 != rows * p.k * line)) return {};
    if (p.m > 1 && p.a_m != p.k * line) return {};
    const Tile tile = position_tile(p.n, rows * line_of(c, a), lanes);
    KernelCall call = start("matmul/matmul.cpu.comp", p, {{"ROWS_A", rows}, {"COLUMNS_N", p.n}, {"K", p.k}, {"B_K", p.b_k[0].stride}, {"B_N", p.b_n}, {"ROWS", tile.rows}, {"COLUMNS", tile.columns}});
    define_tensor(call, c, a, true);
    call.local_size = uint32_t(lanes);
    read(call, c, a, true);
    read(call, c, b, true);
    spread(call, tile.groups, c.device);
    return call;
}

/// Products of each sample's own matrices: all batch-last.
std::optional<KernelCall> samples_times_samples(const KernelContext& c, const Product& p) {
    const ir::ValueId a = c.instruction.inputs[0], b = c.instruction.inputs[1];
    for (const ir::ValueId id : {a, b, c.instruction.outputs[0]})
        if (c.layout_of(id) != Layout::BatchLast) return {};
    if (p.batch[0].a != 1 || p.batch[0].b != 1 || p.a_k.size() != 1 || p.b_k.size() != 1) return {};
    std::vector<AxisStride> batch_a, batch_b;  // in vec4s
    for (size_t i = 1; i < p.batch.size(); ++i) {
        batch_a.push_back({p.batch[i].size, p.batch[i].a / 4});
        batch_b.push_back({p.batch[i].size, p.batch[i].b / 4});
    }
    const int64_t groups = p.batches() / p.batch[0].size, rows = std::min<int64_t>(p.m, 4), columns = std::min<int64_t>(p.n, 4);
    KernelCall call = start("matmul/samples.cpu.comp", p, {{"ROWS_M", p.m}, {"COLUMNS_N", p.n}, {"K", p.k}, {"A_M", p.a_m / 4}, {"A_K", p.a_k[0].stride / 4}, {"B_K", p.b_k[0].stride / 4}, {"B_N", p.b_n / 4},
                                                             {"ROWS", rows}, {"COLUMNS", columns}});
    define_tensor(call, c, a, true);
    call.define("A_BATCH(b)", offset_of(batch_a, "(b)"));
    call.define("B_BATCH(b)", offset_of(batch_b, "(b)"));
    const int64_t tiles = groups * ceil_div(p.m, rows) * ceil_div(p.n, columns) * line_of(c, a);
    call.define("OUTPUTS", tiles);
    read(call, c, a, true);
    read(call, c, b, true);
    spread_elements(call, tiles, c);
    return call;
}

/// A sum over samples and steps: both operands [step][row or column][samples].
std::optional<std::vector<KernelCall>> sum_over_samples(const KernelContext& c, const Product& p) {
    const ir::ValueId a = c.instruction.inputs[0], b = c.instruction.inputs[1];
    if (c.layout_of(a) != Layout::BatchLast || c.layout_of(b) != Layout::BatchLast || c.layout_of(c.instruction.outputs[0]) == Layout::BatchLast || !p.batch.empty()) return {};
    const int64_t line = line_of(c, a) * 4, samples = c.in_type(0).shape[0], steps = p.k / samples, lanes = c.device.subgroup_size;
    const auto fits = [&](const std::vector<AxisStride>& k, int64_t across, int64_t count) {
        return k[0].stride == 1 && k[0].size == samples && across == line && (steps == 1 || (k.size() == 2 && k[1].stride == count * line));
    };
    if (!fits(p.a_k, p.a_m, p.m) || !fits(p.b_k, p.b_n, p.n)) return {};
    const Tile tile = dot_tile(p.m, p.n, lanes);
    const int64_t wanted = std::clamp<int64_t>(ceil_div(kCpuWorkgroups, tile.groups), 1, steps), longest = std::max<int64_t>(1, 30000 / line_of(c, a));
    const int64_t chunk = std::min(ceil_div(steps, wanted), longest);
    KernelCall call = start("matmul/weight_gradient.cpu.comp", p, {{"ROWS_M", p.m}, {"COLUMNS_N", p.n}, {"STEPS", steps}, {"CHUNK_STEPS", chunk}, {"ROWS", tile.rows}, {"COLUMNS", tile.columns}});
    define_tensor(call, c, a, true);
    call.local_size = uint32_t(lanes);
    read(call, c, a, true);
    read(call, c, b, true);
    spread(call, tile.groups, c.device);
    Partials partials;
    partials.results = p.m * p.n;
    partials.chunks = ceil_div(steps, chunk);
    return in_chunks(c, std::move(call), partials);
}

bool all_row_major(const KernelContext& c) {
    return c.layout_of(c.instruction.inputs[0]) == Layout::RowMajor && c.layout_of(c.instruction.inputs[1]) == Layout::RowMajor && c.layout_of(c.instruction.outputs[0]) == Layout::RowMajor;
}

/// Row-major, the columns of B side by side and in fours.
std::optional<KernelCall> rows_times_columns(const KernelContext& c, const Product& p) {
    if (!all_row_major(c) || p.b_n != 1 || p.n % 4 != 0 || p.a_k.size() != 1 || p.b_k.size() != 1 || p.b_k[0].stride % 4 != 0 || p.k > 60000) return {};
    if (std::any_of(p.batch.begin(), p.batch.end(), [](const auto& x) { return x.b % 4 != 0; })) return {};
    const int64_t lanes = c.device.subgroup_size;
    const Tile tile = position_tile(p.m, p.n / 4, lanes, p.batches());
    std::vector<AxisStride> batch_a, batch_b;
    for (const Product::Batch& axis : p.batch) {
        batch_a.push_back({axis.size, axis.a});
        batch_b.push_back({axis.size, axis.b});
    }
    KernelCall call = start("matmul/rows.cpu.comp", p, {{"LINE", 1}, {"BATCH", 1}, {"TEXEL", 1}, {"ROWS_M", p.m}, {"COLUMNS_N", p.n}, {"K", p.k}, {"A_M", p.a_m}, {"A_K", p.a_k[0].stride}, {"B_K", p.b_k[0].stride},
                                                        {"ROWS", tile.rows}, {"COLUMNS", tile.columns}});
    call.define("A_BATCH(b)", offset_of(batch_a, "(b)"));
    call.define("B_BATCH(b)", offset_of(batch_b, "(b)"));
    call.local_size = uint32_t(lanes);
    call.bindings = {{c.instruction.inputs[1], BindingKind::Texel4}, {c.instruction.inputs[0], BindingKind::Texel1}};
    spread(call, p.batches() * tile.groups, c.device);
    return call;
}

/// Row-major, the rows of A and the columns of B both along k: sums of products of vec4s.
std::optional<KernelCall> rows_times_rows(const KernelContext& c, const Product& p) {
    const auto along = [&](const std::vector<AxisStride>& k, int64_t across) { return k.size() == 1 && k[0].stride == 1 && across == p.k; };
    if (!all_row_major(c) || p.batches() != 1 || p.k % 4 != 0 || p.k > 240000 || !along(p.a_k, p.a_m) || !along(p.b_k, p.b_n)) return {};
    const int64_t lanes = c.device.subgroup_size;
    const Tile tile = dot_tile(p.m, p.n, lanes);
    KernelCall call = start("matmul/weight_gradient.cpu.comp", p, {{"BATCH_LAST", 0}, {"LINE", p.k / 4}, {"BATCH", p.k}, {"TEXEL", 1}, {"ROWS_M", p.m}, {"COLUMNS_N", p.n}, {"STEPS", 1}, {"CHUNK_STEPS", 1},
                                                                  {"ROWS", tile.rows}, {"COLUMNS", tile.columns}});
    call.local_size = uint32_t(lanes);
    call.bindings = {{c.instruction.inputs[0], BindingKind::Texel4}, {c.instruction.inputs[1], BindingKind::Texel4}};
    spread(call, tile.groups, c.device);
    return call;
}

/// Any strides and layouts: tiles in shared memory on GPUs, else an element an invocation.
std::vector<KernelCall> anywhere(const KernelContext& c, const Product& p) {
    const ir::ValueId y = c.instruction.outputs[0];
    const bool batch_last = c.layout_of(y) == Layout::BatchLast, gpu = gpu_variant(c);
    std::vector<AxisStride> batch_a, batch_b;
    for (const Product::Batch& axis : p.batch) {
        batch_a.push_back({axis.size, axis.a});
        batch_b.push_back({axis.size, axis.b});
    }
    const int64_t samples = batch_last ? p.batch[0].size : 1;
    KernelCall call = start(gpu ? "matmul/matmul.gpu.comp" : "matmul/matmul.comp", p,
                            {{"BATCH_LAST", batch_last}, {"LINE", batch_last ? line_of(c, y) : 1}, {"BATCH", samples}, {"TEXEL", 0}, {"B0", samples}, {"B1", p.batches() / samples},
                             {"ROWS_M", p.m}, {"COLUMNS_N", p.n}, {"K", p.k}, {"A_M", p.a_m}, {"B_N", p.b_n}});
    call.define("A_BATCH(b)", offset_of(batch_a, "(b)"));
    call.define("B_BATCH(b)", offset_of(batch_b, "(b)"));
    call.define("A_K(k)", "(" + offset_of(p.a_k, "(k)") + ")");
    call.define("B_K(k)", "(" + offset_of(p.b_k, "(k)") + ")");
    for (const size_t i : {0, 1}) read(call, c, c.instruction.inputs[i], false, true);
    Partials partials;
    int64_t chunk = std::max<int64_t>(1, p.k);
    if (gpu) {
        const int64_t groups = p.batches() * ceil_div(p.m, 64) * ceil_div(p.n, 64);
        chunk = gpu_chunk(chunk, groups);
        partials.results = p.batches() * p.m * p.n;
        call.local_size = 256;
        spread(call, groups, c.device);
    } else {
        chunk = std::min<int64_t>(chunk, int64_t(c.device.max_loop_iterations) / 4 - 500);
        partials.results = elements_of(c, y);
        partials.vector = batch_last;
        call.define("OUTPUTS", partials.results);
        spread_elements(call, partials.results, c);
    }
    partials.chunks = std::max<int64_t>(1, ceil_div(p.k, chunk));
    call.define("CHUNK_K", chunk);
    return in_chunks(c, std::move(call), partials);
}

}  // namespace

int64_t Product::batches() const {
    int64_t count = 1;
    for (const Batch& axis : batch) count *= axis.size;
    return count;
}

std::vector<KernelCall> product_kernels(const KernelContext& c, const Product& p) {
    if (cpu_variant(c)) {
        if (auto calls = sum_over_samples(c, p)) return std::move(*calls);
        for (const auto& rule : {samples_times_matrix, samples_times_samples, rows_times_columns, rows_times_rows})
            if (auto call = rule(c, p)) {
                call->take(nullptr, c.epilogue);
                return {std::move(*call)};
            }
    }
    return anywhere(c, p);
}

}  // namespace saddle::ops
