#include <cmath>

#include "engine/ops/recurrence.h"

namespace saddle::ops {
namespace {

using List = std::vector<int64_t>;

double sigmoid(double x) { return 1 / (1 + std::exp(-x)); }
RecurrenceShape shape_of(const Shape& gates) { return {gates[0], gates[1], gates[2] / 4}; }

/// Gate k (i, o, f, g) of [T, B, 4 H].
Term gate(Term gates, int64_t k, int64_t hidden) { return gates.then("Slice", {}, {{"axes", List{2}}, {"starts", List{k * hidden}}, {"ends", List{(k + 1) * hidden}}}); }

/// Of peepholes i, o, f: what each gate's gradient says about the cell it looked at.
Term peephole_gradient(Term dgates, Term cells, Term before, int64_t hidden, Builder& b) {
    const Attributes over{{"axes", List{0, 1}}, {"keepdims", int64_t(0)}};
    std::vector<ir::ValueId> parts;
    for (const int64_t k : {0, 1, 2}) parts.push_back((gate(dgates, k, hidden) * (k == 1 ? cells : before)).then("ReduceSum", {}, over));
    return {b, b.emit("Concat", parts, {{"axis", int64_t(0)}})};
}

}  // namespace

SADDLE_OP(LSTM) {
    OpDef op = recurrent_op("LSTM", "A state and a cell; gates decide what the cell takes in, keeps and shows.",
                            "c_t = \\sigma(f_t) c_{t-1} + \\sigma(i_t) tanh g_t, h_t = \\sigma(o_t) tanh c_t", 4);
    const auto infer = op.infer_rule;
    return op.optional("initial_c", "as initial_h").optional("P", "peepholes [D, 3 * H]: i, o, f").output("Y_c", "the last cell, as Y_h")
        .infer([infer](const InferContext& c) -> Result<std::vector<TensorType>> {
            TRY(std::vector<TensorType> types, infer(c));
            const Shape& r = c.in(2).shape;
            const int64_t batch = c.in(0).shape[c.attributes.integer("layout") == 1 ? 0 : 1];
            if (c.has(6) && c.in(6).shape != (c.attributes.integer("layout") == 1 ? Shape{batch, r[0], r[2]} : Shape{r[0], batch, r[2]})) return invalid("initial_c has the wrong shape " + to_string(c.in(6).shape));
            if (c.has(7) && c.in(7).shape != Shape{r[0], 3 * r[2]}) return invalid("P must be " + to_string(Shape{r[0], 3 * r[2]}) + ", got " + to_string(c.in(7).shape));
            return types;
        })
        .expand([](Builder& b, const ir::Instruction& i) {
            return decompose_recurrent(b, i, false, [&](Builder&, const Direction& d) -> std::vector<ir::ValueId> {
                auto made = b.emit_all("LSTMRecurrence", {d.gates, d.recurrent, d.h0, of_direction(b, i, 6, d.index), of_direction(b, i, 7, d.index), d.lengths}, {{"reverse", d.reverse}}, 3);
                if (made.ok()) return *made;
                b.error = made.error();
                return std::vector<ir::ValueId>(3);
            });
        })
        .cases(recurrent_cases(4, {[](auto b, auto d, auto h) { return Shape{d, b, h}; }, [](auto, auto d, auto h) { return Shape{d, 3 * h}; }}));
}

SADDLE_OP(LSTMRecurrence) {
    return OpDef("LSTMRecurrence").summary("The time loop of LSTM.", "c_t = \\sigma(f) c_{t-1} + \\sigma(i) tanh g, h_t = \\sigma(o) tanh c_t").not_in_onnx()
        .input("gates", "i, o, f, g: [T, B, 4 H]").input("rt", "R transposed [H, 4 H]").optional("h0", "[B, H]").optional("c0", "[B, H]").optional("p", "[3 H]").optional("lengths", "[B]")
        .output("h", "[T, B, H]").output("c", "[T, B, H]").output("active", "gates after their activations").attribute(reverse_attribute())
        .infer([](const InferContext& c) -> Result<std::vector<TensorType>> {
            const auto [steps, batch, hidden] = shape_of(c.in(0).shape);
            const TensorType states{DType::F32, {steps, batch, hidden}};
            return std::vector<TensorType>{states, states, c.in(0)};
        })
        .gradient([](GradientContext& g) {
            const bool reverse = g.instruction.attributes.flag("reverse");
            const Term r = in(g, 1).then("Transpose", {}, {{"perm", List{1, 0}}});
            const auto made = g.b.emit_all("LSTMRecurrenceGrad", {g.out(2), g.out(1), r, g.dout(0), g.dout(1), g.in(3), g.in(4), g.in(5)}, g.instruction.attributes, 3);
            if (!made.ok()) g.b.error = made.error();
            if (g.b.error) return;
            const Term dgates(g.b, (*made)[0]);
            if (g.wants(0)) g.set(0, dgates);
            if (g.wants(1)) g.set(1, weight_gradient(states_before(out(g, 0), g.in(2), reverse, g.b), dgates, g.b));
            if (g.wants(2)) g.set(2, (*made)[1]);
            if (g.wants(3)) g.set(3, (*made)[2]);
            if (g.wants(4)) g.set(4, peephole_gradient(dgates, out(g, 1), states_before(out(g, 1), g.in(3), reverse, g.b), g.b.type(g.out(0)).shape[2], g.b));
        })
        .reference([](ReferenceContext& r) {
            const auto [steps, batch, hidden] = shape_of(r.in(0).type.shape);
            const ReferenceTensor* lengths = r.has(5) ? r.inputs[5] : nullptr;
            for_each_step(r.attributes, steps, [&, batch = batch, hidden = hidden](int64_t t, int64_t before) {
                for (int64_t b = 0; b < batch; ++b) {
                    const auto kept = [&](size_t output, size_t first, int64_t k) {
                        return before >= 0 ? r.out(output).data[size_t((before * batch + b) * hidden + k)] : r.has(first) ? r.in(first).data[size_t(b * hidden + k)] : 0.0;
                    };
                    for (int64_t j = 0; j < hidden; ++j) {
                        double x[4];
                        for (int64_t gate = 0; gate < 4; ++gate) {
                            x[gate] = r.in(0).data[size_t(((t * batch + b) * 4 + gate) * hidden + j)];
                            for (int64_t k = 0; k < hidden; ++k) x[gate] += r.in(1).data[size_t((k * 4 + gate) * hidden + j)] * kept(0, 2, k);
                        }
                        const auto peep = [&](int64_t gate, double cell) { return r.has(4) ? r.in(4).data[size_t(gate * hidden + j)] * cell : 0.0; };
                        const double old = kept(1, 3, j), i = sigmoid(x[0] + peep(0, old)), f = sigmoid(x[2] + peep(2, old)), g = std::tanh(x[3]), cell = f * old + i * g, o = sigmoid(x[1] + peep(1, cell));
                        const bool live = runs(lengths, t, b);
                        const size_t at = size_t((t * batch + b) * hidden + j);
                        r.out(0).data[at] = live ? o * std::tanh(cell) : kept(0, 2, j);
                        r.out(1).data[at] = live ? cell : old;
                        const double active[] = {i, o, f, g};
                        for (int64_t gate = 0; gate < 4; ++gate) r.out(2).data[size_t(((t * batch + b) * 4 + gate) * hidden + j)] = active[gate];
                    }
                }
            });
        })
        .batch_rule([](const Attributes&, const std::vector<bool>&, int) { return false; })
        .kernels([](const KernelContext& c) {
            const RecurrenceShape s = shape_of(c.in_type(0).shape);
            return recurrence_kernels(c, {"lstm", s, {"GATES", "RT", "H0", "C0", "P", "LENGTHS"}, {"H", "C", "ACTIVE"}, 4, s.hidden, s.hidden, false, {}});
        })
        .cases([] {
            const ShapeRule state = [](auto, auto b, auto h) { return Shape{b, h}; };
            return recurrence_cases({[](auto t, auto b, auto h) { return Shape{t, b, 4 * h}; }, [](auto, auto, auto h) { return Shape{h, 4 * h}; }, state, state, [](auto, auto, auto h) { return Shape{3 * h}; }}, 3);
        }());
}

SADDLE_OP(LSTMRecurrenceGrad) {
    return OpDef("LSTMRecurrenceGrad").summary("The way back through LSTM's time loop.", "dc_{t-1} = f dc_t, dh_{t-1} = R^T dg_t").not_in_onnx()
        .input("active", "[T, B, 4 H]").input("c", "[T, B, H]").input("r", "[4 H, H]").optional("dh", "[T, B, H]").optional("dc", "[T, B, H]").optional("c0", "[B, H]").optional("p", "[3 H]").optional("lengths", "[B]")
        .output("dgates", "[T, B, 4 H]").output("dh0", "[B, H]").output("dc0", "[B, H]").attribute(reverse_attribute())
        .infer([](const InferContext& c) -> Result<std::vector<TensorType>> {
            const TensorType state{DType::F32, {c.in(1).shape[1], c.in(1).shape[2]}};
            return std::vector<TensorType>{c.in(0), state, state};
        })
        .not_differentiable("a second derivative through a time loop is not supported")
        .reference([](ReferenceContext& r) {
            const auto [steps, batch, hidden] = shape_of(r.in(0).type.shape);
            const ReferenceTensor* lengths = r.has(7) ? r.inputs[7] : nullptr;
            std::vector<double>&flow = r.out(1).data, &cell_flow = r.out(2).data;
            for_each_step_back(r.attributes, steps, [&, batch = batch, hidden = hidden](int64_t t, int64_t before) {
                for (int64_t b = 0; b < batch; ++b) {
                    const auto gate = [&](auto& tensor, int64_t k, int64_t j) -> auto& { return tensor.data[size_t(((t * batch + b) * 4 + k) * hidden + j)]; };
                    for (int64_t j = 0; j < hidden; ++j) {
                        const size_t at = size_t((t * batch + b) * hidden + j), state = size_t(b * hidden + j);
                        flow[state] += r.has(3) ? r.in(3).data[at] : 0;
                        cell_flow[state] += r.has(4) ? r.in(4).data[at] : 0;
                        if (!runs(lengths, t, b)) continue;
                        const auto peep = [&](int64_t k, double d) { return r.has(6) ? r.in(6).data[size_t(k * hidden + j)] * d : 0.0; };
                        const double i = gate(r.in(0), 0, j), o = gate(r.in(0), 1, j), f = gate(r.in(0), 2, j), g = gate(r.in(0), 3, j), squashed = std::tanh(r.in(1).data[at]);
                        const double old = before >= 0 ? r.in(1).data[size_t((before * batch + b) * hidden + j)] : r.has(5) ? r.in(5).data[state] : 0;
                        const double d_o = flow[state] * squashed * o * (1 - o), d_cell = cell_flow[state] + flow[state] * o * (1 - squashed * squashed) + peep(1, d_o);
                        const double d[] = {d_cell * g * i * (1 - i), d_o, d_cell * old * f * (1 - f), d_cell * i * (1 - g * g)};
                        for (int64_t k = 0; k < 4; ++k) gate(r.out(), k, j) = d[k];
                        cell_flow[state] = d_cell * f + peep(0, d[0]) + peep(2, d[2]);
                    }
                    if (!runs(lengths, t, b)) continue;
                    for (int64_t k = 0; k < hidden; ++k) {
                        double sum = 0;
                        for (int64_t m = 0; m < 4 * hidden; ++m) sum += r.in(2).data[size_t(m * hidden + k)] * r.out().data[size_t((t * batch + b) * 4 * hidden + m)];
                        flow[size_t(b * hidden + k)] = sum;
                    }
                }
            });
        })
        .batch_rule([](const Attributes&, const std::vector<bool>&, int) { return false; })
        .kernels([](const KernelContext& c) {
            const RecurrenceShape s = shape_of(c.in_type(0).shape);
            return recurrence_kernels(c, {"lstm_gradient", s, {"ACTIVE", "C", "R", "DH", "DC", "C0", "P", "LENGTHS"}, {"DGATES", "DH0", "DC0"}, 4, 4 * s.hidden, 4 * s.hidden, true, {}});
        })
        .cases([] {
            const ShapeRule states = [](auto t, auto b, auto h) { return Shape{t, b, h}; };
            std::vector<Case> cases = recurrence_cases({[](auto t, auto b, auto h) { return Shape{t, b, 4 * h}; }, states, [](auto, auto, auto h) { return Shape{4 * h, h}; }, states, states,
                                                        [](auto, auto b, auto h) { return Shape{b, h}; }, [](auto, auto, auto h) { return Shape{3 * h}; }}, 3);
            return cases;
        }());
}

}  // namespace saddle::ops
