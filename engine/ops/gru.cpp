#include <cmath>

#include "engine/ops/recurrence.h"

namespace saddle::ops {
namespace {

using List = std::vector<int64_t>;

double sigmoid(double x) { return 1 / (1 + std::exp(-x)); }
RecurrenceShape shape_of(const Shape& states) { return {states[0], states[1], states[2]}; }
bool reset_last(const Attributes& a) { return a.integer("linear_before_reset") != 0; }
AttributeDef reset_attribute() {
    return {"linear_before_reset", int64_t(0), "Reset after", "1: the reset gate scales the state's product (cuDNN, PyTorch), 0: the state itself", "", 0, 1};
}
Term columns(Term x, int64_t first, int64_t last) { return x.then("Slice", {}, {{"axes", List{-1}}, {"starts", List{first}}, {"ends", List{last}}}); }

}  // namespace

SADDLE_OP(GRU) {
    return recurrent_op("GRU", "A state that a gate mixes with a candidate; a second gate decides how much of the state the candidate sees.",
                        "h_t = (1 - z) n + z h_{t-1}, n = tanh(W x_t + r (R h_{t-1}))", 3).attribute(reset_attribute())
        .expand([](Builder& b, const ir::Instruction& i) {
            return decompose_recurrent(b, i, reset_last(i.attributes), [&](Builder&, const Direction& d) -> std::vector<ir::ValueId> {
                auto made = b.emit_all("GRURecurrence", {d.gates, d.recurrent, d.recurrent_bias, d.h0, d.lengths}, {{"reverse", d.reverse}, {"linear_before_reset", i.attributes.integer("linear_before_reset")}}, 2);
                if (made.ok()) return *made;
                b.error = made.error();
                return std::vector<ir::ValueId>(2);
            });
        })
        .cases([] {
            std::vector<Case> cases = recurrent_cases(3, {});
            for (size_t k = 1; k < cases.size(); k += 2) cases[k].attributes["linear_before_reset"] = int64_t(1);
            return cases;
        }());
}

SADDLE_OP(GRURecurrence) {
    return OpDef("GRURecurrence").summary("The time loop of GRU.", "h_t = (1 - z) n + z h_{t-1}").not_in_onnx()
        .input("gates", "z, r, n: [T, B, 3 H]").input("rt", "R transposed [H, 3 H]").optional("b", "[H]: added to R h of n, inside the reset gate").optional("h0", "[B, H]").optional("lengths", "[B]")
        .output("h", "[T, B, H]").output("active", "z, r, n and R h + b of n: [T, B, 4 H]").attribute(reverse_attribute()).attribute(reset_attribute())
        .infer([](const InferContext& c) -> Result<std::vector<TensorType>> {
            const Shape& g = c.in(0).shape;
            return std::vector<TensorType>{{DType::F32, {g[0], g[1], g[2] / 3}}, {DType::F32, {g[0], g[1], g[2] / 3 * 4}}};
        })
        .gradient([](GradientContext& g) {
            const Attributes& a = g.instruction.attributes;
            const Term r = in(g, 1).then("Transpose", {}, {{"perm", List{1, 0}}});
            const auto made = g.b.emit_all("GRURecurrenceGrad", {g.out(1), g.out(0), r, g.dout(), g.in(3), g.in(4)}, a, 3);
            if (!made.ok()) g.b.error = made.error();
            if (g.b.error) return;
            const int64_t hidden = g.b.type(g.out(0)).shape[2];
            const Term of_state(g.b, (*made)[1]);
            if (g.wants(0)) g.set(0, (*made)[0]);
            if (g.wants(1)) {
                const Term before = states_before(out(g), g.in(3), a.flag("reverse"), g.b);
                if (reset_last(a)) {
                    g.set(1, weight_gradient(before, of_state, g.b));
                } else {  // the candidate's product is with r h
                    const Term gated = columns(out(g, 1), hidden, 2 * hidden) * before;
                    const Term zr = weight_gradient(before, columns(of_state, 0, 2 * hidden), g.b), n = weight_gradient(gated, columns(of_state, 2 * hidden, 3 * hidden), g.b);
                    g.set(1, g.b.emit("Concat", {zr, n}, {{"axis", int64_t(1)}}));
                }
            }
            if (g.wants(2)) g.set(2, columns(of_state, 2 * hidden, 3 * hidden).then("ReduceSum", {}, {{"axes", List{0, 1}}, {"keepdims", int64_t(0)}}));
            if (g.wants(3)) g.set(3, (*made)[2]);
        })
        .reference([](ReferenceContext& r) {
            const auto [steps, batch, hidden] = shape_of(r.out().type.shape);
            const ReferenceTensor* lengths = r.has(4) ? r.inputs[4] : nullptr;
            const bool last = reset_last(r.attributes);
            for_each_step(r.attributes, steps, [&, batch = batch, hidden = hidden](int64_t t, int64_t before) {
                for (int64_t b = 0; b < batch; ++b) {
                    std::vector<double> old(static_cast<size_t>(hidden)), gated(old.size());
                    for (int64_t k = 0; k < hidden; ++k) old[size_t(k)] = before >= 0 ? r.out().data[size_t((before * batch + b) * hidden + k)] : r.has(3) ? r.in(3).data[size_t(b * hidden + k)] : 0;
                    const auto x = [&](int64_t gate, int64_t j) { return r.in(0).data[size_t(((t * batch + b) * 3 + gate) * hidden + j)]; };
                    const auto product = [&](int64_t gate, int64_t j, const std::vector<double>& state) {
                        double sum = 0;
                        for (int64_t k = 0; k < hidden; ++k) sum += r.in(1).data[size_t((k * 3 + gate) * hidden + j)] * state[size_t(k)];
                        return sum;
                    };
                    const auto active = [&](int64_t k, int64_t j) -> double& { return r.out(1).data[size_t(((t * batch + b) * 4 + k) * hidden + j)]; };
                    for (int64_t j = 0; j < hidden; ++j) {
                        active(0, j) = sigmoid(x(0, j) + product(0, j, old));
                        active(1, j) = sigmoid(x(1, j) + product(1, j, old));
                        gated[size_t(j)] = active(1, j) * old[size_t(j)];
                    }
                    for (int64_t j = 0; j < hidden; ++j) {
                        const double q = active(3, j) = last ? product(2, j, old) + (r.has(2) ? r.in(2).data[size_t(j)] : 0) : product(2, j, gated);
                        const double n = active(2, j) = std::tanh(x(2, j) + (last ? active(1, j) * q : q)), z = active(0, j);
                        r.out().data[size_t((t * batch + b) * hidden + j)] = runs(lengths, t, b) ? (1 - z) * n + z * old[size_t(j)] : old[size_t(j)];
                    }
                }
            });
        })
        .batch_rule([](const Attributes&, const std::vector<bool>&, int) { return false; })
        .kernels([](const KernelContext& c) {
            const RecurrenceShape s = shape_of(c.out_type().shape);
            return recurrence_kernels(c, {"gru", s, {"GATES", "RT", "B", "H0", "LENGTHS"}, {"H", "ACTIVE"}, 3, 2 * s.hidden, 2 * s.hidden, false,
                                          {{"RESET_LAST", reset_last(c.instruction.attributes) ? "1" : "0"}}});
        })
        .cases([] {
            const std::vector<ShapeRule> inputs{[](auto t, auto b, auto h) { return Shape{t, b, 3 * h}; }, [](auto, auto, auto h) { return Shape{h, 3 * h}; }, [](auto, auto, auto h) { return Shape{h}; },
                                                [](auto, auto b, auto h) { return Shape{b, h}; }};
            return recurrence_cases(inputs, 2, {{"linear_before_reset", int64_t(1)}});
        }());
}

SADDLE_OP(GRURecurrenceGrad) {
    return OpDef("GRURecurrenceGrad").summary("The way back through GRU's time loop.", "dh_{t-1} = z dh_t + R^T dg_t").not_in_onnx()
        .input("active", "[T, B, 4 H]").input("h", "[T, B, H]").input("r", "[3 H, H]").input("dh", "[T, B, H]").optional("h0", "[B, H]").optional("lengths", "[B]")
        .output("dgates", "as the input's product gives them: [T, B, 3 H]").output("dstate", "as the state's product gives them: [T, B, 3 H]").output("dh0", "[B, H]")
        .attribute(reverse_attribute()).attribute(reset_attribute())
        .infer([](const InferContext& c) -> Result<std::vector<TensorType>> {
            const Shape& h = c.in(1).shape;
            const TensorType gates{DType::F32, {h[0], h[1], 3 * h[2]}};
            return std::vector<TensorType>{gates, gates, {DType::F32, {h[1], h[2]}}};
        })
        .not_differentiable("a second derivative through a time loop is not supported")
        .reference([](ReferenceContext& r) {
            const auto [steps, batch, hidden] = shape_of(r.in(1).type.shape);
            const ReferenceTensor* lengths = r.has(5) ? r.inputs[5] : nullptr;
            const bool last = reset_last(r.attributes);
            for_each_step_back(r.attributes, steps, [&, batch = batch, hidden = hidden](int64_t t, int64_t before) {
                for (int64_t b = 0; b < batch; ++b) {
                    double* flow = &r.out(2).data[size_t(b * hidden)];
                    for (int64_t j = 0; j < hidden; ++j) flow[j] += r.in(3).data[size_t((t * batch + b) * hidden + j)];
                    if (!runs(lengths, t, b)) continue;
                    const auto active = [&](int64_t k, int64_t j) { return r.in(0).data[size_t(((t * batch + b) * 4 + k) * hidden + j)]; };
                    const auto gate = [&](size_t output, int64_t k, int64_t j) -> double& { return r.out(output).data[size_t(((t * batch + b) * 3 + k) * hidden + j)]; };
                    const auto back = [&](int64_t k, int64_t j) {  // R^T of one gate
                        double sum = 0;
                        for (int64_t m = 0; m < hidden; ++m) sum += r.in(2).data[size_t((k * hidden + m) * hidden + j)] * gate(1, k, m);
                        return sum;
                    };
                    const auto old = [&](int64_t j) { return before >= 0 ? r.in(1).data[size_t((before * batch + b) * hidden + j)] : r.has(4) ? r.in(4).data[size_t(b * hidden + j)] : 0.0; };
                    for (int64_t j = 0; j < hidden; ++j) {
                        const double z = active(0, j), n = active(2, j);
                        gate(0, 0, j) = gate(1, 0, j) = flow[j] * (old(j) - n) * z * (1 - z);
                        gate(0, 2, j) = flow[j] * (1 - z) * (1 - n * n);
                        gate(1, 2, j) = gate(0, 2, j) * (last ? active(1, j) : 1);
                    }
                    std::vector<double> next(static_cast<size_t>(hidden));
                    for (int64_t j = 0; j < hidden; ++j) {
                        const double through = back(2, j), reset = active(1, j);  // of r h, or of h
                        gate(0, 1, j) = gate(1, 1, j) = (last ? gate(0, 2, j) * active(3, j) : through * old(j)) * reset * (1 - reset);
                        next[size_t(j)] = flow[j] * active(0, j) + through * (last ? 1 : reset);
                    }
                    for (int64_t j = 0; j < hidden; ++j) flow[j] = next[size_t(j)] + back(0, j) + back(1, j);
                }
            });
        })
        .batch_rule([](const Attributes&, const std::vector<bool>&, int) { return false; })
        .kernels([](const KernelContext& c) {
            const RecurrenceShape s = shape_of(c.in_type(1).shape);
            return recurrence_kernels(c, {"gru_gradient", s, {"ACTIVE", "H", "R", "DH", "H0", "LENGTHS"}, {"DGATES", "DSTATE", "DH0"}, 3, 3 * s.hidden, 3 * s.hidden, true,
                                          {{"RESET_LAST", reset_last(c.instruction.attributes) ? "1" : "0"}}});
        })
        .cases([] {
            const ShapeRule states = [](auto t, auto b, auto h) { return Shape{t, b, h}; };
            const std::vector<ShapeRule> inputs{[](auto t, auto b, auto h) { return Shape{t, b, 4 * h}; }, states, [](auto, auto, auto h) { return Shape{3 * h, h}; }, states, [](auto, auto b, auto h) { return Shape{b, h}; }};
            std::vector<Case> cases = recurrence_cases(inputs, 3), other = recurrence_cases(inputs, 3, {{"linear_before_reset", int64_t(1)}});
            cases.insert(cases.end(), other.begin(), other.end());
            return cases;
        }());
}

}  // namespace saddle::ops
