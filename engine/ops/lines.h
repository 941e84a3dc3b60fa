#pragma once
// Kernels that run along one axis: an invocation a line of elements, whose elements lie INNER elements T apart.
#include "engine/ops/dispatch.h"
#include "engine/ops/term.h"

namespace saddle::ops {

/// A kernel with input 0 bound and one invocation for each line along its axis, or as many as given. Says CLASSES, INNER,
/// LINES of shaders/include/classes.glsl and OUTPUTS, the invocations. The axis may not be the batch of a batch-last value.
KernelCall along_axis(const KernelContext& context, const char* source, const char* kernel, int axis, int64_t invocations = 0);

/// Input 0 of an instruction in row-major order where the axis is the batch of a batched value; else nothing.
std::optional<Term> without_batch(Builder& b, const ir::Instruction& instruction, int axis);

/// The lines of the reference: calls f(at) for each, at(k) is the index of its element k.
template <class F>
void for_each_line(const Shape& x, int axis, F f) {
    const int64_t size = x[axis], inner = x.count(axis + 1, x.rank());
    for (int64_t line = 0; size > 0 && line < x.count() / size; ++line)
        f([=](int64_t k) { return size_t((line / inner * size + k) * inner + line % inner); });
}

}  // namespace saddle::ops
