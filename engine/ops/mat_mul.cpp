// Products of the last two axes of tensors, the axes before them broadcast; and the sum of such products over all rows,
// which is the gradient of a matrix that all samples share.
#include <algorithm>

#include "engine/ops/product.h"
#include "engine/ops/term.h"

namespace saddle::ops {
namespace {

bool transposes(const Attributes& a, const char* which) { return a.integer(which) != 0; }

/// Axes of a tensor from the right: -1, -2; a broadcast operand has stride 0 along the axes it lacks.
std::vector<Product::Batch> batch_axes(const Shape& y, const Shape& a, const std::vector<int64_t>& a_strides, const Shape& b, const std::vector<int64_t>& b_strides) {
    const auto stride = [](const Shape& shape, const std::vector<int64_t>& strides, int from_right) {
        return from_right <= shape.rank() && shape[-from_right] != 1 ? strides[size_t(shape.rank() - from_right)] : 0;
    };
    std::vector<Product::Batch> axes;
    for (int k = y.rank(); k > 2; --k) axes.push_back({y[-k], stride(a, a_strides, k), stride(b, b_strides, k)});
    return axes;
}

std::vector<KernelCall> kernels(const KernelContext& c) {
    const Attributes& attributes = c.instruction.attributes;
    const bool ta = transposes(attributes, "transA"), tb = transposes(attributes, "transB");
    const Shape &a = c.in_type(0).shape, &b = c.in_type(1).shape, &y = c.out_type().shape;
    std::vector<int64_t> sa = strides_of(c.in_type(0), c.layout_of(c.instruction.inputs[0])), sb = strides_of(c.in_type(1), c.layout_of(c.instruction.inputs[1]));
    Product p;
    p.batch = batch_axes(y, a, sa, b, sb);
    std::reverse(sa.begin(), sa.end());  // from the right
    std::reverse(sb.begin(), sb.end());
    p.m = y[-2];
    p.n = y[-1];
    p.k = a[ta ? -2 : -1];
    p.a_m = sa[ta ? 0 : 1];
    p.a_k = {{p.k, sa[ta ? 1 : 0]}};
    p.b_k = {{p.k, sb[tb ? 0 : 1]}};
    p.b_n = sb[tb ? 1 : 0];
    if (p.batch.empty() && c.layout_of(c.instruction.outputs[0]) == Layout::BatchLast) {  // the rows are the samples
        p.batch = {{p.m, p.a_m, 0}};
        p.m = 1;
    }
    return product_kernels(c, p);
}

Result<Shape> result_shape(const Shape& a, const Shape& b, const Attributes& attributes) {
    const std::string both = to_string(a) + " by " + to_string(b);
    if (a.rank() < 1 || b.rank() < 1) return invalid("MatMul cannot multiply " + both, "both need at least one axis");
    const bool ta = transposes(attributes, "transA"), tb = transposes(attributes, "transB");
    if ((ta && a.rank() < 2) || (tb && b.rank() < 2)) return invalid("MatMul cannot transpose a vector: " + both);
    const int64_t k = a[ta ? -2 : -1], rows = b.rank() == 1 ? b[0] : b[tb ? -1 : -2];
    if (k != rows) return invalid("MatMul cannot multiply " + both + ": " + std::to_string(k) + " columns meet " + std::to_string(rows) + " rows");
    std::vector<int64_t> dims;
    Shape batch;
    const Shape batch_a(std::vector<int64_t>(a.begin(), a.end() - std::min(a.rank(), 2))), batch_b(std::vector<int64_t>(b.begin(), b.end() - std::min(b.rank(), 2)));
    if (!broadcast(batch_a, batch_b, batch)) return invalid("MatMul cannot multiply " + both + ": the axes before the last two do not fit");
    dims = batch.dims();
    if (a.rank() > 1) dims.push_back(a[ta ? -1 : -2]);
    if (b.rank() > 1) dims.push_back(b[tb ? -2 : -1]);
    return Shape(dims);
}

}  // namespace

SADDLE_OP(MatMul) {
    const auto f = [](Shape s) { return TensorType{DType::F32, std::move(s)}; };
    const auto of = [&](Shape a, bool a_batched, Shape b, bool b_batched, Attributes attributes = {}) {
        Case c{{f(std::move(a)), f(std::move(b))}, std::move(attributes)};
        c.batched = {a_batched, b_batched};
        return c;
    };
    const Attributes tb{{"transB", int64_t(1)}}, ta{{"transA", int64_t(1)}};
    return OpDef("MatMul").summary("Product of matrices in the last two axes; the axes before them are broadcast. A vector counts as one row on the left, one column on the right.", "Y = A B")
        .input("A", "[..., M, K]").input("B", "[..., K, N]").output("Y", "[..., M, N]")
        .attribute({"transA", int64_t(0), "Transpose A", "1: its last two axes trade places"}).attribute({"transB", int64_t(0), "Transpose B", "1: its last two axes trade places"})
        .infer([](const InferContext& c) -> Result<std::vector<TensorType>> {
            if (c.in(0).dtype != DType::F32 || c.in(1).dtype != DType::F32) return invalid("MatMul needs real numbers, got " + to_string(c.in(0)) + " and " + to_string(c.in(1)), "cast them first");
            TRY(Shape shape, result_shape(c.in(0).shape, c.in(1).shape, c.attributes));
            return std::vector<TensorType>{{DType::F32, std::move(shape)}};
        })
        .gradient([](GradientContext& g) {
            const bool trans_a = transposes(g.instruction.attributes, "transA"), trans_b = transposes(g.instruction.attributes, "transB");
            const Shape a = g.b.type(g.in(0)).shape, b = g.b.type(g.in(1)).shape;
            Shape rows = a.rank() == 1 ? Shape{1, a[0]} : a, columns = b.rank() == 1 ? Shape{b[0], 1} : b;
            const Term left = in(g, 0).reshaped(rows), right = in(g, 1).reshaped(columns);
            const Term dy = dout(g).reshaped(result_shape(rows, columns, g.instruction.attributes).value());
            const auto product = [](Term x, bool tx, Term y, bool ty) { return x.then("MatMul", {y}, {{"transA", int64_t(tx)}, {"transB", int64_t(ty)}}); };
            if (g.wants(0)) g.set(0, Term(g.b, g.unbroadcast_to(trans_a ? product(right, trans_b, dy, true) : product(dy, false, right, !trans_b), rows)).reshaped(a));
            if (!g.wants(1)) return;
            if (b.rank() == 2 && a.rank() > 2 && !trans_a) return g.set(1, trans_b ? dy.then("RowsProduct", {left}) : left.then("RowsProduct", {dy}));
            g.set(1, Term(g.b, g.unbroadcast_to(trans_b ? product(dy, true, left, trans_a) : product(left, !trans_a, dy, false), columns)).reshaped(b));
        })
        .reference([](ReferenceContext& r) {
            const bool ta = transposes(r.attributes, "transA"), tb = transposes(r.attributes, "transB");
            Shape a = r.in(0).type.shape, b = r.in(1).type.shape;
            if (a.rank() == 1) a = {1, a[0]};
            if (b.rank() == 1) b = {b[0], 1};
            const Shape y = result_shape(a, b, r.attributes).value();
            const int64_t m = y[-2], n = y[-1], k = a[ta ? -2 : -1];
            if (y.count() == 0) return;
            const auto offset = [&](const Shape& x, int64_t batch) {  // of the matrix that this batch number broadcasts to
                int64_t at = 0, stride = x[-1] * x[-2];
                for (int axis = 3; axis <= y.rank(); batch /= y[-axis], ++axis)
                    if (axis <= x.rank()) {
                        at += (x[-axis] == 1 ? 0 : batch % y[-axis]) * stride;
                        stride *= x[-axis];
                    }
                return at;
            };
            for (int64_t batch = 0; batch < y.count() / (m * n); ++batch) {
                const double *left = r.in(0).data.data() + offset(a, batch), *right = r.in(1).data.data() + offset(b, batch);
                for (int64_t i = 0; i < m; ++i)
                    for (int64_t j = 0; j < n; ++j) {
                        double sum = 0;
                        for (int64_t l = 0; l < k; ++l) sum += left[ta ? l * m + i : i * k + l] * right[tb ? j * k + l : l * n + j];
                        r.out().data[size_t((batch * m + i) * n + j)] = sum;
                    }
            }
        })
        .decompose([](Builder& b, const ir::Instruction& i) -> std::vector<ir::ValueId> {
            const Shape x = b.type(i.inputs[0]).shape, w = b.type(i.inputs[1]).shape;
            if (x.rank() > 1 && w.rank() > 1) return {};
            const Term left = x.rank() == 1 ? in(b, i).reshaped({1, x[0]}) : in(b, i), right = w.rank() == 1 ? in(b, i, 1).reshaped({w[0], 1}) : in(b, i, 1);
            return {left.then("MatMul", {right}, i.attributes).reshaped(b.type(i.outputs[0]).shape)};
        })
        .kernels(kernels).accepts_epilogue().any_layout()
        .cost([](const InferContext& c, const std::vector<TensorType>& outputs) {
            const Shape& a = c.in(0).shape;
            const double macs = double(outputs[0].shape.count()) * double(a[transposes(c.attributes, "transA") ? -2 : -1]);
            return Cost{2 * macs, 4 * double(a.count() + c.in(1).shape.count() + outputs[0].shape.count()), macs};
        })
        .cases({of({5, 7}, true, {7, 3}, false), of({5, 3, 7}, true, {7, 6}, false), of({5, 3, 7}, true, {6, 7}, false, tb), of({5, 2, 6, 3}, true, {5, 2, 3, 5}, true),
                of({5, 2, 6, 3}, true, {5, 2, 4, 3}, true, tb), of({5, 1, 3, 6}, true, {2, 3, 4}, false, ta), of({4, 5}, false, {5, 5, 3}, true), of({7}, false, {5, 7, 3}, true), of({5, 3, 7}, true, {7}, false),
                of({6}, false, {6}, false), of({3, 1, 4, 33}, false, {2, 33, 19}, false), of({67, 3, 5}, true, {5, 17}, false), of({2, 3, 19, 12}, false, {3, 12, 20}, false),
                of({19, 5}, false, {5, 8}, false), of({13, 12}, false, {7, 12}, false, tb), of({9, 6}, false, {9, 68}, false, ta)});
}

SADDLE_OP(RowsProduct) {
    OpDef op("RowsProduct");
    op.summary("The sum over all rows of two tensors of the products of their elements: the gradient of a matrix that all rows share.", "Y_{i,j} = \\sum_r A_{r,i} B_{r,j}")
        .input("A", "[..., M]").input("B", "[..., N]").output("Y", "[M, N]")
        .infer([](const InferContext& c) -> Result<std::vector<TensorType>> {
            const Shape &a = c.in(0).shape, &b = c.in(1).shape;
            if (a.rank() < 2 || a.rank() != b.rank() || !std::equal(a.begin(), a.end() - 1, b.begin())) return invalid("RowsProduct needs equal rows, got " + to_string(a) + " and " + to_string(b));
            return std::vector<TensorType>{{DType::F32, {a[-1], b[-1]}}};
        })
        .batch_rule([](const Attributes&, const std::vector<bool>&, int) { return false; })
        .gradient([](GradientContext& g) {
            if (g.wants(0)) g.set(0, in(g, 1).then("MatMul", {g.dout()}, {{"transB", int64_t(1)}}));
            if (g.wants(1)) g.set(1, in(g, 0).then("MatMul", {g.dout()}));
        })
        .reference([](ReferenceContext& r) {
            const int64_t m = r.out().type.shape[0], n = r.out().type.shape[1], rows = r.in(0).type.shape.count() / m;
            for (int64_t row = 0; row < rows; ++row)
                for (int64_t i = 0; i < m; ++i)
                    for (int64_t j = 0; j < n; ++j) r.out().data[size_t(i * n + j)] += r.in(0).data[size_t(row * m + i)] * r.in(1).data[size_t(row * n + j)];
        })
        .kernels([](const KernelContext& c) {
            const Shape& a = c.in_type(0).shape;
            const int64_t samples = a[0], steps = a.count(1, a.rank() - 1);
            const auto operand = [&](size_t i) { return strides_of(c.in_type(i), c.layout_of(c.instruction.inputs[i])); };
            const std::vector<int64_t> sa = operand(0), sb = operand(1);
            // Rows are samples by steps: the axes between lie side by side in either layout.
            const auto rows = [&](const std::vector<int64_t>& s) { return std::vector<AxisStride>{{samples, s[0]}, {steps, s[s.size() - 2]}}; };
            Product p{{}, c.out_type().shape[0], c.out_type().shape[1], samples * steps, sa.back(), sb.back(), rows(sa), rows(sb), 1};
            if (a.rank() == 2) p.a_k.resize(1), p.b_k.resize(1);
            return product_kernels(c, p);
        })
        .accepts_epilogue().any_layout().not_in_onnx()
        .cost([](const InferContext& c, const std::vector<TensorType>& outputs) {
            const double macs = double(c.in(0).shape.count()) * double(outputs[0].shape[1]);
            return Cost{2 * macs, 4 * double(c.in(0).shape.count() + c.in(1).shape.count() + outputs[0].shape.count()), macs};
        });
    std::vector<Case> cases;
    for (const Shape& rows : {Shape{5, 3}, Shape{19, 2, 3}, Shape{7}}) {
        Case c{{{DType::F32, rows}, {DType::F32, rows}}};
        for (const size_t i : {0, 1}) {
            std::vector<int64_t> dims = rows.dims();
            dims.push_back(i == 0 ? 6 : 4);
            c.inputs[i].shape = Shape(dims);
        }
        c.batched = {true, cases.size() != 1};
        cases.push_back(c);
    }
    return op.cases(cases);
}

}  // namespace saddle::ops
