#include <algorithm>

#include "engine/ops/tile.h"

namespace saddle::ops {
namespace {

struct Product {
    int64_t m, n, k;
    bool trans_a, trans_b;
    double alpha;
};
Product product_of(const Shape& a, const Shape& b, const Attributes& attributes) {
    const bool ta = attributes.integer("transA") != 0, tb = attributes.integer("transB") != 0;
    return {ta ? a[1] : a[0], tb ? b[0] : b[1], ta ? a[0] : a[1], ta, tb, attributes.real("alpha", 1)};
}

/// Strides in floats of a matrix operand along (rows of the product, k) or (k, columns).
struct Strides { int64_t first, second; };
Strides strides_of(const KernelContext& c, size_t i, bool transposed) {
    const Shape& shape = c.in_type(i).shape;
    const bool batch_last = c.layout_of(c.instruction.inputs[i]) == Layout::BatchLast;
    Strides s{shape[1], 1};
    if (batch_last) s = {1, padded_batch(shape[0])};
    return transposed ? Strides{s.second, s.first} : s;
}

KernelCall start(const KernelContext& c, const char* source, const Product& p, ir::ValueId like, bool texel, bool floats) {
    KernelCall call;
    call.source = source;
    call.kernel = "matmul";
    call.flops = 2 * double(p.m) * double(p.n) * double(p.k);
    if (floats) {  // operands and results in floats, whatever the layout of `like`
        call.define("BATCH_LAST", int64_t(0));
        call.define("LINE", int64_t(1));
        call.define("BATCH", int64_t(1));
        call.define("TEXEL", texel);
    } else {
        define_tensor(call, c, like, texel);
    }
    call.define("ALPHA", glsl_float(p.alpha));
    return call;
}

std::vector<KernelCall> kernels(const KernelContext& c) {
    const Product p = product_of(c.in_type(0).shape, c.in_type(1).shape, c.instruction.attributes);
    const ir::ValueId a = c.instruction.inputs[0], b = c.instruction.inputs[1], y = c.instruction.outputs[0];
    const bool a_batched = c.program[a].batched, b_batched = c.program[b].batched, y_batched = c.program[y].batched;
    const int64_t lanes = c.device.subgroup_size;
    Partials partials;
    partials.results = p.m * p.n;
    if (cpu_variant(c) && a_batched && !b_batched && !p.trans_a) {  // samples times a matrix
        KernelCall call = start(c, "matmul/matmul.cpu.comp", p, a, true, false);
        const Strides sb = strides_of(c, 1, p.trans_b);
        const Tile tile = position_tile(p.n, line_of(c, a), lanes);
        for (const auto& [name, value] : {std::pair("B0", p.m), std::pair("B1", int64_t(1)), std::pair("ROWS_M", int64_t(1)), std::pair("COLUMNS_N", p.n), std::pair("K", p.k),
                                          std::pair("B_K", sb.first), std::pair("B_N", sb.second), std::pair("ROWS", tile.rows), std::pair("COLUMNS", tile.columns)})
            call.define(name, value);
        call.local_size = uint32_t(lanes);
        read(call, c, a, true);
        read(call, c, b, true);
        spread(call, tile.groups, c.device);
        call.take(nullptr, c.epilogue);
        return {std::move(call)};
    }
    if (cpu_variant(c) && a_batched && b_batched && p.trans_a && !p.trans_b && !y_batched) {  // weight gradient: sum over samples
        KernelCall call = start(c, "matmul/weight_gradient.cpu.comp", p, a, true, false);
        const Tile tile = dot_tile(p.m, p.n, lanes);
        for (const auto& [name, value] : {std::pair("ROWS_M", p.m), std::pair("COLUMNS_N", p.n), std::pair("STEPS", int64_t(1)), std::pair("CHUNK_STEPS", int64_t(1)),
                                          std::pair("ROWS", tile.rows), std::pair("COLUMNS", tile.columns)})
            call.define(name, value);
        call.local_size = uint32_t(lanes);
        read(call, c, a, true);
        read(call, c, b, true);
        spread(call, tile.groups, c.device);
        call.take(nullptr, c.epilogue);
        return {std::move(call)};
    }
    const bool batch_last = c.layout_of(y) == Layout::BatchLast;
    const bool gpu = gpu_variant(c);
    KernelCall call = start(c, gpu ? "matmul/matmul.gpu.comp" : "matmul/matmul.comp", p, y, false, !batch_last);
    Strides sa = strides_of(c, 0, p.trans_a), sb = strides_of(c, 1, p.trans_b);
    // A batch-last result runs over samples innermost: they take the place of the outer batch of the kernel.
    for (const auto& [name, value] : {std::pair("B0", batch_last ? p.m : 1), std::pair("B1", int64_t(1)), std::pair("ROWS_M", batch_last ? 1 : p.m), std::pair("COLUMNS_N", p.n),
                                      std::pair("K", p.k), std::pair("A_B0", batch_last ? sa.first : 0), std::pair("A_B1", int64_t(0)), std::pair("A_M", batch_last ? 0 : sa.first),
                                      std::pair("A_K", sa.second), std::pair("B_B0", int64_t(0)), std::pair("B_B1", int64_t(0)), std::pair("B_K", sb.first), std::pair("B_N", sb.second)})
        call.define(name, value);
    read(call, c, a, false, true);
    read(call, c, b, false, true);
    int64_t chunk = p.k;
    if (gpu) {
        const int64_t groups = ceil_div(p.m, 64) * ceil_div(p.n, 64);
        chunk = gpu_chunk(p.k, groups);
        call.local_size = 256;
        spread(call, groups, c.device);
    } else {
        chunk = std::min<int64_t>(p.k, int64_t(c.device.max_loop_iterations) / 4 - 500);
        partials.results = elements_of(c, y);
        partials.vector = batch_last;
        call.define("OUTPUTS", partials.results);
        spread_elements(call, partials.results, c);
    }
    partials.chunks = ceil_div(p.k, chunk);
    call.define("CHUNK_K", chunk);
    return in_chunks(c, std::move(call), partials);
}

}  // namespace

SADDLE_OP(Gemm) {
    return OpDef("Gemm").summary("Product of two matrices, plus a bias.", "Y = \\alpha A' B' + \\beta C")
        .input("A", "[M, K], or [K, M] with transA").input("B", "[K, N], or [N, K] with transB").optional("C", "broadcast to [M, N]").output("Y")
        .attribute({"transA", int64_t(0), "Transpose A", ""}).attribute({"transB", int64_t(0), "Transpose B", ""})
        .attribute({"alpha", 1.0, "Alpha", "factor of the product"}).attribute({"beta", 1.0, "Beta", "factor of C"})
        .infer([](const InferContext& c) -> Result<std::vector<TensorType>> {
            const Shape &a = c.in(0).shape, &b = c.in(1).shape;
            if (a.rank() != 2 || b.rank() != 2) return invalid("Gemm needs two matrices, got " + to_string(a) + " and " + to_string(b));
            const Product p = product_of(a, b, c.attributes);
            if ((p.trans_b ? b[1] : b[0]) != p.k)
                return invalid("Gemm cannot multiply " + to_string(a) + " by " + to_string(b) + ": " + std::to_string(p.k) + " columns meet " + std::to_string(p.trans_b ? b[1] : b[0]) + " rows");
            Shape joined;
            if (c.has(2) && (!broadcast({p.m, p.n}, c.in(2).shape, joined) || joined != Shape{p.m, p.n}))
                return invalid("Gemm's bias " + to_string(c.in(2).shape) + " does not fit " + to_string(Shape{p.m, p.n}));
            return std::vector<TensorType>{{DType::F32, {p.m, p.n}}};
        })
        .batch_rule([](const Attributes& a, const std::vector<bool>& batched, int) { return batched[0] && a.integer("transA") == 0; })
        .gradient([](GradientContext& g) {
            const Attributes& a = g.instruction.attributes;
            const bool ta = a.integer("transA") != 0, tb = a.integer("transB") != 0;
            const auto gemm = [&](ir::ValueId x, ir::ValueId y, bool tx, bool ty) {
                return g.b.emit("Gemm", {x, y}, {{"transA", int64_t(tx)}, {"transB", int64_t(ty)}, {"alpha", a.real("alpha", 1)}});
            };
            if (g.wants(0)) g.set(0, ta ? gemm(g.in(1), g.dout(), tb, true) : gemm(g.dout(), g.in(1), false, !tb));
            if (g.wants(1)) g.set(1, tb ? gemm(g.dout(), g.in(0), true, ta) : gemm(g.in(0), g.dout(), !ta, false));
            if (g.wants(2)) {
                ir::ValueId dc = g.dout();
                if (a.real("beta", 1) != 1) dc = g.b.emit("Mul", {dc, g.b.constant(a.real("beta", 1))});
                g.set(2, g.unbroadcast(dc, 2));
            }
        })
        .reference([](ReferenceContext& r) {
            const Product p = product_of(r.in(0).type.shape, r.in(1).type.shape, r.attributes);
            const std::vector<double>&a = r.in(0).data, &b = r.in(1).data;
            const Shape c = r.has(2) ? r.in(2).type.shape : Shape{};
            for (int64_t i = 0; i < p.m; ++i)
                for (int64_t j = 0; j < p.n; ++j) {
                    double sum = 0;
                    for (int64_t k = 0; k < p.k; ++k) sum += a[size_t(p.trans_a ? k * p.m + i : i * p.k + k)] * b[size_t(p.trans_b ? j * p.k + k : k * p.n + j)];
                    double y = p.alpha * sum;
                    if (r.has(2)) {
                        const int64_t row = c.rank() == 2 && c[0] > 1 ? i : 0, column = c.rank() > 0 && c[-1] > 1 ? j : 0;
                        y += r.attributes.real("beta", 1) * r.in(2).data[size_t(row * (c.rank() > 0 ? c[-1] : 1) + column)];
                    }
                    r.out().data[size_t(i * p.n + j)] = y;
                }
        })
        .decompose([](Builder& b, const ir::Instruction& i) -> std::vector<ir::ValueId> {
            if (i.inputs.size() < 3 || !i.inputs[2].present()) return {};
            ir::ValueId c = i.inputs[2];
            if (i.attributes.real("beta", 1) != 1) c = b.emit("Mul", {c, b.constant(i.attributes.real("beta", 1))});
            return {b.emit("Add", {b.emit("Gemm", {i.inputs[0], i.inputs[1]}, i.attributes), c})};
        })
        .kernels(kernels)
        .accepts_epilogue().any_layout()
        .cost([](const InferContext& c, const std::vector<TensorType>& outputs) {
            const Product p = product_of(c.in(0).shape, c.in(1).shape, c.attributes);
            const double macs = double(p.m) * double(p.n) * double(p.k);
            return Cost{2 * macs, 4 * (double(c.in(0).shape.count()) + double(c.in(1).shape.count()) + double(outputs[0].shape.count())), macs};
        })
        .cases([] {
            const auto f = [](Shape s) { return TensorType{DType::F32, std::move(s)}; };
            std::vector<Case> cases{{{f({5, 7}), f({3, 7}), f({3})}, {{"transB", int64_t(1)}}}, {{f({67, 33}), f({33, 19})}, {}}, {{f({6, 4}), f({6, 5})}, {{"transA", int64_t(1)}, {"alpha", 0.5}}},
                                    {{f({4, 6}), f({5, 4}), f({6, 1})}, {{"transA", int64_t(1)}, {"transB", int64_t(1)}, {"beta", 0.25}}}};
            cases[0].batched = {true, false, false};
            cases[1].batched = {true, false};
            cases[2].batched = {true, true};
            cases[3].batched = {false, false, false};
            return cases;
        }());
}

}  // namespace saddle::ops
