#include "engine/ops/conv_shape.h"

namespace saddle::ops {
namespace {

Shape weight_shape(const Attributes& attributes) { return Shape(attributes.integers("weight_shape")); }
ConvShape shape_of(const Shape& x, const Attributes& attributes) { return conv_shape(x, weight_shape(attributes), attributes).value(); }

}  // namespace

SADDLE_OP(ConvWeightGrad) {
    OpDef op("ConvWeightGrad");
    op.summary("Gradient of a convolution's weights.", "dw[o,c,k,l] = \\sum_{n,i,j} dy[n,o,i,j] x[n,c,i s + k d - p, j s + l d - p]")
        .not_in_onnx()
        .input("dy", "[N, O, H', W']")
        .input("x", "[N, C, H, W]")
        .output("dw", "[O, C / group, KH, KW]")
        .attribute({"weight_shape", std::vector<int64_t>{}, "Weight shape", "of the convolution"})
        .infer([](const InferContext& c) -> Result<std::vector<TensorType>> {
            const Shape w = weight_shape(c.attributes);
            TRY(const ConvShape s, conv_shape(c.in(1).shape, w, c.attributes));
            if (c.in(0).shape.count() != s.batch * s.out_channels * s.out_plane())
                return invalid("dy " + to_string(c.in(0).shape) + " does not belong to x " + to_string(c.in(1).shape));
            return std::vector<TensorType>{{DType::F32, w}};
        })
        .gradient([](GradientContext& g) {
            const Attributes a = without(g.instruction.attributes, "weight_shape");
            if (g.wants(0)) g.set(0, g.b.emit("Conv", {g.in(1), g.dout()}, a));
            if (g.wants(1)) g.set(1, g.b.emit("ConvInputGrad", {g.in(0), g.dout()}, with(a, "input_shape", g.b.type(g.in(1)).shape)));
        })
        .reference([](ReferenceContext& r) {
            const ConvShape s = shape_of(r.in(1).type.shape, r.attributes);
            for_each_product(s, [&](int64_t i, int64_t k, int64_t o) {
                r.out().data[size_t(k)] += r.in(0).data[size_t(o)] * r.in(1).data[size_t(i)];
            });
        })
        .kernels([](const KernelContext& c) {
            return conv_kernels(c, ConvPass::WeightGradient, shape_of(c.in_type(1).shape, c.instruction.attributes));
        })
        .batch_rule([](const Attributes&, const std::vector<bool>&, int) { return false; })  // [O, C, ...], also where O is the batch size
        .accepts_epilogue()
        .cost([](const InferContext& c, const std::vector<TensorType>& outputs) {
            return conv_cost(shape_of(c.in(1).shape, c.attributes), c, outputs);
        });
    for (AttributeDef& a : conv_attributes()) op.attribute(std::move(a));
    std::vector<Case> cases;
    for (const ConvCase& c : conv_cases()) {
        const ConvShape s = conv_shape(c.x, c.w, c.attributes).value();
        cases.push_back({{{DType::F32, s.y(c.x.rank())}, {DType::F32, c.x}}, with(c.attributes, "weight_shape", c.w)});
        cases.back().batched = {true, true};
    }
    return op.cases(cases);
}

}  // namespace saddle::ops
