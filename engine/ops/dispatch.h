#pragma once
// How kernel rules turn an amount of work into KernelCalls: grids, tensor views, and sums that are cut into chunks.
#include "engine/ops/op_def.h"

namespace saddle::ops {

inline int64_t ceil_div(int64_t a, int64_t b) { return (a + b - 1) / b; }

/// Bytes that one storage binding may span on the device, a multiple of its alignment.
inline int64_t storage_window(const DeviceProfile& device) { return int64_t(device.max_storage_range / device.alignment * device.alignment); }

/// A real number as a GLSL literal.
std::string glsl_float(double value);

/// An axis that a kernel counts along: its size and the distance of neighbours in memory (0: all the same element).
struct AxisStride {
    int64_t size, stride;
};
/// GLSL for the offset of an element whose number over `axes` (outermost first) is the uint `index`.
std::string offset_of(const std::vector<AxisStride>& axes, const std::string& index);
/// Distance in memory of neighbours along each axis of a value, in floats.
std::vector<int64_t> strides_of(const TensorType& type, Layout layout);

/// Elements T of a value along its batch: vec4 when kept batch-last, else float (see shaders/include/tensor.glsl).
int64_t line_of(const KernelContext& context, ir::ValueId batched);
/// Elements T of a value in memory that hold something: padding of a row-major tail is left out.
int64_t elements_of(const KernelContext& context, ir::ValueId id);

/// Whether the variant reads through texel views and all inputs fit into one.
bool reads_texels(const KernelContext& context);
/// Whether the vector kernels for CPU-type devices can run: shuffles, texel views, batch-last values.
bool cpu_variant(const KernelContext& context);
/// Whether the shared-memory kernels for GPUs can run: 256 invocations, row-major values.
bool gpu_variant(const KernelContext& context);

/// Says BATCH_LAST, LINE, BATCH and TEXEL of a kernel whose elements are those of `batched`.
void define_tensor(KernelCall& call, const KernelContext& context, ir::ValueId batched, bool texel);
/// Binds an input as T elements (or as floats), through a texel view when asked.
void read(KernelCall& call, const KernelContext& context, ir::ValueId id, bool texel, bool as_floats = false);

/// `groups` workgroups along x, folded into y where the device's limit asks for it; defines GROUPS and GROUPS_X.
void spread(KernelCall& call, int64_t groups, const DeviceProfile& device);
/// One invocation an element, as many workgroups as that takes.
void spread_elements(KernelCall& call, int64_t elements, const KernelContext& context);

/// How a reduction joins two numbers; the value is COMBINE_BY of shaders/include/combine.glsl.
enum class Combine { Sum, Max, Min, Product };

/// A reduction whose chunks a first pass wrote to `scratch` as [chunk][result].
struct Partials {
    ir::ValueId scratch;
    int64_t results = 0, chunks = 1;
    bool vector = false;         ///< results are vec4
    Combine combine = Combine::Sum;
    double scale = 1;
};
/// STORE for the first pass: the chunk is gl_WorkGroupID.z.
Epilogue store_partials(const Partials& partials);
/// The second pass, with the instruction's own epilogue.
KernelCall add_partials(const KernelContext& context, const Partials& partials, const std::string& kernel);
/// Finishes a rule whose kernel may run in chunks: one pass with the epilogue, or two.
std::vector<KernelCall> in_chunks(const KernelContext& context, KernelCall call, Partials partials);

}  // namespace saddle::ops
