#include <algorithm>

#include "engine/ops/product.h"
#include "engine/ops/term.h"

namespace saddle::ops {
namespace {

struct GemmShape {
    int64_t m, n, k;
    bool trans_a, trans_b;
};
GemmShape shape_of(const Shape& a, const Shape& b, const Attributes& attributes) {
    const bool ta = attributes.integer("transA") != 0, tb = attributes.integer("transB") != 0;
    return {ta ? a[1] : a[0], tb ? b[0] : b[1], ta ? a[0] : a[1], ta, tb};
}

std::vector<KernelCall> kernels(const KernelContext& c) {
    const GemmShape s = shape_of(c.in_type(0).shape, c.in_type(1).shape, c.instruction.attributes);
    const std::vector<int64_t> a = strides_of(c.in_type(0), c.layout_of(c.instruction.inputs[0])), b = strides_of(c.in_type(1), c.layout_of(c.instruction.inputs[1]));
    Product p{{}, s.m, s.n, s.k, a[s.trans_a], b[!s.trans_b], {{s.k, a[!s.trans_a]}}, {{s.k, b[s.trans_b]}}, c.instruction.attributes.real("alpha", 1)};
    if (c.layout_of(c.instruction.outputs[0]) == Layout::BatchLast) {  // the rows are the samples
        p.batch = {{s.m, p.a_m, 0}};
        p.m = 1;
    }
    return product_kernels(c, p);
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
            const GemmShape p = shape_of(a, b, c.attributes);
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
            const GemmShape p = shape_of(r.in(0).type.shape, r.in(1).type.shape, r.attributes);
            const std::vector<double>&a = r.in(0).data, &b = r.in(1).data;
            const Shape c = r.has(2) ? r.in(2).type.shape : Shape{};
            for (int64_t i = 0; i < p.m; ++i)
                for (int64_t j = 0; j < p.n; ++j) {
                    double sum = 0;
                    for (int64_t k = 0; k < p.k; ++k) sum += a[size_t(p.trans_a ? k * p.m + i : i * p.k + k)] * b[size_t(p.trans_b ? j * p.k + k : k * p.n + j)];
                    double y = r.attributes.real("alpha", 1) * sum;
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
            const GemmShape p = shape_of(c.in(0).shape, c.in(1).shape, c.attributes);
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
