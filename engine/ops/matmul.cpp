#include "engine/ops/dispatch.h"
#include "engine/ops/matmul_shape.h"

namespace saddle::ops {
namespace {

MatMulShape shape_of(const Shape& a, const Shape& b, const Attributes& attributes) {
    Shape y;
    return matmul_shape(a, b, attributes, y).value();
}
Attributes transposed(bool a, bool b) { return {{"transA", int64_t(a)}, {"transB", int64_t(b)}}; }

/// [N, ..., M] and [N, ..., O] to [M, O]: samples and all axes between are summed.
Result<std::vector<TensorType>> infer_weight_gradient(const InferContext& c) {
    const Shape &a = c.in(0).shape, &b = c.in(1).shape;
    if (a.rank() < 2 || a.rank() != b.rank() || !std::equal(a.begin(), a.end() - 1, b.begin()))
        return invalid("all axes but the last must be equal, got " + to_string(a) + " and " + to_string(b));
    return std::vector<TensorType>{{DType::F32, {a[-1], b[-1]}}};
}
/// As a product of two matrices with one row a sample and step: right for row-major memory.
MatMulShape flat_shape(const Shape& a, const Shape& b) {
    const int64_t rows = a.count() / std::max<int64_t>(1, a[-1]);
    return gemm_shape({rows, a[-1]}, {rows, b[-1]}, {{"transA", int64_t(1)}}).value();
}

}  // namespace

SADDLE_OP(MatMul) {
    return OpDef("MatMul")
        .summary("Matrix product over the last two axes; the axes before are a batch.", "Y_{bmn} = \\sum_k A_{bmk} B_{bkn}")
        .input("a", "[..., M, K]")
        .input("b", "[..., K, N]")
        .output("y", "[..., M, N]")
        .attribute({"transA", int64_t(0), "Transpose A", "1: the last two axes of A are swapped (ours, not ONNX's)", "", 0, 1})
        .attribute({"transB", int64_t(0), "Transpose B", "1: the last two axes of B are swapped (ours, not ONNX's)", "", 0, 1})
        .infer([](const InferContext& c) -> Result<std::vector<TensorType>> {
            Shape y;
            TRY_STATUS([&]() -> Status { TRY(const MatMulShape s, matmul_shape(c.in(0).shape, c.in(1).shape, c.attributes, y)); (void)s; return {}; }());
            return std::vector<TensorType>{{DType::F32, y}};
        })
        .gradient([](GradientContext& g) {
            const bool ta = g.instruction.attributes.integer("transA") != 0, tb = g.instruction.attributes.integer("transB") != 0;
            const Shape &a = g.b.type(g.in(0)).shape, &b = g.b.type(g.in(1)).shape;
            if (g.wants(0))
                g.set(0, g.unbroadcast(ta ? g.b.emit("MatMul", {g.in(1), g.dout()}, transposed(tb, true))
                                          : g.b.emit("MatMul", {g.dout(), g.in(1)}, transposed(false, !tb)), 0));
            if (!g.wants(1)) return;
            if (b.rank() == 2 && a.rank() > 2 && !ta)  // a weight shared by all samples: no product a sample
                g.set(1, tb ? g.b.emit("MatMulWeightGrad", {g.dout(), g.in(0)}) : g.b.emit("MatMulWeightGrad", {g.in(0), g.dout()}));
            else
                g.set(1, g.unbroadcast(tb ? g.b.emit("MatMul", {g.dout(), g.in(0)}, transposed(true, ta))
                                          : g.b.emit("MatMul", {g.in(0), g.dout()}, transposed(!ta, false)), 1));
        })
        .reference([](ReferenceContext& r) { matmul_reference(shape_of(r.in(0).type.shape, r.in(1).type.shape, r.attributes), r); })
        .kernels([](const KernelContext& c) {
            const MatMulShape s = shape_of(c.in_type(0).shape, c.in_type(1).shape, c.instruction.attributes);
            const bool samples = c.layout_of(c.instruction.inputs[0]) == Layout::BatchLast &&
                                 c.layout_of(c.instruction.inputs[1]) == Layout::BatchLast;
            if (samples && cpu_variant(c) && s.first_a == &Strides::k && s.first_b == &Strides::k)
                return sample_product_kernels(c, 1, s.m, s.n, 1);
            return matmul_kernels(c, s);
        })
        .accepts_epilogue()
        .cost([](const InferContext& c, const std::vector<TensorType>& outputs) {
            return matmul_cost(shape_of(c.in(0).shape, c.in(1).shape, c.attributes), c, outputs);
        })
        .cases({{{{DType::F32, {6, 5}}, {DType::F32, {5, 9}}}, {}, -1, 1, 0, 0, {true, false}},
                {{{DType::F32, {5, 7, 12}}, {DType::F32, {12, 17}}}, {}, -1, 1, 0, 0, {true, false}},
                {{{DType::F32, {3, 2, 4, 5}}, {DType::F32, {3, 2, 5, 6}}}, {}, -1, 1, 0, 0, {true, true}},
                {{{DType::F32, {3, 4, 5}}, {DType::F32, {3, 6, 5}}}, {{"transB", int64_t(1)}}, -1, 1, 0, 0, {true, true}},
                {{{DType::F32, {3, 5, 4}}, {DType::F32, {3, 5, 6}}}, {{"transA", int64_t(1)}}, -1, 1, 0, 0, {true, true}},
                {{{DType::F32, {66, 130}}, {DType::F32, {130, 70}}}, {}, -1, 1, 0, 0, {false, false}}});
}

SADDLE_OP(MatMulWeightGrad) {
    return OpDef("MatMulWeightGrad")
        .summary("Gradient of a matrix that multiplies every sample and step.", "C_{mn} = \\sum_{b,t} A_{btm} B_{btn}")
        .not_in_onnx()
        .input("a", "[N, ..., M]")
        .input("b", "[N, ..., O]")
        .output("c", "[M, O]")
        .infer(infer_weight_gradient)
        .gradient([](GradientContext& g) {
            if (g.wants(0)) g.set(0, g.b.emit("MatMul", {g.in(1), g.dout()}, transposed(false, true)));
            if (g.wants(1)) g.set(1, g.b.emit("MatMul", {g.in(0), g.dout()}));
        })
        .reference([](ReferenceContext& r) { matmul_reference(flat_shape(r.in(0).type.shape, r.in(1).type.shape), r); })
        .kernels([](const KernelContext& c) {
            const Shape &a = c.in_type(0).shape, &b = c.in_type(1).shape;
            const bool batch_last = c.layout_of(c.instruction.inputs[0]) == Layout::BatchLast;
            if (!batch_last) return matmul_kernels(c, flat_shape(a, b));
            const int64_t steps = a.count() / std::max<int64_t>(1, a[0] * a[-1]);
            if (cpu_variant(c)) return sample_product_kernels(c, steps, a[-1], b[-1], 1);
            return summed_steps_kernels(c, steps, a[-1], b[-1]);
        })
        .accepts_epilogue()
        .cost([](const InferContext& c, const std::vector<TensorType>& outputs) {
            return matmul_cost(flat_shape(c.in(0).shape, c.in(1).shape), c, outputs);
        })
        .cases({{{{DType::F32, {5, 3, 7}}, {DType::F32, {5, 3, 20}}}, {}, -1, 1, 0, 0, {true, true}},
                {{{DType::F32, {67, 20}}, {DType::F32, {67, 3}}}, {}, -1, 1, 0, 0, {true, true}}});
}

}  // namespace saddle::ops
