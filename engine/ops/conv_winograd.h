#pragma once
// Convolutions with 3 x 3 filters, stride 1, in fewer multiplications: shaders/include/winograd.glsl.
#include "engine/ops/conv_shape.h"

namespace saddle::ops {

/// Kernels of a pass on a CPU-type device: what is read at 36 points a tile, their products, and the way back. Empty where the
/// pass has no such form, where the direct one is faster, or where a device's buffer would not hold the points. `kernel`: how
/// their names begin.
std::vector<KernelCall> winograd_kernels(const KernelContext& context, ConvPass pass, const ConvShape& shape, const char* kernel);

}  // namespace saddle::ops
