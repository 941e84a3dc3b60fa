#include "engine/ops/conv_shape.h"

namespace saddle::ops {
namespace {

Shape input_shape(const Attributes& attributes) { return Shape(attributes.integers("input_shape")); }
ConvShape shape_of(const Shape& w, const Attributes& attributes) { return conv_shape(input_shape(attributes), w, attributes).value(); }

}  // namespace

SADDLE_OP(ConvInputGrad) {
    OpDef op("ConvInputGrad");
    op.summary("Gradient of a convolution's input: the transposed convolution.",
               "dx[n,c,i,j] = \\sum_{o,k,l} w[o,c,k,l] dy[n,o,(i + p - k d) / s, (j + p - l d) / s]")
        .not_in_onnx()
        .input("dy", "[N, O, H', W']")
        .input("w", "[O, C / group, KH, KW]")
        .output("dx", "[N, C, H, W]")
        .attribute({"input_shape", std::vector<int64_t>{}, "Input shape", "of the convolution"})
        .infer([](const InferContext& c) -> Result<std::vector<TensorType>> {
            const Shape x = input_shape(c.attributes);
            TRY(const ConvShape s, conv_shape(x, c.in(1).shape, c.attributes));
            if (c.in(0).shape.count() != s.batch * s.out_channels * s.out_plane())
                return invalid("dy " + to_string(c.in(0).shape) + " does not belong to x " + to_string(x));
            return std::vector<TensorType>{{DType::F32, x}};
        })
        .gradient([](GradientContext& g) {
            const Attributes a = without(g.instruction.attributes, "input_shape");
            if (g.wants(0)) g.set(0, g.b.emit("Conv", {g.dout(), g.in(1)}, a));
            if (g.wants(1)) g.set(1, g.b.emit("ConvWeightGrad", {g.in(0), g.dout()}, with(a, "weight_shape", g.b.type(g.in(1)).shape)));
        })
        .reference([](ReferenceContext& r) {
            const ConvShape s = shape_of(r.in(1).type.shape, r.attributes);
            for_each_product(s, [&](int64_t i, int64_t k, int64_t o) {
                r.out().data[size_t(i)] += r.in(0).data[size_t(o)] * r.in(1).data[size_t(k)];
            });
        })
        .kernels([](const KernelContext& c) {
            return conv_kernels(c, ConvPass::InputGradient, shape_of(c.in_type(1).shape, c.instruction.attributes));
        })
        .accepts_epilogue().row_major({1})
        .cost([](const InferContext& c, const std::vector<TensorType>& outputs) {
            return conv_cost(shape_of(c.in(1).shape, c.attributes), c, outputs);
        });
    for (AttributeDef& a : conv_attributes()) op.attribute(std::move(a));
    std::vector<Case> cases;
    for (const ConvCase& c : conv_cases()) {
        const ConvShape s = conv_shape(c.x, c.w, c.attributes).value();
        cases.push_back({{{DType::F32, s.y(c.x.rank())}, {DType::F32, c.w}}, with(c.attributes, "input_shape", c.x)});
        cases.back().batched = {true, false};
    }
    return op.cases(cases);
}

}  // namespace saddle::ops
