#pragma once
// Kernels as data. An op says which kernel computes it; the runtime makes pipelines of that and records them.
#include <string>
#include <utility>
#include <vector>

#include "engine/core/device_profile.h"
#include "engine/ir/program.h"

namespace saddle::ops {

/// Order of a value's elements in memory. RowMajor is the logical order. BatchLast moves the first (batch) axis to the
/// end and pads it to a multiple of 4 elements: [C][H][W][N4*4]; the padding's content is undefined and must not be read
/// into a result. Scalars and values without a batch axis are always RowMajor.
enum class Layout { RowMajor, BatchLast };
const char* name(Layout layout);
/// Elements a value of this type takes in memory, padding included; rounded up to a multiple of 4.
int64_t physical_count(const TensorType& type, Layout layout);
/// The batch padded to a multiple of 4, as BatchLast keeps it.
inline int64_t padded_batch(int64_t batch) { return (batch + 3) / 4 * 4; }

/// How a shader sees a buffer range. Texel views are read-only and return 0 out of range.
enum class BindingKind {
    Storage,  ///< buffer block
    Texel4,   ///< rgba32f imageBuffer: index counts vec4
    Texel1,   ///< r32f imageBuffer: index counts floats
};

struct Binding {
    ir::ValueId value;
    BindingKind kind = BindingKind::Storage;
    bool written = false;
    int64_t byte_offset = 0;   ///< from the value's start
    int64_t byte_size = -1;    ///< -1: the whole value
};

/// Elementwise work fused into the store of a kernel, as GLSL that the kernel file includes with
///     #define EPILOGUE_BINDING <number of the kernel's own bindings>
///     #include "epilogue"
/// The code declares `bindings` at EPILOGUE_BINDING + i and defines `void STORE(uint index, T value)`: `value` belongs at
/// physical element `index` (counted in T) of the op's output 0. It does all stores, so the kernel itself does not bind
/// output 0. T is vec4 for a batched output kept BatchLast, else float. An op that accepts an epilogue always gets one:
/// without fusion it just stores.
struct Epilogue {
    std::string code;
    std::vector<Binding> bindings;
    double flops = 0;
};

/// Input 0 read through a fused elementwise chain: the kernel file says
///     #define PROLOGUE_BINDING <number of the kernel's own bindings>
///     #include "prologue"
/// and gets `T LOAD(uint index)`. T as for the epilogue, by input 0's layout. An op that accepts a prologue always gets
/// one and does not bind input 0. Bindings of a kernel with both: its own, the prologue's, the epilogue's; then
/// EPILOGUE_BINDING is PROLOGUE_BINDING + PROLOGUE_COUNT, which the prologue's code defines.
using Prologue = Epilogue;

/// One dispatch. `source` is a file of shaders/ ("conv/forward.cpu.comp") or, when `text` is not empty, a name for
/// generated GLSL. Every define is a compile-time constant of the kernel; together with the source and the epilogue
/// they are the pipeline's identity. Binding i of the list is `layout(set = 0, binding = i)`.
struct KernelCall {
    std::string source;
    std::string text;
    std::vector<std::pair<std::string, std::string>> defines;
    std::string prologue, epilogue;     ///< what `#include "prologue"` and `#include "epilogue"` give
    std::vector<Binding> bindings;      ///< the kernel's own first; take() appends the fused ones
    uint32_t groups[3] = {1, 1, 1};
    uint32_t local_size = 1;            ///< invocations of a workgroup, given to the shader as LOCAL_SIZE
    double flops = 0;                   ///< executed by this variant; 1 multiply-add = 2
    double bytes = 0;                   ///< read and written at least once
    std::string kernel;                 ///< short name shown to the user: "conv_forward", "elementwise"
    NodeId node;                        ///< filled by the scheduler, as is phase
    ir::Phase phase = ir::Phase::Forward;

    void define(const std::string& name, int64_t value) { defines.emplace_back(name, std::to_string(value)); }
    void define(const std::string& name, std::string value) { defines.emplace_back(name, std::move(value)); }
    /// Appends fused work after the kernel's own bindings: prologue first, then epilogue; null is skipped.
    void take(const Prologue* prologue, const Epilogue* epilogue);
};

}  // namespace saddle::ops
