#include <cmath>

#include "engine/ops/recurrence.h"

namespace saddle::ops {
namespace {

RecurrenceShape shape_of(const Shape& states) { return {states[0], states[1], states[2]}; }

AttributeDef activation() { return {"activation", std::string("Tanh"), "Activation", "of the state", "", 0, 0, {"Tanh", "Relu", "Sigmoid"}}; }
double activate(const Attributes& a, double x) {
    const std::string f = a.text("activation", "Tanh");
    return f == "Tanh" ? std::tanh(x) : f == "Relu" ? std::max(x, 0.0) : 1 / (1 + std::exp(-x));
}
double slope(const Attributes& a, double y) {
    const std::string f = a.text("activation", "Tanh");
    return f == "Tanh" ? 1 - y * y : f == "Relu" ? double(y > 0) : y * (1 - y);
}

}  // namespace

SADDLE_OP(RNN) {
    return recurrent_op("RNN", "A state that each step mixes with the next input.", "h_t = f(W x_t + R h_{t-1} + b)", 1).attribute(activation())
        .expand([](Builder& b, const ir::Instruction& i) {
            return decompose_recurrent(b, i, false, [&](Builder&, const Direction& d) -> std::vector<ir::ValueId> {
                return {b.emit("RNNRecurrence", {d.gates, d.recurrent, d.h0, d.lengths}, {{"reverse", d.reverse}, {"activation", i.attributes.text("activation", "Tanh")}})};
            });
        })
        .cases([] {
            std::vector<Case> cases = recurrent_cases(1, {});
            cases[1].attributes["activation"] = std::string("Sigmoid");
            return cases;
        }());
}

SADDLE_OP(RNNRecurrence) {
    return OpDef("RNNRecurrence").summary("The time loop of RNN.", "h_t = f(g_t + R h_{t-1})").not_in_onnx()
        .input("gates", "[T, B, H]").input("rt", "R transposed [H, H]").optional("h0", "[B, H]").optional("lengths", "[B]").output("h", "[T, B, H]")
        .attribute(reverse_attribute()).attribute(activation())
        .infer([](const InferContext& c) -> Result<std::vector<TensorType>> { return std::vector<TensorType>{c.in(0)}; })
        .gradient([](GradientContext& g) {
            const Term r = in(g, 1).then("Transpose", {}, {{"perm", std::vector<int64_t>{1, 0}}});
            const auto made = g.b.emit_all("RNNRecurrenceGrad", {g.out(0), r, g.dout(), g.in(3)}, g.instruction.attributes, 2);
            if (!made.ok()) g.b.error = made.error();
            if (g.b.error) return;
            if (g.wants(0)) g.set(0, (*made)[0]);
            if (g.wants(1)) g.set(1, weight_gradient(states_before(out(g), g.in(2), g.instruction.attributes.flag("reverse"), g.b), {g.b, (*made)[0]}, g.b));
            if (g.wants(2)) g.set(2, (*made)[1]);
        })
        .reference([](ReferenceContext& r) {
            const auto [steps, batch, hidden] = shape_of(r.out().type.shape);
            const ReferenceTensor* lengths = r.has(3) ? r.inputs[3] : nullptr;
            for_each_step(r.attributes, steps, [&, batch = batch, hidden = hidden](int64_t t, int64_t before) {
                for (int64_t b = 0; b < batch; ++b) {
                    const auto state = [&](int64_t k) { return before >= 0 ? r.out().data[size_t((before * batch + b) * hidden + k)] : r.has(2) ? r.in(2).data[size_t(b * hidden + k)] : 0.0; };
                    for (int64_t j = 0; j < hidden; ++j) {
                        double sum = r.in(0).data[size_t((t * batch + b) * hidden + j)];
                        for (int64_t k = 0; k < hidden; ++k) sum += r.in(1).data[size_t(k * hidden + j)] * state(k);
                        r.out().data[size_t((t * batch + b) * hidden + j)] = runs(lengths, t, b) ? activate(r.attributes, sum) : state(j);
                    }
                }
            });
        })
        .batch_rule([](const Attributes&, const std::vector<bool>&, int) { return false; })
        .kernels([](const KernelContext& c) {
            const std::string f = c.instruction.attributes.text("activation", "Tanh");
            const RecurrenceShape s = shape_of(c.out_type().shape);
            return recurrence_kernels(c, {"rnn", s, {"GATES", "RT", "H0", "LENGTHS"}, {"H"}, 1, s.hidden, s.hidden, false,
                                          {{"ACTIVATION(x)", f == "Tanh" ? "exact_tanh(x)" : f == "Relu" ? "max(x, V(0))" : "sigmoid(x)"}}});
        })
        .cases([] {
            const std::vector<ShapeRule> inputs{[](auto t, auto b, auto h) { return Shape{t, b, h}; }, [](auto, auto, auto h) { return Shape{h, h}; }, [](auto, auto b, auto h) { return Shape{b, h}; }};
            std::vector<Case> cases = recurrence_cases(inputs, 1);
            cases[1].attributes["activation"] = std::string("Sigmoid");
            return cases;
        }());
}

SADDLE_OP(RNNRecurrenceGrad) {
    return OpDef("RNNRecurrenceGrad").summary("The way back through RNN's time loop.", "dg_t = f'(h_t) dh_t, dh_{t-1} += R^T dg_t").not_in_onnx()
        .input("h", "[T, B, H]").input("r", "[H, H]").input("dh", "[T, B, H]").optional("lengths", "[B]").output("dgates", "[T, B, H]").output("dh0", "[B, H]")
        .attribute(reverse_attribute()).attribute(activation())
        .infer([](const InferContext& c) -> Result<std::vector<TensorType>> {
            return std::vector<TensorType>{c.in(0), {DType::F32, {c.in(0).shape[1], c.in(0).shape[2]}}};
        })
        .not_differentiable("a second derivative through a time loop is not supported")
        .reference([](ReferenceContext& r) {
            const auto [steps, batch, hidden] = shape_of(r.out().type.shape);
            const ReferenceTensor* lengths = r.has(3) ? r.inputs[3] : nullptr;
            std::vector<double>& flow = r.out(1).data;
            for_each_step_back(r.attributes, steps, [&, batch = batch, hidden = hidden](int64_t t, int64_t) {
                for (int64_t b = 0; b < batch; ++b) {
                    const size_t row = size_t((t * batch + b) * hidden);
                    for (int64_t j = 0; j < hidden; ++j) flow[size_t(b * hidden + j)] += r.in(2).data[row + size_t(j)];
                    if (!runs(lengths, t, b)) continue;
                    for (int64_t j = 0; j < hidden; ++j) r.out().data[row + size_t(j)] = flow[size_t(b * hidden + j)] * slope(r.attributes, r.in(0).data[row + size_t(j)]);
                    for (int64_t k = 0; k < hidden; ++k) {
                        double sum = 0;
                        for (int64_t j = 0; j < hidden; ++j) sum += r.in(1).data[size_t(j * hidden + k)] * r.out().data[row + size_t(j)];
                        flow[size_t(b * hidden + k)] = sum;
                    }
                }
            });
        })
        .batch_rule([](const Attributes&, const std::vector<bool>&, int) { return false; })
        .kernels([](const KernelContext& c) {
            const std::string f = c.instruction.attributes.text("activation", "Tanh");
            const RecurrenceShape s = shape_of(c.out_type().shape);
            return recurrence_kernels(c, {"rnn_gradient", s, {"H", "R", "DH", "LENGTHS"}, {"DGATES", "DH0"}, 1, s.hidden, s.hidden, true,
                                          {{"SLOPE(h)", f == "Tanh" ? "(1.0 - (h) * (h))" : f == "Relu" ? "sign(h)" : "((h) * (1.0 - (h)))"}}});
        })
        .cases([] {
            const ShapeRule states = [](auto t, auto b, auto h) { return Shape{t, b, h}; };
            return recurrence_cases({states, [](auto, auto, auto h) { return Shape{h, h}; }, states}, 2);
        }());
}

}  // namespace saddle::ops
