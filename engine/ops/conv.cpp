#include "engine/ops/conv_shape.h"

namespace saddle::ops {

std::vector<AttributeDef> conv_attributes() {
    std::vector<AttributeDef> attributes = window_attributes();
    attributes.push_back({"group", int64_t(1), "Groups", "channels are split into so many independent groups", "", 1});
    return attributes;
}

Cost conv_cost(const ConvShape& s, const InferContext& c, const std::vector<TensorType>& outputs) {
    double bytes = 0;
    for (const TensorType* type : c.inputs) bytes += type ? 4 * double(type->shape.count()) : 0;
    return {2 * s.macs(), bytes + 4 * double(outputs[0].shape.count()), s.macs()};
}

Attributes with(Attributes attributes, const std::string& name, const Shape& shape) {
    attributes[name] = shape.dims();
    return attributes;
}

Attributes without(Attributes attributes, const std::string& name) {
    attributes.erase(name);
    return attributes;
}

std::vector<ConvCase> conv_cases() {
    using List = std::vector<int64_t>;
    return {{{4, 2, 6, 5}, {3, 2, 3, 3}, {}},
            {{5, 3, 7, 7}, {4, 3, 3, 3}, {{"pads", List{1, 1, 1, 1}}}},
            {{3, 1, 9, 8}, {6, 1, 5, 5}, {{"pads", List{2, 1, 0, 2}}, {"strides", List{2, 1}}}},
            {{2, 4, 8, 8}, {6, 2, 3, 2}, {{"group", int64_t(2)}, {"dilations", List{2, 3}}, {"pads", List{2, 2, 1, 1}}}},
            {{6, 5, 5, 5}, {5, 1, 3, 3}, {{"group", int64_t(5)}, {"pads", List{1, 1, 1, 1}}, {"strides", List{2, 2}}}},
            {{67, 3, 6, 6}, {18, 3, 1, 1}, {}},
            {{1, 2, 12}, {3, 2, 4}, {{"strides", List{3}}, {"pads", List{1, 2}}}},
            {{3, 2, 7, 6}, {2, 2, 3, 2}, {{"auto_pad", std::string("SAME_LOWER")}, {"strides", List{2, 1}}}},
            {{2, 4, 5, 4, 3}, {6, 2, 3, 2, 2}, {{"group", int64_t(2)}, {"strides", List{2, 1, 1}}, {"pads", List{1, 0, 1, 2, 1, 0}}, {"dilations", List{1, 2, 1}}}},
            // Batches that fill lanes.
            {{40, 2, 6, 7}, {3, 2, 3, 3}, {{"pads", List{1, 1, 1, 1}}, {"strides", List{2, 2}}}},
            {{37, 4, 7, 6}, {6, 2, 3, 4}, {{"group", int64_t(2)}, {"pads", List{2, 0, 1, 3}}, {"dilations", List{2, 1}}}},
            {{40, 3, 7, 9}, {18, 3, 4, 5}, {{"pads", List{0, 2, 1, 1}}, {"strides", List{3, 2}}}},
            {{64, 17, 3, 5}, {2, 17, 1, 2}, {}},
            {{33, 2, 12}, {3, 2, 4}, {{"strides", List{3}}, {"pads", List{1, 2}}}},
            // Channels for which fewer multiplications pay.
            {{31, 19, 9, 7}, {17, 19, 3, 3}, {{"pads", List{1, 1, 1, 1}}}},
            {{6, 32, 12, 14}, {24, 32, 3, 3}, {{"pads", List{0, 2, 1, 0}}}}};
}

SADDLE_OP(Conv) {
    OpDef op("Conv");
    op.summary("Slides filters over an image: every output channel is the sum of products of a window with its filter.",
               "y[n,o,i,j] = b[o] + \\sum_{c,k,l} w[o,c,k,l] x[n,c,i s + k d - p, j s + l d - p]")
        .input("x", "[N, C, L], [N, C, H, W] or [N, C, D, H, W]")
        .input("w", "[O, C / group, KH, KW], as many axes as x")
        .optional("b", "[O]")
        .output("y", "[N, O, H', W']")
        .infer([](const InferContext& c) -> Result<std::vector<TensorType>> {
            TRY(const ConvShape s, conv_shape(c.in(0).shape, c.in(1).shape, c.attributes));
            if (c.has(2) && c.in(2).shape != Shape{s.out_channels})
                return invalid("the bias must have " + std::to_string(s.out_channels) + " elements, got " +
                               to_string(c.in(2).shape));
            return std::vector<TensorType>{{DType::F32, s.y(c.in(0).shape.rank())}};
        })
        .gradient([](GradientContext& g) {
            const Attributes& a = g.instruction.attributes;
            const Shape &x = g.b.type(g.in(0)).shape, &w = g.b.type(g.in(1)).shape;
            if (g.wants(0)) g.set(0, g.b.emit("ConvInputGrad", {g.dout(), g.in(1)}, with(a, "input_shape", x)));
            if (g.wants(1)) g.set(1, g.b.emit("ConvWeightGrad", {g.dout(), g.in(0)}, with(a, "weight_shape", w)));
            if (g.wants(2)) {
                std::vector<int64_t> axes{0};
                for (int axis = 2; axis < x.rank(); ++axis) axes.push_back(axis);
                g.set(2, g.b.emit("ReduceSum", {g.dout()}, {{"axes", axes}, {"keepdims", int64_t(0)}}));
            }
        })
        .reference([](ReferenceContext& r) {
            const ConvShape s = conv_shape(r.in(0).type.shape, r.in(1).type.shape, r.attributes).value();
            std::vector<double>& y = r.out().data;
            if (r.has(2))
                for (size_t i = 0; i < y.size(); ++i) y[i] = r.in(2).data[i / size_t(s.out_plane()) % size_t(s.out_channels)];
            for_each_product(s, [&](int64_t i, int64_t k, int64_t o) { y[size_t(o)] += r.in(0).data[size_t(i)] * r.in(1).data[size_t(k)]; });
        })
        .decompose([](Builder& b, const ir::Instruction& i) -> std::vector<ir::ValueId> {
            if (i.inputs.size() < 3 || !i.inputs[2].present()) return {};
            const Shape y = b.type(i.outputs[0]).shape;
            std::vector<int64_t> broadcast(size_t(y.rank()), 1);
            broadcast[1] = y[1];
            const ir::ValueId bias = b.emit("Reshape", {i.inputs[2]}, {{"shape", broadcast}});
            return {b.emit("Add", {b.emit("Conv", {i.inputs[0], i.inputs[1]}, i.attributes), bias})};
        })
        .kernels([](const KernelContext& c) {
            return conv_kernels(c, ConvPass::Forward, conv_shape(c.in_type(0).shape, c.in_type(1).shape, c.instruction.attributes).value());
        })
        .accepts_epilogue().row_major({1, 2})
        .cost([](const InferContext& c, const std::vector<TensorType>& outputs) {
            return conv_cost(conv_shape(c.in(0).shape, c.in(1).shape, c.attributes).value(), c, outputs);
        });
    for (AttributeDef& a : conv_attributes()) op.attribute(std::move(a));
    std::vector<Case> cases;
    for (const ConvCase& c : conv_cases()) {
        cases.push_back({{{DType::F32, c.x}, {DType::F32, c.w}, {DType::F32, Shape{c.w[0]}}}, c.attributes});
        cases.back().batched = {true, false, false};
    }
    return op.cases(cases);
}

}  // namespace saddle::ops
