// Pooling over whole images, by p-norms, and to a fixed size.
#include <algorithm>
#include <cmath>
#include <limits>

#include "engine/ops/pool.h"
#include "engine/ops/taps.h"
#include "engine/ops/term.h"

namespace saddle::ops {
namespace {

using List = std::vector<int64_t>;

/// The spatial axes of [N, C, ...], kept with size 1.
Attributes spatial(const Shape& x) {
    List axes;
    for (int axis = 2; axis < x.rank(); ++axis) axes.push_back(axis);
    return {{"axes", axes}, {"keepdims", int64_t(1)}};
}

OpDef global(const char* name, const char* doc, const char* formula, const char* reduction) {
    Case image{{{DType::F32, {5, 3, 4, 7}}}, {}, -1, 1}, series{{{DType::F32, {2, 3, 5}}}};
    image.batched = {true};
    return OpDef(name).summary(doc, formula).input("X", "[N, C, ...]").output("Y", "[N, C, 1, ...]")
        .infer([op = std::string(name)](const InferContext& c) -> Result<std::vector<TensorType>> {
            TensorType y = c.in(0);
            if (y.shape.rank() < 3 || y.dtype != DType::F32) return invalid(op + " needs an image [N, C, ...], got " + to_string(y));
            for (int axis = 2; axis < y.shape.rank(); ++axis) y.shape[axis] = 1;
            return std::vector<TensorType>{y};
        })
        .decompose([op = std::string(reduction)](Builder& b, const ir::Instruction& i) -> std::vector<ir::ValueId> { return {in(b, i).then(op.c_str(), {}, spatial(b.type(i.inputs[0]).shape))}; })
        .cost([](const InferContext& c, const std::vector<TensorType>& outputs) {
            return Cost{double(c.in(0).shape.count()), 4 * double(c.in(0).shape.count() + outputs[0].shape.count())};
        })
        .cases({image, series});
}

/// Calls f(y index, x) for every element.
template <class F>
void for_each_element(const ReferenceContext& r, F f) {
    const Shape& x = r.in(0).type.shape;
    for (int64_t i = 0; i < x.count(); ++i) f(size_t(i / x.count(2, x.rank())), r.in(0).data[size_t(i)]);
}

double power(const Attributes& a) { return double(a.integer("p", 2)); }
/// |x|^p and its derivative |x|^(p-1) sgn x (without the factor p).
Term to_power(Term x, double p) { return p == 2 ? x * x : p == 1 ? x.then("Abs") : x.then("Abs").then("Pow", {x.number(p)}); }
Term slope(Term x, double p) { return p == 2 ? x : p == 1 ? x.then("Sign") : x.then("Sign") * x.then("Abs").then("Pow", {x.number(p - 1)}); }
Term root(Term x, double p) { return p == 2 ? x.then("Sqrt") : p == 1 ? x : x.then("Pow", {x.number(1 / p)}); }

Attributes averaging(Attributes a) {
    a.erase("p");
    a["count_include_pad"] = int64_t(1);
    return a;
}
Status check_power(const InferContext& c) {
    const int64_t p = c.attributes.integer("p", 2);
    return p < 1 || p > 64 ? Status{invalid("the exponent p of a norm must be 1 to 64, got " + std::to_string(p))} : Status{};
}
double window_taps(const Shape& x, const Attributes& a) { return double(pool_window(x, a).taps()); }

/// Windows as PyTorch's: from floor(o in / out) to ceil((o + 1) in / out).
AxisTaps adaptive(const Shape& x, const Shape& y, bool gradient) {
    AxisTaps maps(size_t(x.rank()));
    for (int axis = 2; axis < x.rank(); ++axis) {
        if (x[axis] == y[axis]) continue;
        Taps t;
        const auto first = [&](int64_t o) { return o * x[axis] / y[axis]; };
        const auto end = [&](int64_t o) { return ceil_div((o + 1) * x[axis], y[axis]); };
        for (int64_t o = 0; o < y[axis]; ++o) t.taps = std::max(t.taps, int(end(o) - first(o)));
        for (int64_t o = 0; o < y[axis]; ++o)
            for (int k = 0; k < t.taps; ++k) {
                const bool member = first(o) + k < end(o);
                t.index.push_back(member ? first(o) + k : first(o));
                t.weight.push_back(member ? 1 / double(end(o) - first(o)) : 0);
            }
        maps[size_t(axis)] = gradient ? transposed(t, x[axis]) : t;
    }
    return maps;
}

}  // namespace

SADDLE_OP(GlobalAveragePool) {
    return global("GlobalAveragePool", "The mean of each channel's image.", "y_c = mean_{i,j} x_{c,i,j}", "ReduceMean")
        .gradient([](GradientContext& g) {
            const Shape x = g.b.type(g.in(0)).shape;
            g.set(0, (dout(g) / double(x.count(2, x.rank()))).spread_like(g.in(0)));
        })
        .reference([](ReferenceContext& r) { for_each_element(r, [&](size_t o, double x) { r.out().data[o] += x * double(r.out().data.size()) / double(r.in(0).data.size()); }); });
}

SADDLE_OP(GlobalMaxPool) {
    return global("GlobalMaxPool", "The largest value of each channel's image.", "y_c = max_{i,j} x_{c,i,j}", "ReduceMax")
        .gradient([](GradientContext& g) {
            const Term attain = in(g).then("Equal", {g.out(0)}).then("Cast");
            g.set(0, attain * (dout(g) / attain.then("ReduceSum", {}, spatial(g.b.type(g.in(0)).shape))));
        })
        .reference([](ReferenceContext& r) {
            std::fill(r.out().data.begin(), r.out().data.end(), -std::numeric_limits<double>::infinity());
            for_each_element(r, [&](size_t o, double x) { r.out().data[o] = std::max(r.out().data[o], x); });
        });
}

SADDLE_OP(GlobalLpPool) {
    OpDef op = global("GlobalLpPool", "The p-norm of each channel's image.", "y_c = (\\sum_{i,j} |x_{c,i,j}|^p)^{1/p}", "");
    op.attribute({"p", int64_t(2), "p", "exponent of the norm", "", 1})
        .infer([shapes = op.infer_rule](const InferContext& c) -> Result<std::vector<TensorType>> {
            TRY_STATUS(check_power(c));
            return shapes(c);
        })
        .decompose([](Builder& b, const ir::Instruction& i) -> std::vector<ir::ValueId> {
            const double p = power(i.attributes);
            return {root(to_power(in(b, i), p).then("ReduceSum", {}, spatial(b.type(i.inputs[0]).shape)), p)};
        })
        .gradient([](GradientContext& g) {
            const double p = power(g.instruction.attributes);
            g.set(0, slope(in(g), p) * (dout(g) / out(g).then("Pow", {out(g).number(p - 1)})));
        })
        .reference([](ReferenceContext& r) {
            const double p = power(r.attributes);
            for_each_element(r, [&](size_t o, double x) { r.out().data[o] += std::pow(std::abs(x), p); });
            for (double& y : r.out().data) y = std::pow(y, 1 / p);
        });
    std::vector<Case> cases = op.conformance;
    cases[1].attributes["p"] = int64_t(4);
    for (Case& c : cases) c.keep_away = 1e-2;
    return op.cases(cases);
}

SADDLE_OP(LpPool) {
    OpDef op("LpPool");
    op.summary("The p-norm of each window.", "y = (\\sum |x|^p)^{1/p} over the window").input("X", "[N, C, H, W], also of one or three spatial axes").output("Y")
        .infer([](const InferContext& c) -> Result<std::vector<TensorType>> {
            TRY_STATUS(check_power(c));
            return infer_pool(c);
        })
        .decompose([](Builder& b, const ir::Instruction& i) -> std::vector<ir::ValueId> {
            const double p = power(i.attributes);
            return {root(to_power(in(b, i), p).then("AveragePool", {}, averaging(i.attributes)) * window_taps(b.type(i.inputs[0]).shape, i.attributes), p)};
        })
        .gradient([](GradientContext& g) {
            const double p = power(g.instruction.attributes);
            const Shape x = g.b.type(g.in(0)).shape;
            const Term scaled = dout(g) * window_taps(x, g.instruction.attributes) / out(g).then("Pow", {out(g).number(p - 1)});
            const Term empty = out(g).then("Equal", {out(g).number(0)});  // a window of zeros has no slope
            g.set(0, slope(in(g), p) * empty.choose(scaled.number(0), scaled).then("AveragePoolGrad", {}, with(averaging(g.instruction.attributes), "input_shape", x)));
        })
        .reference([](ReferenceContext& r) {
            const double p = power(r.attributes);
            for_each_member(r.in(0).type.shape, pool_window(r.in(0).type.shape, r.attributes), [&](int64_t i, int64_t o, int64_t) {
                if (i >= 0) r.out().data[size_t(o)] += std::pow(std::abs(r.in(0).data[size_t(i)]), p);
            });
            for (double& y : r.out().data) y = std::pow(y, 1 / p);
        });
    for (AttributeDef& a : window_attributes()) op.attribute(std::move(a));
    op.attribute({"p", int64_t(2), "p", "exponent of the norm", "", 1});
    Case plain{{{DType::F32, {5, 2, 6, 5}}}, {{"kernel_shape", List{2, 3}}, {"strides", List{2, 1}}}, -1, 1, 1e-2}, padded{{{DType::F32, {3, 2, 7}}}, {{"kernel_shape", List{3}}, {"pads", List{1, 1}}, {"p", int64_t(4)}}, -1, 1, 1e-2};
    plain.batched = padded.batched = {true};
    return op.cases({plain, padded});
}

namespace {
std::vector<Case> adaptive_cases(bool gradient) {
    std::vector<Case> cases;
    for (const auto& [x, y] : {std::pair(Shape{5, 2, 7, 6}, Shape{5, 2, 3, 2}), std::pair(Shape{3, 2, 5}, Shape{3, 2, 4})}) {
        cases.push_back({{{DType::F32, gradient ? y : x}}, {{gradient ? "input_shape" : "sizes", gradient ? x.dims() : List(y.begin() + 2, y.end())}}});
        cases.back().batched = {true};
    }
    return cases;
}
}  // namespace

SADDLE_OP(AdaptiveAveragePool) {
    return OpDef("AdaptiveAveragePool").summary("The mean of windows that share an image out evenly: the result has the same size whatever the input's.", "y_o = mean over floor(o n / m) \\le i < ceil((o + 1) n / m) of x_i")
        .input("x", "[N, C, ...]").output("y").attribute({"sizes", List{}, "Sizes", "of the result, one a spatial axis", "", 1})
        .infer([](const InferContext& c) -> Result<std::vector<TensorType>> {
            TensorType y = c.in(0);
            const List sizes = c.attributes.integers("sizes");
            if (y.shape.rank() < 3 || sizes.size() != size_t(y.shape.rank()) - 2 || std::any_of(sizes.begin(), sizes.end(), [](int64_t s) { return s < 1; }))
                return invalid("AdaptiveAveragePool needs a positive size for each spatial axis of " + to_string(y.shape) + ", got " + to_string(AttributeValue(sizes)));
            for (size_t k = 0; k < sizes.size(); ++k) y.shape[int(k) + 2] = sizes[k];
            return std::vector<TensorType>{y};
        })
        .gradient([](GradientContext& g) { g.set(0, dout(g).then("AdaptiveAveragePoolGrad", {}, {{"input_shape", g.b.type(g.in(0)).shape.dims()}})); })
        .reference([](ReferenceContext& r) { sum_taps(r, adaptive(r.in(0).type.shape, r.out().type.shape, false), 0); })
        .indexed([](const IndexContext& c) { return taps_body(c, adaptive(c.in(0).shape, c.output.shape, false), 0); })
        .not_in_onnx().cases(adaptive_cases(false));
}

SADDLE_OP(AdaptiveAveragePoolGrad) {
    return OpDef("AdaptiveAveragePoolGrad").summary("Gradient of AdaptiveAveragePool.", "dx_i = sum over windows o that hold i of dy_o / size_o").input("dy").output("dx")
        .attribute({"input_shape", List{}, "Input shape", "of the pooled image"})
        .infer([](const InferContext& c) -> Result<std::vector<TensorType>> { return std::vector<TensorType>{{DType::F32, Shape(c.attributes.integers("input_shape"))}}; })
        .gradient([](GradientContext& g) {
            const Shape y = g.b.type(g.in(0)).shape;
            g.set(0, dout(g).then("AdaptiveAveragePool", {}, {{"sizes", List(y.begin() + 2, y.end())}}));
        })
        .reference([](ReferenceContext& r) { sum_taps(r, adaptive(r.out().type.shape, r.in(0).type.shape, true), 0); })
        .indexed([](const IndexContext& c) { return taps_body(c, adaptive(c.output.shape, c.in(0).shape, true), 0); })
        .not_in_onnx().cases(adaptive_cases(true));
}

}  // namespace saddle::ops
