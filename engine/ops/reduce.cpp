// Sums and means over axes. A kernel sees the value in memory order; kept axes number the results, reduced axes the
// members of each sum.
#include <algorithm>

#include "engine/ops/dispatch.h"

namespace saddle::ops {
namespace {

std::vector<bool> reduced_axes(const Shape& x, const Attributes& a) {
    const std::vector<int64_t> axes = a.integers("axes");
    std::vector<bool> reduced(size_t(x.rank()), axes.empty());
    for (const int64_t axis : axes) reduced[size_t(axis < 0 ? axis + x.rank() : axis)] = true;
    return reduced;
}
Shape reduced_shape(const Shape& x, const Attributes& a) {
    const std::vector<bool> reduced = reduced_axes(x, a);
    std::vector<int64_t> dims;
    for (int axis = 0; axis < x.rank(); ++axis)
        if (!reduced[size_t(axis)]) dims.push_back(x[axis]);
        else if (a.integer("keepdims", 1)) dims.push_back(1);
    return Shape(dims);
}

struct Axis { int64_t size, stride; bool reduced; };

/// GLSL for the offset of a number over the kept or the reduced axes, innermost last.
std::string offset(const std::vector<Axis>& axes, bool reduced, const std::string& index) {
    std::string text;
    int64_t inner = 1;
    for (size_t k = axes.size(); k-- > 0;) {
        if (axes[k].reduced != reduced || axes[k].size == 1) continue;
        std::string term = "((" + index + ") / " + std::to_string(inner) + "u % " + std::to_string(axes[k].size) + "u * " + std::to_string(axes[k].stride) + "u)";
        text = text.empty() ? term : term + " + " + text;
        inner *= axes[k].size;
    }
    return text.empty() ? "0u" : "(" + text + ")";
}

std::vector<KernelCall> kernels(const KernelContext& c, bool mean, const char* name) {
    const ir::ValueId in = c.instruction.inputs[0];
    const Shape& x = c.in_type(0).shape;
    const std::vector<bool> reduced = reduced_axes(x, c.instruction.attributes);
    const bool batch_last = c.layout_of(in) == Layout::BatchLast, reduces_batch = batch_last && reduced[0];
    std::vector<Axis> axes;  // in memory order
    for (int axis = batch_last ? 1 : 0; axis < x.rank(); ++axis) axes.push_back({x[axis], 0, reduced[size_t(axis)]});
    if (batch_last) axes.push_back({line_of(c, in), 0, reduced[0]});
    int64_t stride = 1, outputs = 1, count = 1;
    for (size_t k = axes.size(); k-- > 0; stride *= axes[k].size) axes[k].stride = stride;
    for (const Axis& axis : axes) (axis.reduced ? count : outputs) *= axis.size;
    const double scale = mean ? double(c.out_type().shape.count()) / double(x.count()) : 1;

    KernelCall call;
    define_tensor(call, c, in, reads_texels(c));
    call.kernel = name;
    call.define("MAXIMUM", int64_t(0));
    call.define("REDUCES_BATCH", reduces_batch);
    call.define("BASE(o)", offset(axes, false, "o"));
    call.define("OFFSET(r)", offset(axes, true, "r"));
    call.define("OUTPUTS", outputs);
    call.define("COUNT", count);
    call.flops = double(x.count());
    const bool shared = outputs <= 4096 && count >= 64;  // few results of many members: a workgroup each
    call.source = shared ? "reduce/workgroup.comp" : "reduce/invocation.comp";
    Partials partials;
    partials.results = outputs;
    partials.vector = batch_last && !reduces_batch;
    partials.scale = scale;
    int64_t each = 1;
    if (shared) {
        call.local_size = std::min<uint32_t>(c.variant == DeviceClass::Cpu ? 64 : 128, c.device.max_workgroup_invocations);
        each = call.local_size;
        spread(call, outputs, c.device);
    } else {
        spread_elements(call, outputs, c);
    }
    const int64_t most = std::min<int64_t>(30000, int64_t(c.device.max_loop_iterations) / 2) * each;
    const int64_t chunk = std::min(count, most);
    partials.chunks = ceil_div(count, chunk);
    call.define("CHUNK", chunk);
    call.define("SCALE", glsl_float(partials.chunks > 1 ? 1 : scale));
    return in_chunks(c, std::move(call), partials);
}

OpDef reduction(const char* name, const char* doc, const char* formula, bool mean) {
    OpDef op(name);
    op.summary(doc, formula).input("x").output("y")
        .attribute({"axes", std::vector<int64_t>{}, "Axes", "axes to reduce; none: all"}).attribute({"keepdims", int64_t(1), "Keep axes", "1: reduced axes stay with size 1"})
        .infer([](const InferContext& c) -> Result<std::vector<TensorType>> {
            for (const int64_t axis : c.attributes.integers("axes"))
                if (axis < -c.in(0).shape.rank() || axis >= c.in(0).shape.rank()) return invalid("axis " + std::to_string(axis) + " is outside the shape " + to_string(c.in(0).shape));
            return std::vector<TensorType>{{DType::F32, reduced_shape(c.in(0).shape, c.attributes)}};
        })
        .batch_rule([](const Attributes& a, const std::vector<bool>&, int rank) {
            const std::vector<int64_t> axes = a.integers("axes");
            return !axes.empty() && std::none_of(axes.begin(), axes.end(), [&](int64_t axis) { return axis == 0 || axis == -rank; });
        })
        .gradient([mean](GradientContext& g) {
            const Shape& x = g.b.type(g.in(0)).shape;
            Attributes kept = g.instruction.attributes;
            kept["keepdims"] = int64_t(1);
            const Shape as = reduced_shape(x, kept);
            ir::ValueId dy = g.dout();
            if (g.b.type(dy).shape != as) dy = g.b.emit("Reshape", {dy}, {{"shape", as.dims()}});
            if (mean) dy = g.b.emit("Mul", {dy, g.b.constant(double(as.count()) / double(x.count()))});
            g.set(0, g.b.emit("Expand", {dy}, {{"shape", x.dims()}, {"batched", g.b.program()[g.in(0)].batched}}));
        })
        .reference([mean](ReferenceContext& r) {
            const Shape& x = r.in(0).type.shape;
            const std::vector<bool> reduced = reduced_axes(x, r.attributes);
            for (int64_t i = 0; i < x.count(); ++i) {
                int64_t rest = i, o = 0, stride = 1;
                for (int axis = x.rank(); axis-- > 0; rest /= x[axis])
                    if (!reduced[size_t(axis)]) {
                        o += rest % x[axis] * stride;
                        stride *= x[axis];
                    }
                r.out().data[size_t(o)] += r.in(0).data[size_t(i)];
            }
            if (mean)
                for (double& y : r.out().data) y *= double(r.out().data.size()) / double(x.count());
        })
        .kernels([mean, kernel = std::string(mean ? "reduce_mean" : "reduce_sum")](const KernelContext& c) { return kernels(c, mean, kernel.c_str()); })
        .accepts_epilogue().accepts_prologue().any_layout();
    std::vector<Case> cases;
    for (const std::vector<int64_t>& axes : std::vector<std::vector<int64_t>>{{}, {0}, {1}, {0, 2, 3}, {2, 3}, {-1}})
        for (const int64_t keep : {0, 1}) {
            cases.push_back({{{DType::F32, {5, 3, 6, 11}}}, {{"axes", axes}, {"keepdims", keep}}});
            cases.back().batched = {true};
        }
    cases.push_back({{{DType::F32, {19, 3}}}, {{"axes", std::vector<int64_t>{0}}}});
    cases.back().batched = {false};
    return op.cases(cases);
}

}  // namespace

SADDLE_OP(ReduceSum) { return reduction("ReduceSum", "The sum over some axes.", "y = \\sum x", false); }
SADDLE_OP(ReduceMean) { return reduction("ReduceMean", "The mean over some axes.", "y = mean x", true); }

}  // namespace saddle::ops
