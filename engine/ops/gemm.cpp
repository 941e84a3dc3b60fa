#include "engine/ops/dispatch.h"
#include "engine/ops/matmul_shape.h"

namespace saddle::ops {
namespace {

Attributes product(int64_t ta, int64_t tb, double alpha) { return {{"transA", ta}, {"transB", tb}, {"alpha", alpha}}; }

MatMulShape shape_of(const KernelContext& c) {
    return gemm_shape(c.in_type(0).shape, c.in_type(1).shape, c.instruction.attributes).value();
}

}  // namespace

SADDLE_OP(Gemm) {
    return OpDef("Gemm")
        .summary("Matrix product with optional transposition, scaling and an added term.", "Y = \\alpha A' B' + \\beta C")
        .input("a", "[M, K], or [K, M] with transA")
        .input("b", "[K, N], or [N, K] with transB")
        .optional("c", "broadcast to [M, N]")
        .output("y", "[M, N]")
        .attribute({"transA", int64_t(0), "Transpose A", "1: A is stored transposed", "", 0, 1})
        .attribute({"transB", int64_t(0), "Transpose B", "1: B is stored transposed", "", 0, 1})
        .attribute({"alpha", 1.0, "Alpha", "factor of the product"})
        .attribute({"beta", 1.0, "Beta", "factor of C"})
        .infer([](const InferContext& c) -> Result<std::vector<TensorType>> {
            TRY(const MatMulShape s, gemm_shape(c.in(0).shape, c.in(1).shape, c.attributes));
            const Shape y{s.m, s.n};
            Shape both;
            if (c.has(2) && (!broadcast(y, c.in(2).shape, both) || both != y))
                return invalid("C " + to_string(c.in(2).shape) + " does not broadcast to " + to_string(y));
            return std::vector<TensorType>{{DType::F32, y}};
        })
        .gradient([](GradientContext& g) {
            const Attributes& a = g.instruction.attributes;
            const int64_t ta = a.integer("transA"), tb = a.integer("transB");
            const double alpha = a.real("alpha", 1), beta = a.real("beta", 1);
            if (g.wants(0))
                g.set(0, ta ? g.b.emit("Gemm", {g.in(1), g.dout()}, product(tb, 1, alpha))
                            : g.b.emit("Gemm", {g.dout(), g.in(1)}, product(0, !tb, alpha)));
            if (g.wants(1))
                g.set(1, tb ? g.b.emit("Gemm", {g.dout(), g.in(0)}, product(1, ta, alpha))
                            : g.b.emit("Gemm", {g.in(0), g.dout()}, product(!ta, 0, alpha)));
            if (g.wants(2)) {
                const ir::ValueId dc = beta == 1 ? g.dout() : g.b.emit("Mul", {g.dout(), g.b.constant(beta)});
                g.set(2, g.unbroadcast(dc, 2));
            }
        })
        .reference([](ReferenceContext& r) {
            const MatMulShape s = gemm_shape(r.in(0).type.shape, r.in(1).type.shape, r.attributes).value();
            matmul_reference(s, r);
            if (!r.has(2)) return;
            const Shape& c = r.in(2).type.shape;
            const int64_t step_n = c.rank() > 0 && c[-1] > 1 ? 1 : 0;
            const int64_t step_m = c.rank() > 1 && c[0] > 1 ? c[-1] : 0;
            for (int64_t m = 0; m < s.m; ++m)
                for (int64_t n = 0; n < s.n; ++n)
                    r.out().data[size_t(m * s.n + n)] += r.attributes.real("beta", 1) * r.in(2).data[size_t(m * step_m + n * step_n)];
        })
        .decompose([](Builder& b, const ir::Instruction& i) -> std::vector<ir::ValueId> {
            if (i.inputs.size() < 3 || !i.inputs[2].present()) return {};
            Attributes attributes = i.attributes;
            attributes.erase("beta");
            const double beta = i.attributes.real("beta", 1);
            const ir::ValueId c = beta == 1 ? i.inputs[2] : b.emit("Mul", {i.inputs[2], b.constant(beta)});
            return {b.emit("Add", {b.emit("Gemm", {i.inputs[0], i.inputs[1]}, attributes), c})};
        })
        .kernels([](const KernelContext& c) {
            const MatMulShape s = shape_of(c);
            const bool samples = c.layout_of(c.instruction.inputs[0]) == Layout::BatchLast &&
                                 c.layout_of(c.instruction.inputs[1]) == Layout::BatchLast;
            if (samples && cpu_variant(c) && s.first_a == &Strides::k && s.first_b == &Strides::k)
                return sample_product_kernels(c, 1, s.m, s.n, s.alpha);
            return matmul_kernels(c, s);
        })
        .accepts_epilogue()
        .cost([](const InferContext& c, const std::vector<TensorType>& outputs) {
            return matmul_cost(gemm_shape(c.in(0).shape, c.in(1).shape, c.attributes).value(), c, outputs);
        })
        .cases({{{{DType::F32, {5, 7}}, {DType::F32, {7, 3}}}, {}, -1, 1, 0, 0, {true, false}},
                {{{DType::F32, {9, 50}}, {DType::F32, {21, 50}}, {DType::F32, {21}}}, {{"transB", int64_t(1)}}, -1, 1, 0, 0, {true, false, false}},
                {{{DType::F32, {66, 19}}, {DType::F32, {66, 35}}}, {{"transA", int64_t(1)}}, -1, 1, 0, 0, {true, true}},
                {{{DType::F32, {6, 4}}, {DType::F32, {5, 6}}, {DType::F32, {4, 1}}},
                 {{"transA", int64_t(1)}, {"transB", int64_t(1)}, {"alpha", 0.5}, {"beta", 2.0}}, -1, 1, 0, 0, {false, false, false}},
                {{{DType::F32, {1, 129}}, {DType::F32, {129, 1}}}, {{"alpha", -2.0}}, -1, 1, 0, 0, {true, false}},
                {{{DType::F32, {70, 300}}, {DType::F32, {300, 65}}}, {}, -1, 1, 0, 0, {false, false}}});
}

}  // namespace saddle::ops
