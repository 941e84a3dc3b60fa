// Small ops that are written in others: Hardmax and MeanVarianceNormalization.
#include "engine/ops/axes.h"
#include "engine/ops/decomposed.h"
#include "engine/ops/term.h"

namespace saddle::ops {
namespace {
using List = std::vector<int64_t>;
}

SADDLE_OP(Hardmax) {
    Case rows{{{DType::F32, {5, 7}}}, {}}, channels{{{DType::F32, {3, 4, 5}}}, {{"axis", int64_t(1)}}}, batch{{{DType::F32, {5, 3}}}, {{"axis", int64_t(0)}}};
    rows.batched = channels.batched = batch.batched = {true};
    return OpDef("Hardmax").summary("1 at the first largest element along an axis, 0 elsewhere.", "y_i = [i = argmax_k x_k]").input("input").output("output")
        .attribute({"axis", int64_t(-1), "Axis", "axis to search along"})
        .infer([](const InferContext& c) -> Result<std::vector<TensorType>> {
            TRY(const int axis, axis_of("Hardmax", c.in(0).shape, c.attributes.integer("axis", -1)));
            if (c.in(0).shape[axis] < 1 || c.in(0).dtype != DType::F32) return invalid("Hardmax needs real numbers along axis " + std::to_string(axis) + ", got " + to_string(c.in(0)));
            return std::vector<TensorType>{c.in(0)};
        })
        .not_differentiable("an index is constant almost everywhere")
        .decompose([](Builder& b, const ir::Instruction& i) -> std::vector<ir::ValueId> {
            const Shape x = b.type(i.inputs[0]).shape;
            const int64_t axis = axis_of("Hardmax", x, i.attributes.integer("axis", -1)).value();
            return {in(b, i).then("ArgMax", {}, {{"axis", axis}, {"keepdims", int64_t(0)}}).then("OneHot", {}, {{"axis", axis}, {"depth", x[int(axis)]}})};
        })
        .reference([](ReferenceContext& r) { evaluate_decomposition("Hardmax", r); })
        .cases({rows, channels, batch});
}

SADDLE_OP(MeanVarianceNormalization) {
    Case image{{{DType::F32, {5, 3, 4, 2}}}, {}}, rows{{{DType::F32, {3, 7}}}, {{"axes", List{1}}}};
    image.batched = rows.batched = {true};
    return OpDef("MeanVarianceNormalization").summary("Brings the elements along some axes to mean 0 and deviation 1.", "y = (x - mean x) / \\sqrt{mean (x - mean x)^2}").input("X").output("Y")
        .attribute({"axes", List{0, 2, 3}, "Axes", "axes whose elements are taken together"})
        .infer([](const InferContext& c) -> Result<std::vector<TensorType>> {
            if (c.in(0).shape.count() < 1 || c.in(0).dtype != DType::F32) return invalid("MeanVarianceNormalization needs real numbers, got " + to_string(c.in(0)));
            TRY([[maybe_unused]] const auto axes, axis_set("MeanVarianceNormalization", c.in(0).shape, c.attributes.integers("axes", {0, 2, 3})));
            return std::vector<TensorType>{c.in(0)};
        })
        .expand([](Builder& b, const ir::Instruction& i) -> std::vector<ir::ValueId> {
            const Attributes over{{"axes", i.attributes.integers("axes", {0, 2, 3})}, {"keepdims", int64_t(1)}};
            const Term x = in(b, i), centred = x - x.then("ReduceMean", {}, over);
            return {centred / ((centred * centred).then("ReduceMean", {}, over).then("Sqrt") + 1e-9)};
        })
        .reference([](ReferenceContext& r) { evaluate_decomposition("MeanVarianceNormalization", r); })
        .cases({image, rows});
}

}  // namespace saddle::ops
