// Layers with a state that runs through a sequence, on ONNX's RNN, LSTM and GRU. Parameters are named, split and ordered as
// torch.nn's, so that weights travel unchanged; ONNX's order of the gates is made of them on the way to the op.
#include "engine/core/philox.h"
#include "engine/ops/layer_def.h"
#include "engine/ops/term.h"

namespace saddle::ops {
namespace {

using List = std::vector<int64_t>;

/// What tells the three kinds apart: the op, and which of PyTorch's gates each of ONNX's is.
struct Kind {
    const char* op;
    List gates;
    bool cell = false;   ///< a second state beside the first
};

struct Recurrent {
    LayerContext& c;
    const Kind& kind;
    const int64_t hidden, layers, directions, batch;
    ir::ValueId lengths;   ///< [N], or absent
    ir::ValueId h0, c0;    ///< [N, layers * D, H], or absent

    Attributes attributes() const {
        Attributes a{{"direction", std::string(directions == 2 ? "bidirectional" : "forward")}, {"hidden_size", hidden}};
        if (std::string(kind.op) == "GRU") a["linear_before_reset"] = int64_t(1);
        if (std::string(kind.op) == "RNN") a["activation"] = std::string(c.text("activation") == "relu" ? "Relu" : "Tanh");
        return a;
    }

    /// A parameter of the layer `number` and direction whose first axis is the gates, in ONNX's order.
    Term parameter(const std::string& name, int64_t number, int64_t direction, Shape shape, int64_t fan_in) const {
        shape[0] *= int64_t(kind.gates.size());
        const bool own_bound = c.initializer_scheme() == "pytorch";   // 1 / sqrt(hidden) for all
        const Term all(c.b, c.parameter(name + "_l" + std::to_string(number) + (direction == 1 ? "_reverse" : ""), shape, {"default", 1, own_bound ? hidden : fan_in, hidden}));
        List order = kind.gates;
        std::vector<ir::ValueId> parts;
        for (size_t k = 0; k < order.size();) {   // gates that stay neighbours move together
            size_t end = k + 1;
            while (end < order.size() && order[end] == order[end - 1] + 1) ++end;
            parts.push_back(all.then("Slice", {}, {{"axes", List{0}}, {"starts", List{order[k] * hidden}}, {"ends", List{(order[end - 1] + 1) * hidden}}}));
            k = end;
        }
        return parts.size() == 1 ? all : Term(c.b, c.op("Concat", parts, {{"axis", int64_t(0)}}));
    }

    /// The same of all directions, on a first axis of its own.
    ir::ValueId stacked(const std::function<Term(int64_t direction)>& one) const {
        std::vector<ir::ValueId> parts;
        for (int64_t d = 0; d < directions; ++d) parts.push_back(one(d).then("Unsqueeze", {}, {{"axes", List{0}}}));
        return parts.size() == 1 ? parts[0] : c.op("Concat", parts, {{"axis", int64_t(0)}});
    }

    /// The first state of a layer, [D, N, H], of those of all; absent where none is given.
    ir::ValueId initial(ir::ValueId given, int64_t number) const {
        if (!given.present()) return {};
        const Term part = layers == 1 ? Term(c.b, given) : Term(c.b, given).then("Slice", {}, {{"axes", List{1}}, {"starts", List{number * directions}}, {"ends", List{(number + 1) * directions}}});
        return part.then("Transpose", {}, {{"perm", List{1, 0, 2}}});
    }

    /// One layer on x [T, N, F]: all states [T, N, D * H], and the last ones, [D, N, H] each.
    std::vector<ir::ValueId> layer(ir::ValueId x, int64_t number) const {
        const int64_t features = c.type(x).shape[2];
        const ir::ValueId w = stacked([&](int64_t d) { return parameter("weight_ih", number, d, {hidden, features}, features); });
        const ir::ValueId r = stacked([&](int64_t d) { return parameter("weight_hh", number, d, {hidden, hidden}, hidden); });
        ir::ValueId biases;
        if (c.flag("bias")) biases = stacked([&](int64_t d) {
            const Term input = parameter("bias_ih", number, d, {hidden}, features), state = parameter("bias_hh", number, d, {hidden}, hidden);
            return Term(c.b, c.op("Concat", {input, state}, {{"axis", int64_t(0)}}));
        });
        std::vector<ir::ValueId> inputs{x, w, r, biases, lengths, initial(h0, number)};
        if (kind.cell) inputs.push_back(initial(c0, number));
        while (!inputs.back().present()) inputs.pop_back();
        auto made = c.b.emit_all(kind.op, inputs, attributes(), kind.cell ? 3 : 2);
        if (!made.ok()) {
            c.b.error = made.error();
            return {};
        }
        // Sizes of 0 are the input's: they hold for every batch.
        Term y(c.b, (*made)[0]);
        y = directions == 1 ? y.then("Squeeze", {}, {{"axes", List{1}}})
                            : y.then("Transpose", {}, {{"perm", List{0, 2, 1, 3}}}).then("Reshape", {}, {{"shape", List{0, 0, directions * hidden}}});
        (*made)[0] = y;
        return *made;
    }

