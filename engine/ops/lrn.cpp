// Local response normalisation across channels. A. Krizhevsky, I. Sutskever, G. Hinton, "ImageNet classification with deep
// convolutional neural networks", NIPS 2012, section 3.3.
#include <cmath>

#include "engine/ops/indices.h"
#include "engine/ops/term.h"

namespace saddle::ops {
namespace {

/// bias + alpha / size * the sum of squares of the channels around: to the power beta it divides x.
Term base(Term x, const Attributes& a) {
    const int64_t size = a.integer("size", 1);
    const Term sum = (x * x).then("ChannelWindowSum", {}, {{"before", (size - 1) / 2}, {"after", size / 2}});
    return sum * (a.real("alpha", 1e-4) / double(size)) + a.real("bias", 1);
}

}  // namespace

SADDLE_OP(ChannelWindowSum) {
    OpDef op("ChannelWindowSum");
    op.summary("The sum of each channel and its neighbours.", "y_c = x_{c - before} + ... + x_{c + after}").input("x", "[N, C, ...]").output("y")
        .attribute({"before", int64_t(0), "Before", "channels before", "", 0}).attribute({"after", int64_t(0), "After", "channels after", "", 0})
        .infer([](const InferContext& c) -> Result<std::vector<TensorType>> {
            if (c.in(0).shape.rank() < 2) return invalid("ChannelWindowSum needs [N, C, ...], got " + to_string(c.in(0).shape));
            return std::vector<TensorType>{c.in(0)};
        })
        .gradient([](GradientContext& g) {
            const Attributes& a = g.instruction.attributes;
            g.set(0, dout(g).then("ChannelWindowSum", {}, {{"before", a.integer("after")}, {"after", a.integer("before")}}));
        })
        .reference([](ReferenceContext& r) {
            const Shape& x = r.in(0).type.shape;
            const int64_t inner = x.count(2, x.rank()), before = r.attributes.integer("before"), after = r.attributes.integer("after");
            for (int64_t i = 0; i < x.count(); ++i) {
                const int64_t c = i / inner % x[1];
                for (int64_t k = std::max<int64_t>(0, c - before); k <= std::min(x[1] - 1, c + after); ++k) r.out().data[size_t(i)] += r.in(0).data[size_t(i + (k - c) * inner)];
            }
        })
        .indexed([](const IndexContext& c) {
            std::vector<std::string> at = coordinates(0, c.output.shape.rank());
            at[1] = "c";
            return c.type + " sum = " + c.type + "(0);\n    for (int c = max(0, o1 - " + std::to_string(c.attributes.integer("before")) + "); c <= min(" + std::to_string(c.output.shape[1] - 1) + ", o1 + " +
                   std::to_string(c.attributes.integer("after")) + "); ++c) sum += " + c.read(0, at) + ";\n    return sum;";
        })
        .not_in_onnx();
    op.flops_each = 5;
    Case c{{{DType::F32, {5, 7, 2}}}, {{"before", int64_t(1)}, {"after", int64_t(2)}}};
    c.batched = {true};
    return op.cases({c});
}

SADDLE_OP(LRN) {
    std::vector<Case> cases;
    for (const int64_t size : {5, 4}) {
        cases.push_back({{{DType::F32, {5, 7, 2, 3}}}, {{"size", size}, {"alpha", 0.3}, {"beta", 0.6}, {"bias", 0.9}}});
        cases.back().batched = {true};
    }
    return OpDef("LRN").summary("Divides by a power of what neighbouring channels sum up to: strong responses damp those beside them.",
                                "y = x / (k + \\alpha / n \\sum_{c'} x_{c'}^2)^\\beta")
        .input("X", "[N, C, ...]").output("Y").attribute({"size", int64_t(1), "Channels", "that are summed", "", 1}).attribute({"alpha", 1e-4, "Alpha", "factor of the mean square"})
        .attribute({"beta", 0.75, "Beta", "exponent"}).attribute({"bias", 1.0, "Bias", "added before the power"})
        .infer([](const InferContext& c) -> Result<std::vector<TensorType>> {
            const int64_t size = c.attributes.integer("size", 1);
            if (c.in(0).shape.rank() < 2 || c.in(0).dtype != DType::F32 || size < 1 || size > 1 << 16) return invalid("LRN needs real numbers [N, C, ...] and a size of 1 to 65536, got " + to_string(c.in(0)) + " and " + std::to_string(size));
            return std::vector<TensorType>{c.in(0)};
        })
        .decompose([](Builder& b, const ir::Instruction& i) -> std::vector<ir::ValueId> {
            const Term s = base(in(b, i), i.attributes);
            return {in(b, i) * s.then("Pow", {s.number(-i.attributes.real("beta", 0.75))})};
        })
        .gradient([](GradientContext& g) {
            const Attributes& a = g.instruction.attributes;
            const int64_t size = a.integer("size", 1);
            const double beta = a.real("beta", 0.75);
            const Term s = base(in(g), a), shrink = s.then("Pow", {s.number(-beta)});
            const Term around = (dout(g) * in(g) * shrink / s).then("ChannelWindowSum", {}, {{"before", size / 2}, {"after", (size - 1) / 2}});
            g.set(0, dout(g) * shrink - in(g) * around * (2 * beta * a.real("alpha", 1e-4) / double(size)));
        })
        .reference([](ReferenceContext& r) {
            const Shape& x = r.in(0).type.shape;
            const Attributes& a = r.attributes;
            const int64_t inner = x.count(2, x.rank()), size = a.integer("size", 1);
            for (int64_t i = 0; i < x.count(); ++i) {
                const int64_t c = i / inner % x[1];
                double sum = 0;
                for (int64_t k = std::max<int64_t>(0, c - (size - 1) / 2); k <= std::min(x[1] - 1, c + size / 2); ++k) sum += std::pow(r.in(0).data[size_t(i + (k - c) * inner)], 2);
                r.out().data[size_t(i)] = r.in(0).data[size_t(i)] / std::pow(a.real("bias", 1) + a.real("alpha", 1e-4) / double(size) * sum, a.real("beta", 0.75));
            }
        })
        .cost([](const InferContext& c, const std::vector<TensorType>& outputs) {
            return Cost{(2 * double(c.attributes.integer("size", 1)) + 40) * double(outputs[0].shape.count()), 8 * double(outputs[0].shape.count())};
        })
        .cases(cases);
}

}  // namespace saddle::ops
