#include "engine/ops/lines.h"

namespace saddle::ops {

KernelCall along_axis(const KernelContext& c, const char* source, const char* kernel, int axis, int64_t invocations) {
    const ir::ValueId in = c.instruction.inputs[0];
    const Shape& x = c.in_type(0).shape;
    KernelCall call;
    call.source = source;
    call.kernel = kernel;
    const bool texel = reads_texels(c);
    define_tensor(call, c, in, texel);
    const bool batch_last = c.layout_of(in) == Layout::BatchLast;
    const int64_t lines = elements_of(c, in) / x[axis];
    call.define("CLASSES", x[axis]);
    call.define("INNER", x.count(axis + 1, x.rank()) * (batch_last ? line_of(c, in) : 1));
    call.define("LINES", lines);
    call.flops = 10 * double(x.count());
    read(call, c, in, texel);
    call.define("OUTPUTS", invocations > 0 ? invocations : lines);
    spread_elements(call, invocations > 0 ? invocations : lines, c);
    return call;
}

std::optional<Term> without_batch(Builder& b, const ir::Instruction& instruction, int axis) {
    const ir::ValueId x = instruction.inputs[0];
    if (axis != 0 || !b.program()[x].batched) return std::nullopt;
    return Term(b, x).then("Reshape", {}, {{"shape", b.type(x).shape.dims()}, {"batched", false}});
}

}  // namespace saddle::ops