    Term dropped(Term x, int64_t number) const {
        if (c.mode != Mode::Train || c.real("dropout") == 0) return x;
        const std::string stream = c.node.id + ".dropout" + std::to_string(number);
        return x.then("Dropout", {}, {{"ratio", c.real("dropout")}, {"stream", int64_t(stream_of(stream.c_str()) & 0x7fffffff)}});
    }

    /// Last states of all layers, [D, N, H] each, as [N, layers * D, H].
    ir::ValueId last(const std::vector<ir::ValueId>& states) const {
        const ir::ValueId all = states.size() == 1 ? states[0] : c.op("Concat", states, {{"axis", int64_t(0)}});
        return batched(Term(c.b, all).then("Transpose", {}, {{"perm", List{1, 0, 2}}}), {0, layers * directions, hidden});
    }
    /// Under a shape whose first axis is the batch again, as it was of the input.
    ir::ValueId batched(Term x, List shape) const { return x.then("Reshape", {}, {{"shape", shape}, {"batched", bool(c.b.program()[c.in("x")].batched)}}); }
};

/// Lengths [N] from lengths or from a mask [N, T]; absent after a diagnostic.
ir::ValueId lengths_of(LayerContext& c, const Shape& x) {
    const ir::ValueId given = c.in("lengths");
    const TensorType type = c.type(given);
    if (type == TensorType{DType::I32, {x[0]}}) return given;
    if (type.shape == Shape{x[0], x[1]}) {
        const Term mask(c.b, given);
        return (type.dtype == DType::F32 ? mask : mask.then("Cast")).then("ReduceSum", {}, {{"axes", List{1}}, {"keepdims", int64_t(0)}}).then("Cast", {}, {{"to", int64_t(6)}});
    }
    c.fail("lengths", "", "expected lengths " + to_string(TensorType{DType::I32, {x[0]}}) + " or a mask " + to_string(Shape{x[0], x[1]}) + ", got " + to_string(type), "wire the lengths of the sequences into it, or nothing");
    return {};
}

/// What the window before has left, of all layers: an input of the step, as the gradient ends there.
ir::ValueId carried(LayerContext& c, const char* port, const TensorType& type) {
    ir::Value value;
    value.name = c.node.id + "." + port;
    value.kind = ir::ValueKind::Input;
    value.type = type;
    value.batched = true;
    value.node = c.node.id;
    c.b.entry().inputs.push_back(c.b.program().add(std::move(value)));
    return c.b.entry().inputs.back();
}

void expand(LayerContext& c, const Kind& kind) {
    const TensorType x = c.type(c.in("x"));
    if (x.dtype != DType::F32 || x.shape.rank() != 3)
        return c.fail("x", "", "expected a sequence N T F, got " + to_string(x), x.dtype == DType::I32 ? "insert Embedding before it" : x.shape.rank() == 4 ? "give it a time axis with Reshape or Transpose" : "wire a sequence into it");
    Recurrent r{c, kind, c.integer("hidden"), c.integer("layers"), c.flag("bidirectional") ? 2 : 1, x.shape[0], {}, c.in("h0"), c.in("c0")};
    const TensorType state{DType::F32, {r.batch, r.layers * r.directions, r.hidden}};
    const std::string carry = c.text("carry");
    const bool carries = carry != "never", now = (carry == "always" && c.mode == Mode::Train) || (carries && c.mode == Mode::Eval);
    if (carries && r.directions == 2) return c.fail("", "carry", "a state cannot be carried where a second one runs from the last step to the first", "set carry to never, or use one direction");
    for (const auto& [port, given] : {std::pair("h0", r.h0), std::pair("c0", r.c0)}) {
        if (given.present() && carries) return c.fail(port, "", "the first state is the one that is carried", "set carry to never, or remove the wire");
        if (given.present() && c.type(given) != state)
            return c.fail(port, "", "expected " + to_string(state) + " (samples, layers x directions, state), got " + to_string(c.type(given)), "wire the last state of a layer of the same sizes into it, or nothing");
    }
    if (now) r.h0 = carried(c, "h0", state);
    if (now && kind.cell) r.c0 = carried(c, "c0", state);
    if (c.in("lengths").present()) r.lengths = lengths_of(c, x.shape);
    if (!c.diagnostics.empty()) return;

    Term y = Term(c.b, c.in("x")).then("Transpose", {}, {{"perm", List{1, 0, 2}}});
    std::vector<ir::ValueId> states, cells;
    for (int64_t number = 0; number < r.layers; ++number) {
        if (number > 0) y = r.dropped(y, number);
        const std::vector<ir::ValueId> made = r.layer(y, number);
        if (made.empty()) return;
        y = Term(c.b, made[0]);
        states.push_back(made[1]);
        if (kind.cell) cells.push_back(made[2]);
    }
    const int64_t width = r.directions * r.hidden;
    if (c.text("output") == "all") c.out("y", r.batched(y.then("Transpose", {}, {{"perm", List{1, 0, 2}}}), {0, 0, width}));
    else c.out("y", r.batched(Term(c.b, states.back()).then("Transpose", {}, {{"perm", List{1, 0, 2}}}), {0, width}));
    c.out("h", r.last(states));
    if (kind.cell) c.out("c", r.last(cells));
    if (!now) return;
    for (const auto& [port, out] : {std::pair("h0", "h"), std::pair("c0", "c")})
        if (c.outputs.count(out)) c.b.entry().outputs.push_back({"carried:" + c.node.id + "." + port, c.outputs[out]});
}

LayerDef recurrent(const char* stem, const char* summary, const char* formula, Kind kind) {
    LayerDef layer(kind.op);
    layer.about("recurrent", summary, formula).stem(stem).input({"x", PortKind::Sequence, "N T F"})
        .input({"lengths", PortKind::Tokens, "steps of each sequence N, or a mask N T of ones before zeros; none: all", false}).input({"h0", PortKind::Sequence, "first state N, layers x directions, H; none: zeros", false});
    if (kind.cell) layer.input({"c0", PortKind::Sequence, "first cell, as h0", false});
    layer.output({"y", PortKind::Sequence, "the last layer's states: of all steps N T H, or the last one N H"}).output({"h", PortKind::Sequence, "last state of every layer and direction", false});
    if (kind.cell) layer.output({"c", PortKind::Sequence, "last cell, as h", false});
    layer.attribute({"hidden", int64_t(128), "State size", "numbers of the state", "", 1, 1024, {}, true}).attribute({"layers", int64_t(1), "Layers", "stacked, each reads the states of the one below", "", 1, 16, {}, true})
        .attribute({"bidirectional", false, "Both directions", "a second state runs from the last step to the first; both lie side by side"})
        .attribute({"output", std::string("all"), "Output", "the states of all steps, or the last", "", 0, 0, {"all", "last"}, true})
        .attribute({"dropout", 0.0, "Dropout", "chance of an element between layers to be zeroed while training", "", 0, 0.99})
        .attribute({"carry", std::string("never"), "Carry the state", "from each window of a text to the next: never, while it is evaluated, or always: in training too (truncated backpropagation through time), the text in order", "", 0, 0, {"never", "evaluation", "always"}});
    if (std::string(kind.op) == "RNN") layer.attribute({"activation", std::string("tanh"), "Activation", "of the state", "", 0, 0, {"tanh", "relu"}});
    return layer.attribute({"bias", true, "Bias", "add learnt constants, one of the input and one of the state"}).attribute(initializer_attribute())
        .expand([kind = std::move(kind)](LayerContext& c) { expand(c, kind); });
}

}  // namespace

SADDLE_LAYER(RNN) { return recurrent("rnn", "A state that each step mixes with the next input.", "h_t = tanh(W x_t + R h_{t-1} + b)", {"RNN", {0}}); }

SADDLE_LAYER(LSTM) {
    // S. Hochreiter, J. Schmidhuber, "Long short-term memory", Neural Computation 9(8), 1997.
    return recurrent("lstm", "A state and a cell that remembers over many steps; gates decide what the cell takes in, keeps and shows.",
                     "c_t = \\sigma(f_t) c_{t-1} + \\sigma(i_t) tanh g_t, h_t = \\sigma(o_t) tanh c_t", {"LSTM", {0, 3, 1, 2}, true});
}

SADDLE_LAYER(GRU) {
    // K. Cho et al., "Learning phrase representations using RNN encoder-decoder", EMNLP 2014; the reset gate after the product, as cuDNN.
    return recurrent("gru", "A state that a gate mixes with a candidate: as LSTM, without the cell and with fewer weights.",
                     "h_t = (1 - z) n + z h_{t-1}, n = tanh(W x_t + r (R h_{t-1}))", {"GRU", {1, 0, 2}});
}

}  // namespace saddle::ops
