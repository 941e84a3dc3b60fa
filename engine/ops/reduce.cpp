// Reductions over any axes. A kernel sees the value in memory order; kept axes number the results, reduced axes the
// members of each. Sums, extremes and products have kernels; the others are elementwise work around those.
#include <algorithm>
#include <cmath>
#include <limits>

#include "engine/ops/axes.h"
#include "engine/ops/dispatch.h"
#include "engine/ops/term.h"

namespace saddle::ops {
namespace {

std::vector<bool> reduced_axes(const Shape& x, const Attributes& a) {
    const std::vector<int64_t> axes = a.integers("axes");
    return axes.empty() ? std::vector<bool>(size_t(x.rank()), true) : axis_set("reduction", x, axes).value();
}
Shape reduced_shape(const Shape& x, const Attributes& a) {
    const std::vector<bool> reduced = reduced_axes(x, a);
    std::vector<int64_t> dims;
    for (int axis = 0; axis < x.rank(); ++axis)
        if (!reduced[size_t(axis)]) dims.push_back(x[axis]);
        else if (a.integer("keepdims", 1)) dims.push_back(1);
    return Shape(dims);
}
/// The same reduction with its axes kept, so that results broadcast against x.
Attributes keeping(Attributes a) {
    a["keepdims"] = int64_t(1);
    return a;
}

struct Axis { int64_t size, stride; bool reduced; };

/// GLSL for the offset of a number over the kept or the reduced axes, innermost last.
std::string offset(const std::vector<Axis>& axes, bool reduced, const std::string& index) {
    std::vector<AxisStride> chosen;
    for (const Axis& axis : axes)
        if (axis.reduced == reduced) chosen.push_back({axis.size, axis.stride});
    return "(" + offset_of(chosen, "(" + index + ")") + ")";
}

std::vector<KernelCall> kernels(const KernelContext& c, Combine combine, bool mean, const std::string& name) {
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
    call.define("COMBINE_BY", int64_t(combine));
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
    partials.combine = combine;
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
    const int64_t chunk = std::clamp<int64_t>(count, 1, most);
    partials.chunks = std::max<int64_t>(1, ceil_div(count, chunk));
    call.define("CHUNK", chunk);
    call.define("SCALE", glsl_float(partials.chunks > 1 ? 1 : scale));
    return in_chunks(c, std::move(call), partials);
}

/// An instruction's x, and y and dy under x's rank: reduced axes have size 1.
struct Kept {
    Term x, y, dy;
    explicit Kept(GradientContext& g) : x(in(g)), y(out(g)), dy(dout(g)) {
        const Shape shape = reduced_shape(g.b.type(x).shape, keeping(g.instruction.attributes));
        if (g.b.type(y).shape == shape) return;
        y = y.reshaped(shape);
        dy = dy.reshaped(shape);
    }
};

/// `fold` joins the members in double from `start` on; `finish` gets the result and the number of members.
using Fold = double (*)(double, double);
using Finish = double (*)(double, double);

OpDef reduction(const char* name, const char* doc, const char* formula, double start, Fold fold, Finish finish) {
    return OpDef(name).summary(doc, formula).input("x").output("y")
        .attribute({"axes", std::vector<int64_t>{}, "Axes", "axes to reduce; none: all"}).attribute({"keepdims", int64_t(1), "Keep axes", "1: reduced axes stay with size 1"})
        .infer([op = std::string(name)](const InferContext& c) -> Result<std::vector<TensorType>> {
            const bool whole = op == "ReduceSum" || op == "ReduceMax" || op == "ReduceMin" || op == "ReduceProd";
            if (c.in(0).dtype == DType::Bool || (c.in(0).dtype == DType::I32 && !whole)) return invalid(op + " cannot reduce " + to_string(c.in(0)), "cast to real numbers first");
            TRY([[maybe_unused]] const auto axes, axis_set(op.c_str(), c.in(0).shape, c.attributes.integers("axes")));
            return std::vector<TensorType>{{c.in(0).dtype, reduced_shape(c.in(0).shape, c.attributes)}};
        })
        .batch_rule([](const Attributes& a, const std::vector<bool>&, int rank) {
            const std::vector<int64_t> axes = a.integers("axes");
            return !axes.empty() && std::none_of(axes.begin(), axes.end(), [&](int64_t axis) { return axis == 0 || axis == -rank; });
        })
        .reference([=](ReferenceContext& r) {
            const Shape& x = r.in(0).type.shape;
            const std::vector<bool> reduced = reduced_axes(x, r.attributes);
            std::fill(r.out().data.begin(), r.out().data.end(), start);
            for (int64_t i = 0; i < x.count(); ++i) {
                int64_t rest = i, o = 0, stride = 1;
                for (int axis = x.rank(); axis-- > 0; rest /= x[axis])
                    if (!reduced[size_t(axis)]) {
                        o += rest % x[axis] * stride;
                        stride *= x[axis];
                    }
                r.out().data[size_t(o)] = fold(r.out().data[size_t(o)], r.in(0).data[size_t(i)]);
            }
            for (double& y : r.out().data) y = finish(y, double(x.count()) / double(r.out().data.size()));
        })
        .cost([](const InferContext& c, const std::vector<TensorType>& outputs) {
            return Cost{double(c.in(0).shape.count()), 4 * double(c.in(0).shape.count() + outputs[0].shape.count())};
        });
}

double same(double y, double) { return y; }
double add(double a, double b) { return a + b; }

using Rule = std::vector<ir::ValueId>;

/// Reductions with kernels; whole numbers are reduced as real ones (exact below 2^24).
OpDef with_kernel(OpDef op, Combine combine, bool mean, const char* kernel) {
    return op
        .decompose([name = op.name](Builder& b, const ir::Instruction& i) -> Rule {
            if (b.type(i.inputs[0]).dtype == DType::F32) return {};
            return {in(b, i).then("Cast").then(name.c_str(), {}, i.attributes).then("Cast", {}, {{"to", int64_t(6)}})};
        })
        .kernels([=, kernel = std::string(kernel)](const KernelContext& c) { return kernels(c, combine, mean, kernel); })
        .accepts_epilogue().accepts_prologue().any_layout();
}

std::vector<Case> cases_of(double low, double high, double keep_away = 0, double grid = 0) {
    std::vector<Case> cases;
    Case pairs{{{DType::F32, {5, 2}}}, {{"axes", std::vector<int64_t>{1}}}, low, high, keep_away};
    pairs.batched = {true};
    pairs.grid = grid;
    cases.push_back(pairs);
    for (const std::vector<int64_t>& axes : std::vector<std::vector<int64_t>>{{}, {0}, {1}, {0, 2}, {-1}}) {
        cases.push_back({{{DType::F32, {5, 3, 7}}}, {{"axes", axes}, {"keepdims", int64_t(cases.size() % 2)}}, low, high, keep_away});
        cases.back().batched = {axes.size() == 1};
    }
    return cases;
}

std::vector<Case> full_cases() {
    std::vector<Case> cases;
    for (const std::vector<int64_t>& axes : std::vector<std::vector<int64_t>>{{}, {0}, {1}, {0, 2, 3}, {2, 3}, {-1}})
        for (const int64_t keep : {0, 1}) {
            cases.push_back({{{DType::F32, {5, 3, 6, 11}}}, {{"axes", axes}, {"keepdims", keep}}});
            cases.back().batched = {true};
        }
    cases.push_back({{{DType::F32, {19, 3}}}, {{"axes", std::vector<int64_t>{0}}}});
    return cases;
}

/// Members that attain the extreme share its gradient evenly.
void share_gradient(GradientContext& g) {
    const Kept k(g);
    const Term attain = k.x.then("Equal", {k.y}).then("Cast");
    g.set(0, attain * (k.dy / attain.then("ReduceSum", {}, keeping(g.instruction.attributes))));
}

}  // namespace

SADDLE_OP(ReduceSum) {
    return with_kernel(reduction("ReduceSum", "The sum over some axes.", "y = \\sum x", 0, add, same), Combine::Sum, false, "reduce_sum")
        .gradient([](GradientContext& g) {
            const Kept k(g);
            g.set(0, k.dy.spread_like(k.x));
        })
        .cases([] {
            std::vector<Case> cases = full_cases();
            cases.push_back({{{DType::I32, {5, 3}}}, {{"axes", std::vector<int64_t>{1}}}, 0, 0, 0, 9});
            return cases;
        }());
}
SADDLE_OP(ReduceMean) {
    return with_kernel(reduction("ReduceMean", "The mean over some axes.", "y = mean x", 0, add, [](double y, double count) { return y / count; }), Combine::Sum, true, "reduce_mean")
        .gradient([](GradientContext& g) {
            const Kept k(g);
            g.set(0, (k.dy * (double(g.b.type(k.dy).shape.count()) / double(g.b.type(k.x).shape.count()))).spread_like(k.x));
        })
        .cases(full_cases());
}
SADDLE_OP(ReduceMax) {
    return with_kernel(reduction("ReduceMax", "The largest element over some axes.", "y = max x", -std::numeric_limits<double>::infinity(), [](double a, double b) { return std::max(a, b); }, same),
                       Combine::Max, false, "reduce_max")
        .gradient(share_gradient).cases(cases_of(-1, 1, 0, 0.5));
}
SADDLE_OP(ReduceMin) {
    return with_kernel(reduction("ReduceMin", "The smallest element over some axes.", "y = min x", std::numeric_limits<double>::infinity(), [](double a, double b) { return std::min(a, b); }, same),
                       Combine::Min, false, "reduce_min")
        .gradient(share_gradient).cases(cases_of(-1, 1, 0, 0.5));
}
SADDLE_OP(ReduceProd) {
    return with_kernel(reduction("ReduceProd", "The product over some axes.", "y = \\prod x", 1, [](double a, double b) { return a * b; }, same), Combine::Product, false, "reduce_prod")
        .gradient([](GradientContext& g) {
            // The product of the others: p / x without zeros; with one zero p there and 0 elsewhere; else 0.
            const Kept k(g);
            const Attributes over = keeping(g.instruction.attributes);
            const Term zero = k.x.then("Equal", {k.x.number(0)}), zeros = zero.then("Cast").then("ReduceSum", {}, over);
            const Term others = zero.choose(k.x.number(1), k.x).then("ReduceProd", {}, over);
            const Term at_zero = zeros.then("Equal", {zeros.number(1)}).choose(others, others.number(0));
            const Term elsewhere = zeros.then("Equal", {zeros.number(0)}).choose(others / k.x, k.x.number(0));
            g.set(0, k.dy * zero.choose(at_zero, elsewhere));
        })
        .cases([] {
            std::vector<Case> cases = cases_of(0.3, 1.6, 0, 0.8);
            cases[0].low = -1.2;  // zeros
            return cases;
        }());
}

SADDLE_OP(ReduceL1) {
    return reduction("ReduceL1", "The sum of sizes over some axes.", "y = \\sum |x|", 0, [](double a, double b) { return a + std::abs(b); }, same)
        .decompose([](Builder& b, const ir::Instruction& i) -> Rule { return {in(b, i).then("Abs").then("ReduceSum", {}, i.attributes)}; })
        .gradient([](GradientContext& g) {
            const Kept k(g);
            g.set(0, k.dy * k.x.then("Sign"));
        })
        .cases(cases_of(-1, 1, 1e-2));
}
SADDLE_OP(ReduceSumSquare) {
    return reduction("ReduceSumSquare", "The sum of squares over some axes.", "y = \\sum x^2", 0, [](double a, double b) { return a + b * b; }, same)
        .decompose([](Builder& b, const ir::Instruction& i) -> Rule { return {(in(b, i) * in(b, i)).then("ReduceSum", {}, i.attributes)}; })
        .gradient([](GradientContext& g) {
            const Kept k(g);
            g.set(0, k.dy * 2 * k.x);
        })
        .cases(cases_of(-1, 1));
}
SADDLE_OP(ReduceL2) {
    return reduction("ReduceL2", "The Euclidean length over some axes.", "y = \\sqrt{\\sum x^2}", 0, [](double a, double b) { return a + b * b; }, [](double y, double) { return std::sqrt(y); })
        .decompose([](Builder& b, const ir::Instruction& i) -> Rule { return {in(b, i).then("ReduceSumSquare", {}, i.attributes).then("Sqrt")}; })
        .gradient([](GradientContext& g) {
            const Kept k(g);
            g.set(0, k.dy / k.y * k.x);
        })
        .cases(cases_of(-1, 1));
}
SADDLE_OP(ReduceLogSum) {
    return reduction("ReduceLogSum", "The logarithm of the sum over some axes.", "y = ln \\sum x", 0, add, [](double y, double) { return std::log(y); })
        .decompose([](Builder& b, const ir::Instruction& i) -> Rule { return {in(b, i).then("ReduceSum", {}, i.attributes).then("Log")}; })
        .gradient([](GradientContext& g) {
            const Kept k(g);
            g.set(0, (k.dy * (-k.y).then("Exp")).spread_like(k.x));
        })
        .cases(cases_of(0.3, 1));
}
SADDLE_OP(ReduceLogSumExp) {
    return reduction("ReduceLogSumExp", "The logarithm of the sum of exponentials over some axes: a smooth maximum.", "y = ln \\sum e^x", 0,
                     [](double a, double b) { return a + std::exp(b); }, [](double y, double) { return std::log(y); })
        .decompose([](Builder& b, const ir::Instruction& i) -> Rule {
            const Term x = in(b, i), most = x.then("ReduceMax", {}, keeping(i.attributes));
            const Term shift = most.then("IsInf").choose(most.number(0), most);  // e^(x - shift) neither overflows nor is NaN
            const Term sum = (x - shift).then("Exp").then("ReduceSum", {}, keeping(i.attributes));
            return {(sum.then("Log") + shift).reshaped(b.type(i.outputs[0]).shape)};
        })
        .gradient([](GradientContext& g) {
            const Kept k(g);
            g.set(0, k.dy * (k.x - k.y).then("Exp"));
        })
        .cases(cases_of(-2, 2));
}

}  // namespace saddle::ops
