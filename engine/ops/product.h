#pragma once
// Products of matrices, batches of them included: what Gemm, MatMul and the gradients of linear layers share.
#include "engine/ops/dispatch.h"

namespace saddle::ops {

/// Y[batch][m][n] = alpha * sum over k of A[batch][m][k] * B[batch][k][n]. Strides are in floats of the operands' memory.
struct Product {
    struct Batch { int64_t size, a, b; };     ///< one axis, with its strides in A and B (0: broadcast)
    std::vector<Batch> batch;                 ///< outermost first; where Y is batch-last, the samples come first
    int64_t m = 1, n = 1, k = 1;
    int64_t a_m = 0, b_n = 0;
    std::vector<AxisStride> a_k, b_k;         ///< k as one axis, or as several that lie apart
    double alpha = 1;
    int64_t batches() const;
    double macs() const { return double(batches()) * double(m) * double(n) * double(k); }
};

/// Kernels of a product whose operands are inputs 0 and 1, and whose result is output 0 with an epilogue.
std::vector<KernelCall> product_kernels(const KernelContext& context, const Product& product);

}  // namespace saddle::ops
