// Normalisations within a sample: the mean and variance over some axes are taken out, then a scale and a shift per element
// or channel are applied. All are elementwise work around two reductions.
#include <cmath>

#include "engine/ops/axes.h"
#include "engine/ops/term.h"

namespace saddle::ops {
namespace {

using List = std::vector<int64_t>;
using Rule = std::vector<ir::ValueId>;

/// x under another shape for the statistics, the axes they run over, and the shape of scale and shift beside x.
struct Form {
    Shape shape;
    List axes;
    Shape affine;
    bool centred = true;
};

struct Statistics { Term mean, inverse, normal; };
Statistics statistics(Term x, const Form& form, double epsilon) {
    const Attributes over{{"axes", form.axes}, {"keepdims", int64_t(1)}};
    const Term mean = form.centred ? x.then("ReduceMean", {}, over) : x.number(0), centred = form.centred ? x - mean : x;
    const Term inverse = ((centred * centred).then("ReduceMean", {}, over) + epsilon).then("Sqrt").then("Reciprocal");
    return {mean, inverse, centred * inverse};
}

using FormRule = Form (*)(const Shape& x, const Attributes&);

void gradient(GradientContext& g, const Form& form) {
    const Shape x = g.b.type(g.in(0)).shape;
    const Statistics s = statistics(in(g).reshaped(form.shape), form, g.instruction.attributes.real("epsilon", 1e-5));
    const auto affine = [&](size_t i, Term value) {  // sums over all that shares an element of the scale or shift
        if (g.wants(i)) g.set(i, Term(g.b, g.unbroadcast_to(value, form.affine)).reshaped(g.b.type(g.in(i)).shape));
    };
    affine(1, dout(g) * s.normal.reshaped(x));
    affine(2, dout(g));
    if (!g.wants(0)) return;
    const Attributes over{{"axes", form.axes}, {"keepdims", int64_t(1)}};
    const Term scaled = g.in(1).present() ? dout(g) * in(g, 1).reshaped(form.affine) : dout(g), dy = scaled.reshaped(form.shape);
    Term inner = dy - s.normal * (dy * s.normal).then("ReduceMean", {}, over);
    if (form.centred) inner = inner - dy.then("ReduceMean", {}, over);
    g.set(0, (inner * s.inverse).reshaped(x));
}

/// A whole normalisation: `rule` says over what. Scale and shift are optional where the port is.
OpDef normalisation(const char* name, const char* doc, const char* formula, FormRule rule) {
    return OpDef(name).summary(doc, formula)
        .gradient([rule](GradientContext& g) { gradient(g, rule(g.b.type(g.in(0)).shape, g.instruction.attributes)); })
        .decompose([rule](Builder& b, const ir::Instruction& i) -> Rule {
            const Shape x = b.type(i.inputs[0]).shape;
            const Form form = rule(x, i.attributes);
            const Statistics s = statistics(in(b, i).reshaped(form.shape), form, i.attributes.real("epsilon", 1e-5));
            Term y = s.normal.reshaped(x);
            if (i.inputs.size() > 1 && i.inputs[1].present()) y = y * in(b, i, 1).reshaped(form.affine);
            if (i.inputs.size() > 2 && i.inputs[2].present()) y = y + in(b, i, 2).reshaped(form.affine);
            Rule made{y};
            if (i.outputs.size() > 1) made.push_back(s.mean.reshaped(b.type(i.outputs[1]).shape));
            if (i.outputs.size() > 2) made.push_back(s.inverse.reshaped(b.type(i.outputs[2]).shape));
            return made;
        })
        .reference([rule](ReferenceContext& r) {
            // The axes of the statistics are the last ones of the form's shape.
            const Shape& x = r.in(0).type.shape;
            if (x.count() == 0) return;
            const Form form = rule(x, r.attributes);
            const int64_t count = form.shape.count(int(form.axes[0]), form.shape.rank());
            for (int64_t group = 0; group < x.count() / count; ++group) {
                const double* from = r.in(0).data.data() + group * count;
                double mean = 0, variance = 0;
                for (int64_t k = 0; form.centred && k < count; ++k) mean += from[k] / double(count);
                for (int64_t k = 0; k < count; ++k) variance += (from[k] - mean) * (from[k] - mean) / double(count);
                const double inverse = 1 / std::sqrt(variance + r.attributes.real("epsilon", 1e-5));
                for (int64_t k = 0; k < count; ++k) {
                    int64_t at = 0, stride = 1, rest = group * count + k;  // in scale and shift, broadcast to x
                    for (int axis = 1; axis <= form.affine.rank(); rest /= x[-axis], ++axis) {
                        at += (form.affine[-axis] == 1 ? 0 : rest % x[-axis]) * stride;
                        stride *= form.affine[-axis];
                    }
                    double& y = r.out().data[size_t(group * count + k)];
                    y = (from[k] - mean) * inverse;
                    if (r.has(1)) y *= r.in(1).data[size_t(at)];
                    if (r.has(2)) y += r.in(2).data[size_t(at)];
                }
                if (r.outputs.size() > 1) r.out(1).data[size_t(group)] = mean;
                if (r.outputs.size() > 2) r.out(2).data[size_t(group)] = inverse;
            }
        })
        .cost([](const InferContext& c, const std::vector<TensorType>& outputs) {
            return Cost{8 * double(c.in(0).shape.count()), 4 * double(c.in(0).shape.count() + outputs[0].shape.count())};
        });
}

AttributeDef variance_epsilon() { return {"epsilon", 1e-5, "Epsilon", "added to the variance", "", 0, 1}; }

Shape channel_shape(const Shape& x) {
    List dims(size_t(x.rank()) - 1, 1);
    dims[0] = x[1];
    return Shape(dims);
}
Form by_groups(const Shape& x, const Attributes& a) { return {{x[0], a.integer("num_groups", 1), x.count(1, x.rank()) / a.integer("num_groups", 1)}, {2}, channel_shape(x)}; }
Form by_channel(const Shape& x, const Attributes&) { return {{x[0], x[1], x.count(2, x.rank())}, {2}, channel_shape(x)}; }
Form from_axis(const Shape& x, const Attributes& a) {
    const int axis = axis_of("normalisation", x, a.integer("axis", -1)).value();
    Form form{x, {}, Shape(List(x.begin() + axis, x.end()))};
    for (int k = axis; k < x.rank(); ++k) form.axes.push_back(k);
    return form;
}
Form mean_square(const Shape& x, const Attributes& a) {
    Form form = from_axis(x, a);
    form.centred = false;
    return form;
}

Result<std::vector<TensorType>> infer_channels(const InferContext& c, const char* op) {
    const Shape& x = c.in(0).shape;
    if (x.rank() < 3 || c.in(0).dtype != DType::F32) return invalid(std::string(op) + " needs real numbers [N, C, ...], got " + to_string(c.in(0)));
    for (const size_t i : {1, 2})
        if (c.in(i).shape != Shape{x[1]}) return invalid(std::string(op) + " of " + std::to_string(x[1]) + " channels got a vector " + to_string(c.in(i).shape));
    return std::vector<TensorType>{c.in(0)};
}
Result<std::vector<TensorType>> infer_last(const InferContext& c, const char* op) {
    const Shape& x = c.in(0).shape;
    TRY(const int axis, axis_of(op, x, c.attributes.integer("axis", -1)));
    if (c.in(0).dtype != DType::F32) return invalid(std::string(op) + " needs real numbers, got " + to_string(c.in(0)));
    const Shape last(List(x.begin() + axis, x.end()));
    for (const size_t i : {1, 2})
        if (c.has(i) && c.in(i).shape != last) return invalid(std::string(op) + " over " + to_string(last) + " got a scale or shift " + to_string(c.in(i).shape));
    std::vector<TensorType> types{c.in(0)};
    Shape statistic = x;
    for (int k = axis; k < x.rank(); ++k) statistic[k] = 1;
    while (types.size() < c.output_count) types.push_back({DType::F32, statistic});
    return types;
}

Case affine_case(Shape x, Shape scale, bool shift, Attributes a) {
    Case c{{{DType::F32, std::move(x)}, {DType::F32, scale}}, std::move(a), 0.2, 1.5};
    if (shift) c.inputs.push_back({DType::F32, scale});
    c.batched = {true, false, false};
    return c;
}

}  // namespace

SADDLE_OP(LayerNormalization) {
    OpDef op = normalisation("LayerNormalization", "Brings the elements from an axis on to mean 0 and variance 1 in each sample, then scales and shifts them.",
                             "y = \\gamma (x - \\mu) / \\sqrt{\\sigma^2 + \\epsilon} + \\beta", from_axis);
    op.input("X").input("Scale").optional("B").output("Y").output("Mean").output("InvStdDev")
        .attribute({"axis", int64_t(-1), "Axis", "first axis of those that are normalised"}).attribute(variance_epsilon())
        .attribute({"stash_type", int64_t(1), "Statistics' type", "1: float", "", 1, 1})
        .infer([](const InferContext& c) { return infer_last(c, "LayerNormalization"); });
    std::vector<Case> cases{affine_case({5, 3, 7}, {7}, true, {}), affine_case({5, 3, 4}, {3, 4}, true, {{"axis", int64_t(1)}}), affine_case({5, 13}, {13}, false, {})};
    cases[0].outputs = 3;
    return op.cases(cases);
}

SADDLE_OP(RMSNormalization) {
    OpDef op = normalisation("RMSNormalization", "Brings the elements from an axis on to mean square 1 in each sample, then scales them.", "y = \\gamma x / \\sqrt{mean x^2 + \\epsilon}", mean_square);
    op.input("X").input("Scale").output("Y").attribute({"axis", int64_t(-1), "Axis", "first axis of those that are normalised"}).attribute(variance_epsilon())
        .infer([](const InferContext& c) { return infer_last(c, "RMSNormalization"); }).not_in_onnx();
    return op.cases({affine_case({5, 3, 7}, {7}, false, {}), affine_case({5, 13}, {13}, false, {})});
}

SADDLE_OP(InstanceNormalization) {
    OpDef op = normalisation("InstanceNormalization", "Brings each channel of each sample to mean 0 and variance 1, then scales and shifts it.",
                             "y = \\gamma (x - \\mu) / \\sqrt{\\sigma^2 + \\epsilon} + \\beta", by_channel);
    op.input("input", "[N, C, ...]").input("scale", "[C]").input("B", "[C]").output("output").attribute(variance_epsilon()).infer([](const InferContext& c) { return infer_channels(c, "InstanceNormalization"); });
    return op.cases({affine_case({5, 3, 4, 2}, {3}, true, {}), affine_case({2, 3, 7}, {3}, true, {{"epsilon", 1e-2}})});
}

SADDLE_OP(GroupNormalization) {
    OpDef op = normalisation("GroupNormalization", "Brings each group of channels of each sample to mean 0 and variance 1, then scales and shifts each channel.",
                             "y = \\gamma (x - \\mu) / \\sqrt{\\sigma^2 + \\epsilon} + \\beta", by_groups);
    op.input("X", "[N, C, ...]").input("scale", "[C]").input("bias", "[C]").output("Y").attribute({"num_groups", int64_t(1), "Groups", "of channels, each with statistics of its own", "", 1}).attribute(variance_epsilon())
        .infer([](const InferContext& c) -> Result<std::vector<TensorType>> {
            TRY(std::vector<TensorType> types, infer_channels(c, "GroupNormalization"));
            const int64_t groups = c.attributes.integer("num_groups", 1);
            if (groups < 1 || types[0].shape[1] % groups != 0) return invalid("GroupNormalization: " + std::to_string(groups) + " groups do not divide " + std::to_string(types[0].shape[1]) + " channels");
            return types;
        })
        .not_in_onnx();
    return op.cases({affine_case({5, 6, 3, 2}, {6}, true, {{"num_groups", int64_t(3)}}), affine_case({3, 4, 5}, {4}, true, {})});
}

}  // namespace saddle::ops
