#include "engine/ops/axes.h"
#include "engine/ops/lines.h"

namespace saddle::ops {
namespace {
int cum_sum_axis(const Shape& x, const Attributes& a) { return axis_of("CumSum", x, a.integer("axis")).value(); }
}  // namespace

SADDLE_OP(CumSum) {
    OpDef op("CumSum");
    op.summary("Running sums along an axis.", "y_i = \\sum_{j \\le i} x_j").input("x").output("y")
        .attribute({"axis", int64_t(0), "Axis", "axis to sum along"}).attribute({"exclusive", int64_t(0), "Exclusive", "1: an element is not part of its own sum"})
        .attribute({"reverse", int64_t(0), "Reverse", "1: from the end"})
        .infer([](const InferContext& c) -> Result<std::vector<TensorType>> {
            TRY([[maybe_unused]] const int axis, axis_of("CumSum", c.in(0).shape, c.attributes.integer("axis")));
            if (c.in(0).dtype == DType::Bool) return invalid("CumSum cannot add truth values", "cast them to numbers first");
            return std::vector<TensorType>{c.in(0)};
        })
        .gradient([](GradientContext& g) {
            Attributes back = g.instruction.attributes;
            back["reverse"] = int64_t(back.integer("reverse") == 0);
            g.set(0, dout(g).then("CumSum", {}, back));
        })
        .reference([](ReferenceContext& r) {
            const Shape& x = r.in(0).type.shape;
            const int axis = cum_sum_axis(x, r.attributes);
            const bool exclusive = r.attributes.integer("exclusive") != 0, reverse = r.attributes.integer("reverse") != 0;
            for_each_line(x, axis, [&](auto at) {
                double sum = 0;
                for (int64_t k = 0; k < x[axis]; ++k) {
                    const size_t i = at(reverse ? x[axis] - 1 - k : k);
                    r.out().data[i] = exclusive ? sum : sum + r.in(0).data[i];
                    sum += r.in(0).data[i];
                }
            });
        })
        .decompose([](Builder& b, const ir::Instruction& i) -> std::vector<ir::ValueId> {
            if (b.type(i.inputs[0]).dtype == DType::I32) return {in(b, i).then("Cast").then("CumSum", {}, i.attributes).then("Cast", {}, {{"to", int64_t(6)}})};
            const auto x = without_batch(b, i, cum_sum_axis(b.type(i.inputs[0]).shape, i.attributes));
            return x ? std::vector<ir::ValueId>{x->then("CumSum", {}, i.attributes)} : std::vector<ir::ValueId>{};
        })
        .kernels([](const KernelContext& c) -> std::vector<KernelCall> {
            KernelCall call = along_axis(c, "reduce/cumulative.comp", "cum_sum", cum_sum_axis(c.in_type(0).shape, c.instruction.attributes));
            call.define("EXCLUSIVE", c.instruction.attributes.integer("exclusive"));
            call.define("REVERSE", c.instruction.attributes.integer("reverse"));
            call.flops = double(c.in_type(0).shape.count());
            call.take(nullptr, c.epilogue);
            return {std::move(call)};
        })
        .accepts_epilogue();
    std::vector<Case> cases;
    for (const int64_t axis : {1, -1, 0}) {
        cases.push_back({{{DType::F32, {5, 3, 7}}}, {{"axis", axis}, {"exclusive", int64_t(axis != 1)}, {"reverse", int64_t(axis < 1)}}});
        cases.back().batched = {true};
    }
    cases.push_back({{{DType::F32, {29}}}});
    cases.push_back({{{DType::I32, {3, 4}}}, {}, 0, 0, 0, 9});
    return op.cases(cases);
}

}  // namespace saddle::ops
