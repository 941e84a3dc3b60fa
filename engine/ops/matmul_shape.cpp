#include "engine/ops/matmul_shape.h"

#include <algorithm>

namespace saddle::ops {

Result<MatMulShape> gemm_shape(const Shape& a, const Shape& b, const Attributes& attributes) {
    if (a.rank() != 2 || b.rank() != 2)
        return invalid("Gemm multiplies matrices, got " + to_string(a) + " and " + to_string(b), "flatten the input first");
    const bool ta = attributes.integer("transA") != 0, tb = attributes.integer("transB") != 0;
    MatMulShape s;
    s.m = a[ta ? 1 : 0];
    s.k = a[ta ? 0 : 1];
    s.n = b[tb ? 0 : 1];
    s.alpha = attributes.real("alpha", 1);
    if (b[tb ? 1 : 0] != s.k)
        return invalid("inner sizes differ: " + std::to_string(s.k) + " of " + to_string(a) + " and " +
                       std::to_string(b[tb ? 1 : 0]) + " of " + to_string(b));
    s.a.m = ta ? 1 : s.k;
    s.a.k = ta ? s.m : 1;
    s.b.n = tb ? s.k : 1;
    s.b.k = tb ? 1 : s.n;
    s.first_a = ta ? &Strides::k : &Strides::m;
    s.first_b = tb ? &Strides::n : &Strides::k;
    return s;
}

Result<MatMulShape> matmul_shape(const Shape& a, const Shape& b, const Attributes& attributes, Shape& y) {
    if (a.rank() < 2 || b.rank() < 2)
        return invalid("MatMul needs at least two axes, got " + to_string(a) + " and " + to_string(b), "use Unsqueeze for a vector");
    const bool ta = attributes.integer("transA") != 0, tb = attributes.integer("transB") != 0;
    MatMulShape s;
    s.m = a[ta ? -1 : -2];
    s.k = a[ta ? -2 : -1];
    s.n = b[tb ? -2 : -1];
    if (b[tb ? -1 : -2] != s.k)
        return invalid("inner sizes differ: " + std::to_string(s.k) + " of " + to_string(a) + " and " +
                       std::to_string(b[tb ? -1 : -2]) + " of " + to_string(b));
    const std::vector<int64_t> lead_a(a.begin(), a.end() - 2), lead_b(b.begin(), b.end() - 2);
    const bool one_a = Shape(lead_a).count() == 1, one_b = Shape(lead_b).count() == 1;
    Shape lead;
    if (!broadcast(Shape(lead_a), Shape(lead_b), lead) || !(one_a || one_b || lead_a == lead_b))
        return invalid("batch axes of " + to_string(a) + " and " + to_string(b) + " must be equal, or all 1 on one side",
                       "use Expand first");
    if (lead.rank() > 0) s.b0 = lead[0];
    s.b1 = lead.count() / std::max<int64_t>(1, s.b0);
    s.a.m = ta ? 1 : s.k;
    s.a.k = ta ? s.m : 1;
    s.b.n = tb ? s.k : 1;
    s.b.k = tb ? 1 : s.n;
    s.first_a = a.rank() > 2 ? &Strides::b0 : ta ? &Strides::k : &Strides::m;
    s.first_b = b.rank() > 2 ? &Strides::b0 : tb ? &Strides::n : &Strides::k;
    if (!one_a) s.a.b1 = s.m * s.k, s.a.b0 = s.b1 * s.a.b1;
    if (!one_b) s.b.b1 = s.k * s.n, s.b.b0 = s.b1 * s.b.b1;
    std::vector<int64_t> dims = lead.dims();
    dims.push_back(s.m);
    dims.push_back(s.n);
    y = Shape(dims);
    return s;
}

void matmul_reference(const MatMulShape& s, ReferenceContext& r) {
    double* y = r.out().data.data();
    for (int64_t b0 = 0; b0 < s.b0; ++b0)
        for (int64_t b1 = 0; b1 < s.b1; ++b1)
            for (int64_t m = 0; m < s.m; ++m)
                for (int64_t n = 0; n < s.n; ++n) {
                    const double* a = r.in(0).data.data() + b0 * s.a.b0 + b1 * s.a.b1 + m * s.a.m;
                    const double* b = r.in(1).data.data() + b0 * s.b.b0 + b1 * s.b.b1 + n * s.b.n;
                    double sum = 0;
                    for (int64_t k = 0; k < s.k; ++k) sum += a[k * s.a.k] * b[k * s.b.k];
                    *y++ = s.alpha * sum;
                }
}

Cost matmul_cost(const MatMulShape& s, const InferContext& c, const std::vector<TensorType>& outputs) {
    double bytes = 4 * double(outputs[0].shape.count());
    for (const TensorType* type : c.inputs) bytes += type ? 4 * double(type->shape.count()) : 0;
    return {2 * s.macs(), bytes, s.macs()};
}

}  // namespace saddle::ops
