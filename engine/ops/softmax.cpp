// Softmax and its logarithm along one axis.
#include <cmath>

#include "engine/ops/axes.h"
#include "engine/ops/lines.h"

namespace saddle::ops {
namespace {

/// Classes up to which one invocation runs over a line; longer lines are reduced by many (lavapipe ends loops at 65,535).
constexpr int64_t kLongestLine = 16384;

int softmax_axis(const Shape& x, const Attributes& a) { return axis_of("Softmax", x, a.integer("axis", -1)).value(); }

Attributes over(int axis) { return {{"axes", std::vector<int64_t>{axis}}, {"keepdims", int64_t(1)}}; }

OpDef shares(const char* name, const char* doc, const char* formula, bool logarithm) {
    return OpDef(name).summary(doc, formula).input("x").output("y").attribute({"axis", int64_t(-1), "Axis", "axis whose elements share"})
        .infer([op = std::string(name)](const InferContext& c) -> Result<std::vector<TensorType>> {
            TRY([[maybe_unused]] const int axis, axis_of(op.c_str(), c.in(0).shape, c.attributes.integer("axis", -1)));
            return std::vector<TensorType>{c.in(0)};
        })
        .reference([=](ReferenceContext& r) {
            const Shape& x = r.in(0).type.shape;
            const int axis = softmax_axis(x, r.attributes);
            for_each_line(x, axis, [&](auto at) {
                double best = r.in(0).data[at(0)], sum = 0;
                for (int64_t k = 1; k < x[axis]; ++k) best = std::max(best, r.in(0).data[at(k)]);
                for (int64_t k = 0; k < x[axis]; ++k) sum += std::exp(r.in(0).data[at(k)] - best);
                for (int64_t k = 0; k < x[axis]; ++k) {
                    const double y = r.in(0).data[at(k)] - best - std::log(sum);
                    r.out().data[at(k)] = logarithm ? y : std::exp(y);
                }
            });
        })
        .decompose([=, op = std::string(name)](Builder& b, const ir::Instruction& i) -> std::vector<ir::ValueId> {
            const int axis = softmax_axis(b.type(i.inputs[0]).shape, i.attributes);
            if (const auto x = without_batch(b, i, axis)) return {x->then(op.c_str(), {}, i.attributes)};
            if (b.type(i.inputs[0]).shape[axis] <= kLongestLine) return {};
            const Term x = in(b, i), shifted = x - x.then("ReduceMax", {}, over(axis));
            if (logarithm) return {shifted - shifted.then("Exp").then("ReduceSum", {}, over(axis)).then("Log")};
            return {shifted.then("Exp") / shifted.then("Exp").then("ReduceSum", {}, over(axis))};
        })
        .kernels([=, kernel = std::string(logarithm ? "log_softmax" : "softmax")](const KernelContext& c) -> std::vector<KernelCall> {
            KernelCall call = along_axis(c, "softmax/softmax.comp", kernel.c_str(), softmax_axis(c.in_type(0).shape, c.instruction.attributes));
            call.define("LOGARITHM", logarithm);
            call.flops = 35 * double(c.in_type(0).shape.count());
            call.take(nullptr, c.epilogue);
            return {std::move(call)};
        })
        .accepts_epilogue()
        .cost([](const InferContext& c, const std::vector<TensorType>& outputs) {
            return Cost{35 * double(c.in(0).shape.count()), 4 * double(c.in(0).shape.count() + outputs[0].shape.count())};
        })
        .cases([] {
            Case rows{{{DType::F32, {5, 7}}}, {{"axis", int64_t(-1)}}, -2, 2}, channels{{{DType::F32, {3, 4, 5}}}, {{"axis", int64_t(1)}}, -2, 2}, batch{{{DType::F32, {6, 3}}}, {{"axis", int64_t(0)}}, -2, 2};
            rows.batched = channels.batched = batch.batched = {true};
            return std::vector<Case>{rows, channels, batch, {{{DType::F32, {3, 1, 13}}}, {{"axis", int64_t(2)}}, -2, 2}};
        }());
}

}  // namespace

SADDLE_OP(Softmax) {
    return shares("Softmax", "Positive shares that sum to 1 along one axis.", "y_i = e^{x_i} / \\sum_j e^{x_j}", false).gradient([](GradientContext& g) {
        const Term sum = (dout(g) * out(g)).then("ReduceSum", {}, over(softmax_axis(g.b.type(g.in(0)).shape, g.instruction.attributes)));
        g.set(0, out(g) * (dout(g) - sum));
    });
}

SADDLE_OP(LogSoftmax) {
    return shares("LogSoftmax", "The logarithm of softmax, without loss for small shares.", "y_i = x_i - ln \\sum_j e^{x_j}", true).gradient([](GradientContext& g) {
        const Term sum = dout(g).then("ReduceSum", {}, over(softmax_axis(g.b.type(g.in(0)).shape, g.instruction.attributes)));
        g.set(0, dout(g) - out(g).then("Exp") * sum);
    });
}

}  // namespace saddle::ops
