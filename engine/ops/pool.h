#pragma once
// What max and average pooling share. Gradients are in gather form: no atomics, one order of sums.
#include "engine/ops/conv_shape.h"
#include "engine/ops/dispatch.h"

namespace saddle::ops {

/// [N, C, ...] -> the same with the window's outputs.
Result<std::vector<TensorType>> infer_pool(const InferContext& context);
/// The window of a shape that infer_pool accepted.
Window pool_window(const Shape& x, const Attributes& attributes);
/// A kernel of shaders/pool of so many invocations that reads all inputs of the instruction but `skipped`.
KernelCall pool_call(const KernelContext& context, const std::string& file, const Shape& x, int64_t invocations, ir::ValueId skipped = {});
/// A kernel rule of one such call, with shapes of x and y from input 0 and output 0 (`gradient`: x is output 0).
std::vector<KernelCall> pool_kernels(const KernelContext& context, const std::string& file, bool gradient);

/// Attributes of a window, ceil_mode included.
void add_pool_attributes(OpDef& op);
/// Windows that tile, overlap, are padded, dilated, rounded up; over one, two and three axes.
std::vector<Case> pool_cases(double keep_away);

/// Calls f(x index, y index, tap) for every member of every window; the x index is -1 in the padding.
template <class F>
void for_each_member(const Shape& x, const Window& window, F f) {
    for (int64_t plane = 0; plane < x[0] * x[1]; ++plane)
        for_each_tap(window, [&](int64_t i, int64_t o, int64_t tap) { f(i < 0 ? -1 : plane * window.inputs() + i, plane * window.outputs() + o, tap); });
}

}  // namespace saddle::ops
