#pragma once
// Matrix products as Gemm, MatMul and MatMulWeightGrad mean them: Y[b0][b1][m][n] = alpha * sum over k of A * B.
#include "engine/ops/op_def.h"

namespace saddle::ops {

/// Strides of an operand in elements, along each of its axes' roles; 0 where it is broadcast or has no such axis.
struct Strides {
    int64_t b0 = 0, b1 = 0, m = 0, k = 0, n = 0;
};

/// b0 is the leading axis (the batch), b1 all further batch axes together.
struct MatMulShape {
    int64_t b0 = 1, b1 = 1, m = 1, n = 1, k = 1;
    Strides a, b;              ///< of the logical row-major order
    int64_t Strides::*first_a = &Strides::m;   ///< role of each operand's leading axis
    int64_t Strides::*first_b = &Strides::k;
    double alpha = 1;
    double macs() const { return double(b0) * double(b1) * double(m) * double(n) * double(k); }
};

Result<MatMulShape> gemm_shape(const Shape& a, const Shape& b, const Attributes& attributes);
/// `y` receives the shape of the result.
Result<MatMulShape> matmul_shape(const Shape& a, const Shape& b, const Attributes& attributes, Shape& y);

void matmul_reference(const MatMulShape& shape, ReferenceContext& context);
std::vector<KernelCall> matmul_kernels(const KernelContext& context, const MatMulShape& shape);
/// C[m][n] = alpha * sum over samples and steps of A[sample][step][m] * B[sample][step][n], both batch-last on a device
/// of CPU type: the weight gradient of a linear layer.
std::vector<KernelCall> sample_product_kernels(const KernelContext& context, int64_t steps, int64_t rows, int64_t columns,
                                               double alpha);
Cost matmul_cost(const MatMulShape& shape, const InferContext& context, const std::vector<TensorType>& outputs);

}  // namespace saddle::ops
