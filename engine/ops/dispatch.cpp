#include "engine/ops/dispatch.h"

#include <algorithm>
#include <cstdio>

namespace saddle::ops {

std::string glsl_float(double value) {
    char text[40];
    std::snprintf(text, sizeof text, "%.9g", value);
    const std::string literal = text;
    return literal.find_first_of(".e") == std::string::npos ? literal + ".0" : literal;
}

std::string offset_of(const std::vector<AxisStride>& axes, const std::string& index) {
    std::vector<AxisStride> merged;  // neighbours that run on are one axis; axes of size 1 vanish
    for (const AxisStride& axis : axes) {
        if (axis.size == 1) continue;
        if (!merged.empty() && merged.back().stride == axis.stride * axis.size) merged.back() = {merged.back().size * axis.size, axis.stride};
        else merged.push_back(axis);
    }
    std::string text;
    int64_t inner = 1;
    for (size_t k = merged.size(); k-- > 0; inner *= merged[k].size) {
        if (merged[k].stride == 0) continue;
        std::string term = index;
        if (inner > 1) term = "(" + term + " / " + std::to_string(inner) + "u)";
        if (k > 0) term = "(" + term + " % " + std::to_string(merged[k].size) + "u)";
        if (merged[k].stride != 1) term += " * " + std::to_string(merged[k].stride) + "u";
        text = text.empty() ? term : term + " + " + text;
    }
    return text.empty() ? "0u" : text;
}

std::vector<int64_t> strides_of(const TensorType& type, Layout layout) {
    const Shape& shape = type.shape;
    const bool batch_last = layout == Layout::BatchLast && shape.rank() > 0;
    std::vector<int64_t> strides(size_t(shape.rank()));
    int64_t stride = batch_last ? padded_batch(shape[0]) : 1;
    for (int axis = shape.rank(); axis-- > 0; stride *= shape[axis]) strides[size_t(axis)] = axis == 0 && batch_last ? 1 : stride;
    return strides;
}

int64_t line_of(const KernelContext& context, ir::ValueId batched) {
    const Shape& shape = context.program[batched].type.shape;
    if (shape.rank() == 0) return 1;
    return context.layout_of(batched) == Layout::BatchLast ? padded_batch(shape[0]) / 4 : shape[0];
}

int64_t elements_of(const KernelContext& context, ir::ValueId id) {
    const TensorType& type = context.program[id].type;
    return context.layout_of(id) == Layout::BatchLast ? physical_count(type, Layout::BatchLast) / 4 : type.shape.count();
}

bool reads_texels(const KernelContext& context) {
    if (context.variant != DeviceClass::Cpu) return false;
    return std::all_of(context.instruction.inputs.begin(), context.instruction.inputs.end(), [&](ir::ValueId id) {
        return !id.present() ||
               uint64_t(physical_count(context.program[id].type, context.layout_of(id))) <= context.device.max_texel_elements;
    });
}

bool cpu_variant(const KernelContext& context) {
    return reads_texels(context) && context.device.subgroup_shuffle && context.layout == Layout::BatchLast;
}

bool gpu_variant(const KernelContext& context) {
    return context.variant == DeviceClass::Gpu && context.layout == Layout::RowMajor &&
           context.device.max_workgroup_invocations >= 256 && context.device.shared_memory_bytes >= 16384;
}

void define_tensor(KernelCall& call, const KernelContext& context, ir::ValueId batched, bool texel) {
    const Shape& shape = context.program[batched].type.shape;
    call.define("BATCH_LAST", context.layout_of(batched) == Layout::BatchLast);
    call.define("LINE", line_of(context, batched));
    call.define("BATCH", shape.rank() > 0 ? shape[0] : 1);
    call.define("TEXEL", texel);
}

void read(KernelCall& call, const KernelContext& context, ir::ValueId id, bool texel, bool as_floats) {
    const bool wide = !as_floats && context.layout_of(id) == Layout::BatchLast;
    call.bindings.push_back(
        {id, !texel ? BindingKind::Storage : wide ? BindingKind::Texel4 : BindingKind::Texel1, false});
}

void spread(KernelCall& call, int64_t groups, const DeviceProfile& device) {
    const int64_t x = std::clamp<int64_t>(groups, 1, device.max_workgroup_count);
    call.groups[0] = uint32_t(x);
    call.groups[1] = uint32_t(std::max<int64_t>(1, ceil_div(groups, x)));
    call.define("GROUPS", groups);
    call.define("GROUPS_X", x);
}

void spread_elements(KernelCall& call, int64_t elements, const KernelContext& context) {
    // lavapipe wants at least 64 invocations a workgroup; GPUs hide latency with more.
    const uint32_t wanted = context.variant == DeviceClass::Cpu ? 64 : 256;
    call.local_size = std::min(wanted, context.device.max_workgroup_invocations);
    spread(call, ceil_div(elements, call.local_size), context.device);
}

Epilogue store_partials(const Partials& partials) {
    const std::string type = partials.vector ? "vec4" : "float";
    Epilogue epilogue;
    epilogue.code = "layout(set = 0, binding = EPILOGUE_BINDING) writeonly buffer Partial { " + type +
                    " partial[]; };\nvoid STORE(uint index, " + type + " value) { partial[gl_WorkGroupID.z * " +
                    std::to_string(partials.results) + "u + index] = value; }\n";
    epilogue.bindings.push_back({partials.scratch, BindingKind::Storage, true});
    return epilogue;
}

KernelCall add_partials(const KernelContext& context, const Partials& partials, const std::string& kernel) {
    KernelCall call;
    call.source = "reduce/partials.comp";
    call.kernel = kernel;
    const bool texel = reads_texels(context) && uint64_t(partials.results * partials.chunks * (partials.vector ? 4 : 1)) <=
                                                    context.device.max_texel_elements;
    call.define("BATCH_LAST", partials.vector);
    call.define("LINE", int64_t(1));
    call.define("TEXEL", texel);
    call.define("COMBINE_BY", int64_t(partials.combine));
    call.define("OUTPUTS", partials.results);
    call.define("CHUNKS", partials.chunks);
    call.define("SCALE", glsl_float(partials.scale));
    call.bindings.push_back({partials.scratch, !texel            ? BindingKind::Storage
                                               : partials.vector ? BindingKind::Texel4
                                                                 : BindingKind::Texel1});
    spread_elements(call, partials.results, context);
    call.flops = double(partials.results) * double(partials.chunks) * (partials.vector ? 4 : 1);
    call.take(nullptr, context.epilogue);
    return call;
}

std::vector<KernelCall> in_chunks(const KernelContext& context, KernelCall call, Partials partials) {
    if (partials.chunks == 1) {
        call.take(context.prologue, context.epilogue);
        return {std::move(call)};
    }
    partials.scratch = context.scratch(partials.results * partials.chunks * (partials.vector ? 4 : 1));
    const Epilogue store = store_partials(partials);
    call.take(context.prologue, &store);
    call.groups[2] = uint32_t(partials.chunks);
    KernelCall second = add_partials(context, partials, call.kernel);
    return {std::move(call), std::move(second)};
}

}  // namespace saddle::ops
