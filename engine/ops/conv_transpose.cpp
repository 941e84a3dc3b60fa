#include <algorithm>

#include "engine/ops/conv_shape.h"

namespace saddle::ops {
namespace {

/// A transposed convolution is the input gradient of a convolution from Y's shape to X's: which one.
struct Transposed {
    Shape y;
    Attributes convolution;   ///< with explicit pads
};

Result<std::vector<int64_t>> list(const Attributes& attributes, const std::string& name, size_t count, int64_t fallback, int64_t low) {
    std::vector<int64_t> values = attributes.integers(name);
    if (values.empty()) values.assign(count, fallback);
    if (values.size() != count) return invalid(name + " needs " + std::to_string(count) + " numbers, got " + std::to_string(values.size()));
    for (const int64_t v : values)
        if (v < low || v > 1 << 20) return invalid(name + " must be at least " + std::to_string(low) + ", got " + std::to_string(v));
    return values;
}

Result<Transposed> transposed(const Shape& x, const Shape& w, const Attributes& a) {
    if (x.rank() < 3 || x.rank() > 5 || w.rank() != x.rank()) return invalid("X and W must be [N, C, ...] and [C, O, ...] of up to three spatial axes, got " + to_string(x) + " and " + to_string(w));
    const int64_t groups = a.integer("group", 1);
    if (w[0] != x[1] || groups < 1 || x[1] % groups != 0)
        return invalid("W " + to_string(w) + " in " + std::to_string(groups) + " groups does not fit the " + std::to_string(x[1]) + " channels of X " + to_string(x));
    const std::vector<int64_t> kernel(w.begin() + 2, w.end());
    if (const auto given = a.integers("kernel_shape"); !given.empty() && given != kernel) return invalid("kernel_shape differs from the weights " + to_string(w));
    const size_t axes = kernel.size();
    TRY(const auto strides, list(a, "strides", axes, 1, 1));
    TRY(const auto dilations, list(a, "dilations", axes, 1, 1));
    TRY(const auto extra, list(a, "output_padding", axes, 0, 0));
    TRY(auto pads, list(a, "pads", 2 * axes, 0, 0));
    const std::vector<int64_t> sizes = a.integers("output_shape");
    if (!sizes.empty() && sizes.size() != axes) return invalid("output_shape needs " + std::to_string(axes) + " numbers, got " + std::to_string(sizes.size()));
    const std::string mode = a.text("auto_pad", "NOTSET");
    std::vector<int64_t> dims{x[0], w[1] * groups};
    for (size_t i = 0; i < axes; ++i) {
        const int64_t in = x[int(2 + i)], whole = (in - 1) * strides[i] + extra[i] + (kernel[i] - 1) * dilations[i] + 1;
        const bool same = mode == "SAME_UPPER" || mode == "SAME_LOWER";
        int64_t size = !sizes.empty() ? sizes[i] : same ? in * strides[i] : whole - pads[i] - pads[axes + i];
        if (!sizes.empty() || same) {  // the pads follow from the size
            const int64_t total = std::max<int64_t>(0, whole - size);  // what the windows do not reach stays zero
            pads[i] = mode == "SAME_UPPER" ? total / 2 : total - total / 2;
            pads[axes + i] = total - pads[i];
        }
        if (size < 1) return invalid("axis " + std::to_string(2 + i) + " would get " + std::to_string(size) + " elements", "pad less");
        dims.push_back(size);
    }
    const Attributes convolution{{"strides", strides}, {"dilations", dilations}, {"pads", pads}, {"group", groups}};
    const Shape y(dims);
    TRY(const ConvShape s, conv_shape(y, w, convolution));
    if (s.y(x.rank()) != x) return invalid("an output of " + to_string(y) + " is larger than the windows over " + to_string(x) + " reach", "output_padding must be smaller than the strides");
    return Transposed{y, convolution};
}

Result<Transposed> transposed(const InferContext& c) { return transposed(c.in(0).shape, c.in(1).shape, c.attributes); }

}  // namespace

SADDLE_OP(ConvTranspose) {
    using List = std::vector<int64_t>;
    OpDef op("ConvTranspose");
    op.summary("Spreads every element of x by a filter: what a convolution does to the gradient of its input. Upsamples by the stride.",
               "y[n,o,i,j] = b[o] + \\sum_{c,k,l} w[c,o,k,l] x[n,c,(i + p - k d) / s, (j + p - l d) / s]")
        .input("X", "[N, C, L], [N, C, H, W] or [N, C, D, H, W]").input("W", "[C, O / group, KH, KW], as many axes as X").optional("B", "[O]").output("Y", "[N, O, H', W']")
        .infer([](const InferContext& c) -> Result<std::vector<TensorType>> {
            TRY(const Transposed t, transposed(c));
            if (c.has(2) && c.in(2).shape != Shape{t.y[1]}) return invalid("the bias must have " + std::to_string(t.y[1]) + " elements, got " + to_string(c.in(2).shape));
            return std::vector<TensorType>{{DType::F32, t.y}};
        })
        .gradient([](GradientContext& g) {
            const Transposed t = transposed(g.b.type(g.in(0)).shape, g.b.type(g.in(1)).shape, g.instruction.attributes).value();
            if (g.wants(0)) g.set(0, g.b.emit("Conv", {g.dout(), g.in(1)}, t.convolution));
            if (g.wants(1)) g.set(1, g.b.emit("ConvWeightGrad", {g.in(0), g.dout()}, with(t.convolution, "weight_shape", g.b.type(g.in(1)).shape)));
            if (!g.wants(2)) return;
            List axes{0};
            for (int axis = 2; axis < t.y.rank(); ++axis) axes.push_back(axis);
            g.set(2, g.b.emit("ReduceSum", {g.dout()}, {{"axes", axes}, {"keepdims", int64_t(0)}}));
        })
        .reference([](ReferenceContext& r) {
            const Transposed t = transposed(r.in(0).type.shape, r.in(1).type.shape, r.attributes).value();
            const ConvShape s = conv_shape(t.y, r.in(1).type.shape, t.convolution).value();
            std::vector<double>& y = r.out().data;
            if (r.has(2))
                for (size_t i = 0; i < y.size(); ++i) y[i] = r.in(2).data[i / size_t(s.in_plane()) % size_t(s.channels)];
            for_each_product(s, [&](int64_t i, int64_t k, int64_t o) { y[size_t(i)] += r.in(0).data[size_t(o)] * r.in(1).data[size_t(k)]; });
        })
        .decompose([](Builder& b, const ir::Instruction& i) -> std::vector<ir::ValueId> {
            const Transposed t = transposed(b.type(i.inputs[0]).shape, b.type(i.inputs[1]).shape, i.attributes).value();
            const ir::ValueId y = b.emit("ConvInputGrad", {i.inputs[0], i.inputs[1]}, with(t.convolution, "input_shape", t.y));
            if (i.inputs.size() < 3 || !i.inputs[2].present()) return {y};
            List broadcast(size_t(t.y.rank()), 1);
            broadcast[1] = t.y[1];
            return {b.emit("Add", {y, b.emit("Reshape", {i.inputs[2]}, {{"shape", broadcast}})})};
        })
        .cost([](const InferContext& c, const std::vector<TensorType>& outputs) {
            const Transposed t = transposed(c).value();
            return conv_cost(conv_shape(t.y, c.in(1).shape, t.convolution).value(), c, outputs);
        });
    for (AttributeDef& a : conv_attributes()) op.attribute(std::move(a));
    op.attribute({"output_padding", List{}, "Output padding", "rows and columns added at the end, smaller than the stride; default 0", "", 0})
        .attribute({"output_shape", List{}, "Output size", "of the spatial axes; the padding follows from it", "", 1});
    const struct { Shape x, w; Attributes attributes; } given[] = {
        {{5, 3, 4, 5}, {3, 2, 3, 3}, {{"strides", List{2, 1}}, {"pads", List{1, 0, 1, 2}}}},
        {{2, 4, 3, 3}, {4, 3, 2, 3}, {{"group", int64_t(2)}, {"strides", List{3, 2}}, {"output_padding", List{1, 1}}}},
        {{3, 2, 3, 3}, {2, 1, 3, 2}, {{"dilations", List{2, 2}}, {"strides", List{2, 2}}, {"auto_pad", std::string("SAME_LOWER")}}},
        {{1, 2, 6}, {2, 3, 4}, {{"strides", List{3}}, {"output_shape", List{17}}}},
        {{2, 2, 3, 2, 2}, {2, 3, 2, 2, 3}, {{"strides", List{1, 2, 1}}, {"pads", List{1, 0, 1, 0, 1, 0}}}}};
    std::vector<Case> cases;
    for (const auto& [x, w, attributes] : given) {
        cases.push_back({{{DType::F32, x}, {DType::F32, w}, {DType::F32, Shape{w[1] * Attributes(attributes).integer("group", 1)}}}, attributes});
        cases.back().batched = {true, false, false};
    }
    return op.cases(cases);
}

}  // namespace saddle::ops
